"""The levels on which a training gets stuck, proven by what each row is answered.

Rows that get one and the same answer can do no better than the share of ones among them: their loss is at least that
of the best single answer. A level is reached where every such group is at its own floor, and some group has rows of
both classes. With cross-entropy the three of XOR are ln 2 (all four rows are a coin), ¾·H(⅓) (one row is sure, three
share ⅓) and ½·ln 2 (two are sure, two are a coin); with the squared error ¼, ⅙ and ⅛.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log

import numpy as np

from app.engine.gates.forward import logits, output_activation, outputs, row_losses, shares
from app.engine.gates.level_words import AGREEMENTS, Agreement, agreement, level_sentence
from app.engine.gates.task import GateTask
from app.engine.trajectory import Array
from surfaces.message import Message

GAP = 0.1
"""Answers closer than this, on the scale from class 0 to class 1, belong to one group."""
CLOSE = 0.02
"""So near its floor a group's loss is there; for hinge and squared error in the units of their scale."""


@dataclass(frozen=True)
class Level:
    """`value` is the loss there, and `name` how it is written. `groups` are positions of rows that share an answer, in
    the order of their answers; those that are `mixed` have rows of both classes. `key` is "all" where all rows share
    one answer, "three" or "two" where so many of four do and the others are sure, and "other" elsewhere.
    """

    key: str
    value: float
    name: str
    groups: tuple[tuple[int, ...], ...]
    mixed: tuple[tuple[int, ...], ...]
    sentence: Message
    how: Agreement
    """How well the rows that share an answer agree; where there are several groups, the one that agrees least."""


def entropy(share: float) -> float:
    """H of a coin that shows 1 in this share of throws, in nats."""
    return -sum(each * log(each) for each in (share, 1 - share) if each > 0)


def floor_of(task: GateTask, ones: float) -> float:
    """The lowest mean loss of rows that all get one answer, `ones` being the share of them whose target is 1."""
    return _FLOORS[task.loss](task, ones)


def level_of(task: GateTask, values: Array) -> Level | None:
    """The level on which parameters (P,) stand, where they do; clouds have none."""
    if task.cloud is not None or not task.rows or not np.isfinite(values).all():
        return None
    z = logits(task, np.asarray(values, np.float64), _points(task))
    targets = np.array([float(row.target) for row in task.rows])
    losses = row_losses(task, z, targets)
    groups = _groups(shares(task, z) if _is_soft(task) else z)
    ones = [float(targets[list(group)].mean()) for group in groups]
    floors = [floor_of(task, share) for share in ones]
    worse = [losses[list(group)].mean() - floor for group, floor in zip(groups, floors, strict=True)]
    value = sum(floor * len(group) for group, floor in zip(groups, floors, strict=True)) / len(targets)
    if max(worse) > CLOSE * _scale(task) or value == 0:
        return None
    mixed = [(group, share) for group, share in zip(groups, ones, strict=True) if 0 < share < 1]
    answers, near = outputs(task, z), GAP * _width(task)
    how = [agreement(answers[list(group)], z[list(group)], _output(task, share), near) for group, share in mixed]
    return _level(task, value, groups, mixed, max(how, key=AGREEMENTS.index))


def _level(
    task: GateTask,
    value: float,
    groups: tuple[tuple[int, ...], ...],
    mixed: list[tuple[tuple[int, ...], float]],
    how: Agreement,
) -> Level:
    count = len(task.rows)
    positions = tuple(group for group, _ in mixed)
    (first, ones), *others = mixed
    key = "other" if others else "all" if len(first) == count else _KEYS.get((count, len(first)), "other")
    of_ones = _output(task, ones) == ones
    sentence = level_sentence(key, how, rows_text(task, first), _output(task, ones), of_ones)
    if key == "other":
        return Level(key, value, f"{value:.3f}", groups, positions, sentence, how)
    known = abs(ones - 0.5) < 1e-9 or key == "three"
    unit = task.loss != "mse" or _scale(task) == 1
    written = NAMES.get((task.loss, key)) if known and unit else None
    name = f"{value:.3f}" if written is None else f"{written} = {value:.3f}"
    return Level(key, value, name, groups, positions, sentence, how)


def rows_text(task: GateTask, positions: tuple[int, ...]) -> str:
    """Rows by their inputs: (0, 1) (1, 0)."""
    return " ".join(f"({task.rows[at].x1:g}, {task.rows[at].x2:g})" for at in positions).replace("-", "\u2212")


_KEYS = {(4, 3): "three", (4, 2): "two"}
NAMES = {
    ("bce", "all"): "ln 2",
    ("bce", "three"): "¾·H(⅓)",
    ("bce", "two"): "½·ln 2",
    ("mse", "all"): "¼",
    ("mse", "three"): "⅙",
    ("mse", "two"): "⅛",
}
"""By loss and key, where outputs go from 0 to 1 and the rows of both classes are as many in `all`."""


def _points(task: GateTask) -> Array:
    return np.array([(row.x1, row.x2) for row in task.rows])


def _is_soft(task: GateTask) -> bool:
    """Whether answers are told apart by the output; losses that read z itself tell them apart by z."""
    return task.loss in ("bce", "mse") and output_activation(task).key != "linear"


def _groups(answers: Array) -> tuple[tuple[int, ...], ...]:
    """Positions of answers, a new group wherever two neighbors are farther apart than `GAP`."""
    order = np.argsort(answers, kind="stable")
    breaks = np.flatnonzero(np.diff(answers[order]) > GAP) + 1
    return tuple(tuple(sorted(part.tolist())) for part in np.split(order, breaks))


def _width(task: GateTask) -> float:
    """From the output that stands for class 0 to that of class 1."""
    activation = output_activation(task)
    return activation.high - activation.low


def _output(task: GateTask, share: float) -> float:
    """A share of the way between them, as an output."""
    return output_activation(task).low + share * _width(task)


def _scale(task: GateTask) -> float:
    return _width(task) ** 2 if task.loss == "mse" else 1.0


_FLOORS: dict[str, Callable[[GateTask, float], float]] = {
    "bce": lambda task, ones: entropy(ones),
    "mse": lambda task, ones: ones * (1 - ones) * _scale(task),
    "hinge": lambda task, ones: 2 * min(ones, 1 - ones),
    # All weights 0 cost nothing.
    "perceptron": lambda task, ones: 0.0,
}
