"""Why a training is stuck, read off the weights and what the hidden units answer."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from app.engine.gates.data import data_of
from app.engine.gates.forward import Weights, has_slope, hidden_sums, hidden_values, logits, weights_of
from app.engine.gates.impossible import contradiction
from app.engine.gates.levels import Level, rows_text
from app.engine.gates.task import GateTask
from app.engine.trajectory import Array
from surfaces.message import Message

SAME = 1e-6
NEAR = 0.1
"""Hidden points so close are one to the eye."""
_DEAD = "{dead} of {hidden} hidden units are dead: 0 on every row"
_DEAD_ON_POINTS = "{dead} of {hidden} hidden units are dead: 0 on every point"


def reason_of(task: GateTask, values: Array, level: Level | None) -> Message | None:
    """Why parameters (P,) stay where they are; None where nothing is known."""
    values = np.asarray(values, np.float64)
    points, _ = data_of(task)
    if not task.hidden:
        return _reason_of_unit(task, values, points)
    weights = weights_of(task, values)
    hidden = hidden_values(task, values, points)
    if not (hidden.any() or weights.hidden_weight.any() or weights.weight.any()):
        return Message("all weights are 0, so no gradient but that of the output's bias")
    if task.hidden > 1 and _equal(weights):
        return Message("all hidden units are equal: they act as one, and draw one line")
    dead = int((hidden_sums(task, values, points) <= 0).all(0).sum()) if task.activation == "relu" else 0
    if dead:
        return Message(_DEAD if task.cloud is None else _DEAD_ON_POINTS, dead=dead, hidden=task.hidden)
    if task.hidden == 1 and contradiction(task.rows) is not None:
        return Message("one hidden unit draws one line, and {not_parted}", not_parted=_not_parted(task))
    return None if level is None else _shared_point(task, hidden, level)


def _reason_of_unit(task: GateTask, values: Array, points: Array) -> Message | None:
    if not has_slope(task):
        return Message("{activation} is flat, its gradient is 0 everywhere", activation=task.activation)
    if task.activation == "relu" and task.loss == "mse" and (logits(task, values, points) <= 0).all():
        dead = "the unit is dead: all rows lie below its line"
        return Message(dead if task.cloud is None else "the unit is dead: all points lie below its line")
    return _not_parted(task) if contradiction(task.rows) is not None else None


def _not_parted(task: GateTask) -> Message:
    """What is proven of the rows is, of fuzzy corners, proven of the corners alone."""
    return Message("no line separates them" if task.cloud is None else "no line separates the corners")


def _equal(weights: Weights) -> bool:
    units = np.column_stack([weights.hidden_bias, weights.hidden_weight, weights.weight])
    return bool(np.abs(units - units[0]).max() < SAME)


def _shared_point(task: GateTask, hidden: Array, level: Level) -> Message:
    for group in level.mixed:
        for first, second in combinations(group, 2):
            opposite = task.rows[first].target != task.rows[second].target
            if opposite and np.abs(hidden[first] - hidden[second]).max() < NEAR:
                return Message("{rows} land on one hidden point", rows=rows_text(task, (first, second)))
    return Message("these rows pull in opposite directions, and the pulls cancel")
