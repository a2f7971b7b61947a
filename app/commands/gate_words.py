"""The words that say what is learned, by what, and from where: the options of `gate`, `render gate`, `script gate`."""

from __future__ import annotations

import re
from dataclasses import replace

from app.commands.experiment_words import DTYPE_OPTION, dtype_of, run_option, runs_of
from app.commands.words import BadWords, Option, Words
from app.engine.experiment import MAX_STEPS, Experiment, Run
from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.gate import CORNERS
from app.engine.gates.initializations import INITIALIZATIONS
from app.engine.gates.losses import LOSSES
from app.engine.gates.problem import task_problem
from app.engine.gates.tables import GATES, gate_of
from app.engine.gates.task import MOST_CLOUD, MOST_HIDDEN, REACH, Cloud, GateTask, Row
from app.engine.seed import MAX_SEED, SEEDS
from app.engine.spelling import nearest, quoted, read_number
from app.engine.validation import experiment_problem
from surfaces.message import Message

DEFAULT_TRAINER = Run("Adam", (("lr", 0.05),))
DEFAULT_TRAINING = 2000
OWN = "own"
EXAMPLE_TABLE = "0 0 0, 0 1 1, 1 0 1, 1 1 0"
PLACES = (f"{'|'.join(gate.key for gate in GATES)}|{OWN}",)
_HIDDEN = [each.key for each in ACTIVATIONS if each.hidden]
_SPREAD = 0.2

GATE_OPTIONS = (
    Option(
        "--table",
        ('"X1 X2 T, ..."',),
        Message(
            "A truth table of your own: two inputs and the target 0 or 1 of each row, rows parted by commas; or four "
            "targets at once, 0110, for the inputs 00 01 10 11."
        ),
    ),
    Option(
        "--hidden",
        ("N",),
        Message(
            "How many hidden units the network has, 0 to {most}. With 0, and without it: one unit.", most=MOST_HIDDEN
        ),
    ),
    Option(
        "--activation",
        ("NAME",),
        Message(
            "What the unit makes of z: {unit}. Of hidden units: {hidden}; the output of a network is a sigmoid. "
            "Without it: sigmoid, and tanh for hidden units.",
            unit=", ".join(each.key for each in ACTIVATIONS),
            hidden=", ".join(_HIDDEN),
        ),
    ),
    Option(
        "--loss",
        ("|".join(each.key for each in LOSSES),),
        Message("The mean over the rows of what a wrong answer costs. Without it: bce, cross-entropy from z."),
    ),
    Option(
        "--init",
        ("NAME",),
        Message(
            "How the first weights are drawn after torch.manual_seed: {names}. Without it: default, as nn.Linear does.",
            names=", ".join(each.key for each in INITIALIZATIONS),
        ),
    ),
    Option(
        "--start",
        ("W...",),
        Message(
            "The first weights, instead of drawn ones: b w1 w2 of a unit. Of a network: all hidden biases, the two "
            "weights of each hidden unit, the output's bias, the output's weights; the columns of the table name them."
        ),
    ),
    Option("--weights", ("notes",), Message("Start from the notes' weights of the gate: and, or, nand.")),
    Option(
        "--points",
        ("N",),
        Message("Fuzzy corners: so many noisy points around each row, 1 to {most}.", most=MOST_CLOUD),
    ),
    Option("--spread", ("S",), Message("Their standard deviation. Without it: {spread}.", spread=_SPREAD)),
    Option("--cloud-seed", ("N",), Message("What they are drawn from. {seeds} Without it: 0.", seeds=SEEDS)),
    run_option(DEFAULT_TRAINER),
    Option("--seed", ("N",), Message("For the first weights, noise and batches. {seeds} Without it: 0.", seeds=SEEDS)),
    Option("--steps", ("N",), Message("How many steps, up to {most}. Without it: 2000.", most=MAX_STEPS)),
    DTYPE_OPTION,
    Option(
        "--threshold",
        ("T",),
        Message(
            "From which share of the way between the outputs of 0 and 1 on a 1 is said, above 0 and below 1. "
            "Without it: 0.5."
        ),
    ),
)


def gate_experiment_of(words: Words) -> Experiment:
    """The experiment that the words describe; raises `BadWords`."""
    task = _task(words)
    steps = words.integer("--steps", 0, MAX_STEPS)
    experiment = Experiment(
        surface="",
        start=(),
        runs=runs_of(words, DEFAULT_TRAINER),
        dtype=dtype_of(words),
        steps=DEFAULT_TRAINING if steps is None else steps,
        seed=words.integer("--seed", 0, MAX_SEED) or 0,
        gate=task,
    )
    if (problem := experiment_problem(experiment)) is not None:
        raise BadWords(Message("--run: {problem}", problem=problem))
    return _started(experiment, task, words)


def threshold_of(words: Words) -> float:
    """From which output on a 1 is said; raises `BadWords`."""
    threshold = words.number("--threshold", 0.5)
    if not 0 < threshold < 1:
        raise BadWords(Message("--threshold is a number above 0 and below 1."))
    return threshold


def _started(experiment: Experiment, task: GateTask, words: Words) -> Experiment:
    """With the weights that were given, where they can be started from."""
    weights = words.listed_numbers("--start")
    named = words.known("--weights", ("notes",))
    if weights is not None and named is not None:
        raise BadWords(Message("Give --start or --weights, not both."))
    if (weights is not None or named is not None) and words.flag("--init"):
        raise BadWords(Message("--init draws the first weights: give it, or the weights themselves."))
    if named is not None:
        weights = _notes(task)
    started = replace(experiment, start=weights or ())
    if (problem := experiment_problem(started)) is not None:
        raise BadWords(Message("--start: {problem}", problem=problem))
    return started


def _notes(task: GateTask) -> tuple[float, ...]:
    gate = gate_of(task.rows)
    if task.hidden:
        raise BadWords(Message("The notes' weights are those of one unit: leave --hidden out."))
    if gate is None or gate.notes is None:
        names = ", ".join(each.key for each in GATES if each.notes is not None)
        raise BadWords(Message("The notes have weights of one unit for {names} only.", names=names))
    return gate.notes


def _task(words: Words) -> GateTask:
    hidden = words.integer("--hidden", 0, MOST_HIDDEN) or 0
    loss = words.known("--loss", [each.key for each in LOSSES])
    initial = words.known("--init", [name for each in INITIALIZATIONS for name in (each.key, each.function) if name])
    task = GateTask(
        rows=_rows(words),
        cloud=_cloud(words),
        hidden=hidden,
        activation=words.known("--activation", [each.key for each in ACTIVATIONS]) or ("tanh" if hidden else "sigmoid"),
        loss=loss or LOSSES[0].key,
        initialization=(initial or INITIALIZATIONS[0].key).rstrip("_"),
    )
    if (problem := task_problem(task)) is not None:
        raise BadWords(problem)
    return task


def _cloud(words: Words) -> Cloud | None:
    count = words.integer("--points", 1, MOST_CLOUD)
    if count is None:
        other = next((name for name in ("--spread", "--cloud-seed") if words.flag(name)), None)
        if other is not None:
            raise BadWords(Message("{name} needs --points: how many are drawn around each row.", name=other))
        return None
    spread = words.number("--spread", _SPREAD)
    if not 0 <= spread <= REACH:
        raise BadWords(Message("--spread is a number from 0 to {most}.", most=f"{REACH:g}"))
    return Cloud(count, spread, words.integer("--cloud-seed", 0, MAX_SEED) or 0)


def _rows(words: Words) -> tuple[Row, ...]:
    table = words.text("--table")
    names = [gate.key for gate in GATES]
    if not words.free and table is None:
        raise BadWords(
            Message("Name a gate, or own with a --table. There are {names}.", names=", ".join([*names, OWN]))
        )
    name = words.free[0].lower() if words.free else OWN
    if name not in (*names, OWN):
        raise BadWords(_no_gate(words.free[0], [*names, OWN]))
    if name == OWN:
        if table is None:
            raise BadWords(Message('own needs its truth table: --table "{example}".', example=EXAMPLE_TABLE))
        return _table(table)
    if table is not None:
        raise BadWords(Message("Give the name of a gate or a --table, not both."))
    return next(gate.rows for gate in GATES if gate.key == name)


def _no_gate(name: str, known: list[str]) -> Message:
    guess = nearest(name, known)
    if guess is None:
        return Message("There is no gate {name}. There are {names}.", name=quoted(name), names=", ".join(known))
    return Message("There is no gate {name}. Did you mean {guess}?", name=quoted(name), guess=guess)


def _table(text: str) -> tuple[Row, ...]:
    if re.fullmatch("[01]{4}", text.strip()):
        return tuple(Row(*corner, int(target)) for corner, target in zip(CORNERS, text.strip(), strict=True))
    parts = [part for part in re.split(r"[,;\n]", text) if part.strip()]
    return tuple(_row(part, number) for number, part in enumerate(parts, 1))


def _row(text: str, number: int) -> Row:
    values = [read_number(each) for each in text.split()]
    if len(values) == 3 and None not in values and values[2] in (0, 1):
        x1, x2, target = (value for value in values if value is not None)
        return Row(x1, x2, int(target))
    raise BadWords(
        Message(
            "--table, row {number}: two finite numbers and the target 0 or 1, as in {example}, not {text}.",
            number=number, example='"0 1 1"', text=quoted(text.strip()),
        )
    )  # fmt: skip
