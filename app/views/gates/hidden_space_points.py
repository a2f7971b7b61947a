"""The table as the output unit sees it: its rows at the outputs of two hidden units, or at its own sum z and one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.forward import hidden_values, logits, weights_of
from app.engine.gates.task import GateTask
from app.views.gates.plane_axes import PlaneAxis
from app.views.gates.plane_content import PlanePoint

Array = npt.NDArray[Any]
SUM, NONE = -1, -2
"""Instead of a hidden unit: the output's sum z, and nothing."""
_ROOM = 1.5
_ROUNDING = 1e-12
_BOUNDED = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0), "sign": (-1.0, 1.0), "step": (0.0, 1.0)}


@dataclass(frozen=True)
class HiddenAxes:
    """Hidden units by their index, or `SUM`, or `NONE`."""

    across: int
    up: int


def first_axes(hidden: int) -> HiddenAxes:
    """Both units of two; of more the line of the output needs its sum, and one unit has no second axis."""
    return HiddenAxes(0, 1) if hidden == 2 else HiddenAxes(0, NONE) if hidden == 1 else HiddenAxes(SUM, 0)


def coordinates(task: GateTask, values: Array, axes: HiddenAxes) -> Array:
    """Where the rows lie, (N, 2), for parameters (P,)."""
    rows = np.array([(row.x1, row.x2) for row in task.rows]).reshape(-1, 2)
    with np.errstate(all="ignore"):
        hidden, z = hidden_values(task, values, rows), logits(task, values, rows)
    columns = [z if axis == SUM else np.zeros(len(rows)) if axis == NONE else hidden[:, axis] for axis in _both(axes)]
    return np.stack(columns, axis=1)


def meets(task: GateTask, values: Array) -> bool:
    """Whether hidden units put a 0 and a 1 on one point; rounding does not part them."""
    rows = np.array([(row.x1, row.x2) for row in task.rows]).reshape(-1, 2)
    hidden, targets = hidden_values(task, values, rows), np.array([row.target for row in task.rows])
    away = np.abs(hidden[targets == 0][:, None] - hidden[targets == 1][None]).max(2)
    return bool((away <= _ROUNDING * (1 + np.abs(hidden).max(initial=0.0))).any())


def plane_points(task: GateTask, places: Array) -> tuple[PlanePoint, ...]:
    """Rows at their places (N, 2), each with its inputs."""
    return tuple(
        PlanePoint(float(x), float(y), row.target, f"{row.x1:g}\u2009{row.x2:g}".replace("-", "\u2212"))
        for (x, y), row in zip(places, task.rows, strict=True)
    )


def output_unit(task: GateTask, values: Array, axes: HiddenAxes) -> Array:
    """The output unit over the plane as (b, w1, w2); nothing where more than these two units speak to it."""
    weights = weights_of(task, values)
    if axes.across == SUM:
        return np.array([0.0, 1.0, 0.0])
    shown = [axis for axis in _both(axes) if axis != NONE]
    if set(shown) != set(range(task.hidden)):
        return np.empty(0)
    pull = [0.0 if axis == NONE else float(weights.weight[axis]) for axis in _both(axes)]
    if axes.across == axes.up:
        pull[1] = 0.0
    return np.array([float(weights.bias), *pull])


def with_output_unit(task: GateTask, values: Array, axes: HiddenAxes, unit: Array) -> Array:
    """Parameters (P,) whose output unit is (b, w1, w2) over two hidden units."""
    edited = values.copy()
    first = 3 * task.hidden
    edited[first] = unit[0]
    for axis, weight in zip(_both(axes), unit[1:], strict=True):
        edited[first + 1 + axis] = weight
    return edited


def plane_axis(task: GateTask, axis: int, places: Array) -> PlaneAxis:
    """Name and range; of what has no bounds as much as the rows need, in round numbers so that it seldom changes."""
    if axis == NONE:
        return PlaneAxis("", (-1.0, 1.0), ())
    name = "z" if axis == SUM else f"h{axis + 1}"
    if axis != SUM and task.activation in _BOUNDED:
        low, high = _BOUNDED[task.activation]
        room = (_ROOM - 1) / 2 * (high - low)
        return PlaneAxis(name, (low - room, high + room), (low, (low + high) / 2, high))
    finite = places[np.isfinite(places)]
    reach = rounded_up(float(np.abs(finite).max(initial=0.0)))
    if axis == SUM:
        return PlaneAxis(name, (-1.3 * reach, 1.3 * reach), (-reach, 0.0, reach))
    return PlaneAxis(name, (-0.25 * reach, 1.25 * reach), (0.0, reach / 2, reach))


def rounded_up(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, …, at least 1."""
    if value <= 1 or not math.isfinite(value):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(each * power for each in (1, 2, 5, 10) if each * power >= value)


def _both(axes: HiddenAxes) -> tuple[int, int]:
    return axes.across, axes.up
