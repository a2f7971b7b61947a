"""The same weights under every loss: what they cost, how steep it is there, and the slice around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.data import data_of
from app.engine.gates.forward import has_slope, logits, row_losses
from app.engine.gates.slices import slice_surface
from app.engine.gates.task import GateTask
from surfaces.surface import Domain

Array = npt.NDArray[Any]
ORDER = ("mse", "bce", "hinge", "perceptron")
SAMPLES = 61
_DIFFERENCE = 1e-5


@dataclass(frozen=True, eq=False)
class Compared:
    """Of one loss: its key, the loss and the gradient's length at the weights, and losses (n, n) of the slice around
    them, [i, j] at the j-th value of its first axis and the i-th of its second.
    """

    key: str
    loss: float
    slope: float
    field: Array


def gradient(task: GateTask, values: Array) -> Array:
    """∂loss/∂(b, w1, w2) of a unit, shape (3,): along z by central differences, and exactly on from there."""
    if not has_slope(task):
        return np.zeros(3)
    points, targets = data_of(task)
    z = logits(task, np.asarray(values, np.float64), points)
    step = _DIFFERENCE * np.maximum(1.0, np.abs(z))
    rise = row_losses(task, z + step, targets) - row_losses(task, z - step, targets)
    along = rise / (2 * step)
    inputs = np.column_stack([np.ones(len(points)), points])
    result: Array = (along[:, None] * inputs).mean(axis=0)
    return result


@np.errstate(all="ignore")
def compared(task: GateTask, values: Array, axes: tuple[int, int], third: float, domain: Domain) -> list[Compared]:
    """All four, at weights (3,), on the slice that holds the third weight at `third`; infinite where a run diverged."""
    x, y = np.meshgrid(np.linspace(*domain.x, SAMPLES), np.linspace(*domain.y, SAMPLES))
    points, targets = data_of(task)
    found = []
    for key in ORDER:
        each = replace(task, loss=key)
        loss = row_losses(each, logits(each, np.asarray(values, np.float64), points), targets).mean()
        field = np.asarray(slice_surface(each, third, domain, axes).loss_values(x, y))
        found.append(Compared(key, float(loss), float(np.linalg.norm(gradient(each, values))), field))
    return found
