"""The words that say what is walked down, from where and by whom: the options of `run` and `render`."""

from __future__ import annotations

from app.commands.words import BadWords, Option, Words
from app.engine.experiment import MAX_RUNS, MAX_STEPS, Dtype, Experiment, Run
from app.engine.run_text import RunTextError, format_run, parse_run
from app.engine.schedules import SCHEDULERS
from app.engine.seed import MAX_SEED, SEEDS
from app.engine.spelling import nearest, quoted
from app.engine.validation import coordinate_problem, experiment_problem
from surfaces import SURFACES, of_formula, surface_named
from surfaces.formula import FormulaError
from surfaces.message import Message
from surfaces.surface import Surface

DEFAULT_RUN = Run("Adam")
DEFAULT_STEPS = 500


def run_option(default: Run) -> Option:
    """`--run`, for a command that takes the `default` where none is given."""
    return Option(
        "--run",
        ('"NAME key=value ..."',),
        Message(
            "An optimizer with its hyperparameters by torch's names, in any case; what is not named is as in torch. "
            "Then, where wanted: schedule=KEY:name=value,... ({schedules}), clip=NORM, clip_value=LIMIT, noise=STDDEV, "
            "batch=SAMPLES, and at STEP name=value ... for what changes on the way: the step from that row on is the "
            "first with it. Repeat it for up to {most} runs. Without it: {default}.",
            most=MAX_RUNS,
            schedules=", ".join(each.key for each in SCHEDULERS),
            default="Adam as torch makes it" if default == DEFAULT_RUN else format_run(default),
        ),
    )


DTYPE_OPTION = Option("--dtype", ("float32|float64",), Message("The precision. Without it: float32, as in torch."))
OPTIONS = (
    run_option(DEFAULT_RUN),
    Option("--formula", ("TEXT",), Message("Your own loss of x and y, instead of a surface's name.")),
    Option("--start", ("X", "Y"), Message("Where every run starts. Without it: the surface's own start.")),
    Option(
        "--seed",
        ("N",),
        Message("For noise and batches, and for a random start where there is no --start. {seeds}", seeds=SEEDS),
    ),
    Option("--steps", ("N",), Message("How many steps, up to {most}. Without it: 500.", most=MAX_STEPS)),
    DTYPE_OPTION,
)


def experiment_of(words: Words) -> Experiment:
    """The experiment that the words describe; raises `BadWords`."""
    dtype = dtype_of(words)
    steps = words.integer("--steps", 0, MAX_STEPS)
    seed = words.integer("--seed", 0, MAX_SEED)
    runs = runs_of(words, DEFAULT_RUN)
    formula = words.text("--formula")
    surface = _surface(words.free, formula)
    start = words.numbers("--start") or _own_start(surface, seed)
    if any(coordinate_problem(value, dtype) is not None for value in start):
        raise BadWords(Message("The start is too far away for float32. Use --dtype float64."))
    experiment = Experiment(
        surface=surface.key if formula is None else formula,
        start=(start[0], start[1]),
        runs=runs,
        dtype=dtype,
        steps=DEFAULT_STEPS if steps is None else steps,
        seed=seed or 0,
        formula=formula is not None,
    )
    if (problem := experiment_problem(experiment)) is not None:
        raise BadWords(Message("--run: {problem}", problem=problem))
    return experiment


def dtype_of(words: Words) -> Dtype:
    """The precision; raises `BadWords`."""
    return "float64" if words.choice("--dtype", ("float32", "float64")) == "float64" else "float32"


def runs_of(words: Words, default: Run) -> tuple[Run, ...]:
    """All runs; raises `BadWords`."""
    texts = words.all("--run")
    if len(texts) > MAX_RUNS:
        raise BadWords(Message("There can be at most {most} runs, not {count}.", most=MAX_RUNS, count=len(texts)))
    runs = []
    for text in texts:
        try:
            runs.append(parse_run(text))
        except RunTextError as error:
            raise BadWords(Message("--run: {problem}", problem=error.message)) from None
    return tuple(runs) or (default,)


def _surface(free: tuple[str, ...], formula: str | None) -> Surface:
    names = [surface.key for surface in SURFACES]
    if formula is not None and free:
        raise BadWords(Message("Give the name of a surface or a --formula, not both."))
    if formula is not None:
        try:
            return of_formula(formula)
        except FormulaError as error:
            raise BadWords(_formula_problem(error)) from None
    if not free:
        raise BadWords(Message("Name a surface or give a --formula. There are {names}.", names=", ".join(names)))
    try:
        return surface_named(free[0].lower())
    except KeyError:
        guess = nearest(free[0], names)
    if guess is None:
        raise BadWords(
            Message("There is no surface {name}. There are {names}.", name=quoted(free[0]), names=", ".join(names))
        )
    raise BadWords(Message("There is no surface {name}. Did you mean {guess}?", name=quoted(free[0]), guess=guess))


def _formula_problem(error: FormulaError) -> Message:
    if error.column is None:
        return Message("--formula: {problem}", problem=error.message)
    return Message("--formula, character {place}: {problem}", place=error.column + 1, problem=error.message)


def _own_start(surface: Surface, seed: int | None) -> tuple[float, ...]:
    if seed is None:
        return surface.start
    from app.engine.random_start import random_start

    return random_start(surface, seed)
