"""A run as one line of text, read and written:

`SGD lr=0.01 momentum=0.9 schedule=cosine:T_max=100 clip=1 noise=0.1 batch=1 at 40 lr=0.002`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.engine.experiment import MAX_RUNS, MAX_STEPS, Edit, HyperparameterValue, Run, Schedule, Setting, Treatment
from app.engine.optimizers import LEFT_OUT, OPTIMIZERS, optimizer_named
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer
from app.engine.run_problem import edit_problem, plain_problem
from app.engine.schedules import SCHEDULERS, Scheduler, scheduler_named
from app.engine.spelling import nearest, quoted
from app.engine.value_text import ValueTextError, read_value, value_text
from surfaces.message import Message

MAX_CHARACTERS = 2_000
TREATMENT = (
    Hyperparameter("batch", None, "integer", "", "How many samples each step sees, in seeded order.", 1),
    Hyperparameter("noise", 0.0, "number", "", "Standard deviation of seeded noise on the gradient."),
    Hyperparameter("clip_value", None, "number", "", "Largest absolute value of an element of the gradient.", 5e-324),
    Hyperparameter("clip", None, "number", "", "Largest norm of the gradient.", 5e-324),
)
_OPTION = re.compile(r"""--run(?:\s+|=)(?:"([^"]*)"|'([^']*)'|((?:(?!\s--).)*))""", re.IGNORECASE)
_TIGHTENED = re.compile(r"\s*([=,:])\s*")
_SCHEDULE = "schedule"
_AT = "at"


class RunTextError(ValueError):
    """The text is no run; `message` says why in one or two sentences."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse_run(text: str) -> Run:
    """The run of a text `Name key=value ...`, its hyperparameters in torch's order.

    Names and booleans are case-blind, several numbers are `0.9,0.999`, spaces around `=` and `,` do not matter, and
    torch's defaults hold for what is not named. Raises `RunTextError`.
    """
    if len(text) > MAX_CHARACTERS:
        raise RunTextError(Message("A run has at most {limit} characters.", limit=MAX_CHARACTERS))
    name, *words = _TIGHTENED.sub(r"\1", text).split() or [""]
    optimizer = _optimizer(name)
    first, *edits = _stretches(words)
    run = _begun(optimizer, first)
    for stretch in edits:
        run = _with_edit(run, optimizer, stretch)
    if (problem := plain_problem(run)) is not None:
        raise RunTextError(problem)
    return run


def parse_runs(text: str) -> tuple[Run, ...]:
    """The runs of a text, one a line; or those of the options `--run "..."` of a command line. Raises `RunTextError`.

    Empty lines do not matter. All of the text is read, or nothing.
    """
    if len(text) > MAX_RUNS * MAX_CHARACTERS:
        raise RunTextError(Message("A text of runs has at most {limit} characters.", limit=MAX_RUNS * MAX_CHARACTERS))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(parse_run(part) for line in lines for part in _parts(line))


def format_run(run: Run) -> str:
    """The text of a run, which `parse_run` reads back."""
    optimizer = optimizer_named(run.optimizer)
    words = [run.optimizer, *_written(_in_order(optimizer.hyperparameters, dict(run.hyperparameters)))]
    if run.schedule is not None:
        words.append(f"{_SCHEDULE}={format_schedule(run.schedule)}")
    plain = Treatment()
    changed = [(each.name, getattr(run.treatment, each.name)) for each in TREATMENT]
    words += _written((name, value) for name, value in changed if value != getattr(plain, name))
    for edit in run.edits:
        words += [_AT, str(edit.step), *_written(edit.settings)]
    return " ".join(words)


def format_schedule(schedule: Schedule) -> str:
    """The text of a schedule: `cosine:T_max=100`."""
    scheduler = scheduler_named(schedule.name)
    settings = ",".join(_written(_in_order(scheduler.settings, dict(schedule.settings))))
    return f"{scheduler.key}:{settings}" if settings else scheduler.key


def parse_schedule(text: str) -> Schedule:
    """The schedule of a text `cosine:T_max=100,eta_min=0.001`; raises `RunTextError`."""
    key, _, rest = text.partition(":")
    scheduler = _scheduler(key)
    values: dict[str, HyperparameterValue] = {}
    for setting in _comma_settings(rest):
        found, value = _setting(scheduler.name, scheduler.settings, setting)
        _put(values, found, value)
    return Schedule(scheduler.name, _in_order(scheduler.settings, values))


def _parts(line: str) -> list[str]:
    """The texts of the runs on one line: the values of its options, else all of it."""
    return ["".join(found.groups("")) for found in _OPTION.finditer(line)] or [line]


def _stretches(words: Sequence[str]) -> list[list[str]]:
    """The words before the first `at`, and those after each one."""
    stretches: list[list[str]] = [[]]
    for word in words:
        if word.lower() == _AT:
            stretches.append([])
        else:
            stretches[-1].append(word)
    return stretches


def _begun(optimizer: Optimizer, words: Sequence[str]) -> Run:
    """The run without its edits."""
    values: dict[str, HyperparameterValue] = {}
    treatment: dict[str, HyperparameterValue] = {}
    schedule: Schedule | None = None
    for word in words:
        key, _, text = word.partition("=")
        if key.lower() == _SCHEDULE and text:
            if schedule is not None:
                raise RunTextError(Message("{name} is given twice.", name=_SCHEDULE))
            schedule = parse_schedule(text)
            continue
        found, value = _setting(optimizer.name, (*optimizer.hyperparameters, *TREATMENT), word)
        _put(treatment if found in TREATMENT else values, found, value)
    return Run(
        optimizer.name,
        _in_order(optimizer.hyperparameters, values),
        schedule,
        replace(Treatment(), **treatment),  # type: ignore[arg-type]
    )


def _with_edit(run: Run, optimizer: Optimizer, words: Sequence[str]) -> Run:
    step, *settings = words or [""]
    if not (step.isascii() and step.isdigit() and len(step) < 9 and int(step) <= MAX_STEPS):
        raise RunTextError(Message("After “at” comes a step, as in {example}.", example="at 40 lr=0.002"))
    if not settings:
        raise RunTextError(
            Message("After “at {step}” comes what changes there, as in {example}.", step=step, example="lr=0.002")
        )
    values: dict[str, HyperparameterValue] = {}
    for setting in settings:
        found, value = _setting(optimizer.name, optimizer.hyperparameters, setting)
        _put(values, found, value)
    edit = Edit(int(step), _in_order(optimizer.hyperparameters, values))
    if any(each.step == edit.step for each in run.edits):
        raise RunTextError(Message("{name} is given twice.", name=f"at {step}"))
    if (problem := edit_problem(run, edit)) is not None:
        raise RunTextError(problem)
    return run.with_edit(edit)


def _put(values: dict[str, HyperparameterValue], found: Hyperparameter, value: HyperparameterValue) -> None:
    if found.name in values:
        raise RunTextError(Message("{name} is given twice.", name=found.name))
    values[found.name] = value


def _in_order(known: Sequence[Hyperparameter], values: dict[str, HyperparameterValue]) -> tuple[Setting, ...]:
    return tuple((each.name, values[each.name]) for each in known if each.name in values)


def _written(settings: Sequence[Setting] | Iterator[Setting]) -> list[str]:
    return [f"{name}={value_text(value)}" for name, value in settings]


def _comma_settings(text: str) -> list[str]:
    """`milestones=30,80,gamma=0.1` as two settings: a part without `=` belongs to the one before it."""
    settings: list[str] = []
    for part in text.split(",") if text else []:
        if "=" in part or not settings:
            settings.append(part)
        else:
            settings[-1] += f",{part}"
    return settings


def _optimizer(name: str) -> Optimizer:
    names = [each.name for each in OPTIMIZERS]
    known = ", ".join(names)
    if not name:
        raise RunTextError(Message("A run begins with the name of an optimizer: {names}.", names=known))
    try:
        return optimizer_named(name)
    except KeyError:
        left_out = {each.casefold(): reason for each, reason in LEFT_OUT.items()}.get(name.casefold())
    if left_out is not None:
        raise RunTextError(left_out)
    guess = nearest(name.partition("=")[0], names)
    if guess is None:
        raise RunTextError(
            Message("There is no optimizer {name}. There are {names}.", name=quoted(name), names=known)
        ) from None
    raise RunTextError(
        Message("There is no optimizer {name}. Did you mean {guess}?", name=quoted(name), guess=guess)
    ) from None


def _scheduler(key: str) -> Scheduler:
    by_name = {name.lower(): each for each in SCHEDULERS for name in (each.key, each.name)}
    if key.lower() in by_name:
        return by_name[key.lower()]
    known = [each.key for each in SCHEDULERS]
    guess = nearest(key, known)
    if guess is None:
        raise RunTextError(
            Message("There is no schedule {name}. There are {names}.", name=quoted(key), names=", ".join(known))
        )
    raise RunTextError(Message("There is no schedule {name}. Did you mean {guess}?", name=quoted(key), guess=guess))


def _setting(owner: str, known: Sequence[Hyperparameter], setting: str) -> tuple[Hyperparameter, HyperparameterValue]:
    key, equals, text = setting.partition("=")
    if not (key and equals and text):
        raise RunTextError(
            Message("{setting} is not name=value, as in {example}.", setting=quoted(setting), example="lr=0.01")
        )
    hyperparameter = _hyperparameter(owner, known, key)
    try:
        return hyperparameter, read_value(hyperparameter, text)
    except ValueTextError as error:
        raise RunTextError(error.message) from None


def _hyperparameter(owner: str, known: Sequence[Hyperparameter], key: str) -> Hyperparameter:
    by_lower = {each.name.lower(): each for each in known}
    found = by_lower.get(key.lower())
    if found is not None:
        return found
    guess = nearest(key, by_lower)
    if guess is None:
        names = ", ".join(each.name for each in known)
        raise RunTextError(
            Message(
                "{optimizer} has no hyperparameter {key}. It has {names}.",
                optimizer=owner, key=quoted(key), names=names,
            )
        )  # fmt: skip
    raise RunTextError(
        Message(
            "{optimizer} has no hyperparameter {key}. Did you mean {guess}?",
            optimizer=owner, key=quoted(key), guess=by_lower[guess].name,
        )
    )  # fmt: skip
