"""The loss of one unit over two of its three weights: the surface on which its run is watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engine.gates.data import data_of
from app.engine.gates.forward import logits, row_losses
from app.engine.gates.task import GateTask
from surfaces.formula import NUMPY, ArrayFunctions, ScalarCode, ScalarDtype
from surfaces.surface import Domain, Surface

UNIT_NAMES = ("b", "w1", "w2")
_DIFFERENCE = 1e-6


@dataclass(frozen=True)
class SliceLoss:
    """The mean loss over the rows, with two of the unit's parameters (by position in b, w1, w2) as x and y and the
    third held at `at`.
    """

    task: GateTask
    axes: tuple[int, int]
    at: float
    exact = False
    rowwise = False

    @property
    def text(self) -> str:
        """Which loss it is."""
        return f"{self.task.loss}({UNIT_NAMES[self.axes[0]]}, {UNIT_NAMES[self.axes[1]]})"

    def parameters(self, x: Any, y: Any) -> Any:
        """The unit's parameters, shape (..., 3)."""
        columns: list[Any] = [None, None, None]
        columns[self.axes[0]], columns[self.axes[1]] = np.broadcast_arrays(x, y)
        columns[3 - sum(self.axes)] = np.full_like(columns[self.axes[0]], self.at, dtype=float)
        return np.stack(columns, axis=-1)

    def array(self, functions: ArrayFunctions) -> Any:
        """A function of x and y for numpy arrays of one shape. Torch never asks for it."""
        points, targets = data_of(self.task)

        def losses(x: Any, y: Any) -> Any:
            return row_losses(self.task, logits(self.task, self.parameters(x, y), points), targets).mean(-1)

        return losses

    def scalar_code(self, dtype: ScalarDtype) -> ScalarCode:
        """Value and slopes by central differences: for arrows that are drawn, never for a step that is taken."""

        def code(x: Any, y: Any) -> tuple[Any, Any, Any]:
            step = _DIFFERENCE
            xs = np.array([x, x + step, x - step, x, x], float)
            ys = np.array([y, y, y, y + step, y - step], float)
            middle, right, left, above, below = self.array(NUMPY)(xs, ys)
            return middle, (right - left) / (2 * step), (above - below) / (2 * step)

        return code

    def scalar(self, x: float, y: float) -> tuple[float, float, float]:
        """Loss and slopes at one point."""
        loss, slope_x, slope_y = self.scalar_code("float64")(x, y)
        return float(loss), float(slope_x), float(slope_y)

    def latex(self, axes: tuple[str, str]) -> str:
        """The loss for typesetting."""
        return rf"L\left({axes[0]}, {axes[1]}\right)"


def slice_surface(task: GateTask, at: float, domain: Domain, axes: tuple[int, int] = (1, 2)) -> Surface:
    """The loss of a unit over two of b, w1, w2 (positions `axes`), the third held at `at`."""
    if task.hidden:
        raise ValueError("a slice of one unit's loss, not of a network's")
    return Surface(
        key=f"gate-{task.loss}",
        name=task.loss,
        loss=SliceLoss(task, axes, at),
        domain=domain,
        start=(0.0, 0.0),
        learning_rates=(1e-3, 10.0),
        teaches="",
        axes=(UNIT_NAMES[axes[0]], UNIT_NAMES[axes[1]]),
    )
