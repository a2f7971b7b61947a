"""The loss over two parameters of a unit or a network, all others held: the ground under one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.data import data_of
from app.engine.gates.forward import logits, parameter_names, row_losses
from app.engine.gates.losses import loss_named
from app.engine.gates.task import GateTask
from surfaces.formula import NUMPY, ArrayFunctions, ScalarCode, ScalarDtype
from surfaces.surface import Domain, Surface

Array = npt.NDArray[Any]
_DIFFERENCE = 1e-6
_AT_ONCE = 2_000_000
"""So many numbers are held at a time."""


@dataclass(frozen=True)
class ParameterSlice:
    """The mean loss with two parameters (by place in the flat vector) as x and y, the others as in `values`."""

    task: GateTask
    axes: tuple[int, int]
    values: tuple[float, ...]
    exact = False
    rowwise = False

    @property
    def names(self) -> tuple[str, str]:
        """Of the two parameters."""
        names = parameter_names(self.task)
        return names[self.axes[0]], names[self.axes[1]]

    @property
    def text(self) -> str:
        """Which loss it is."""
        return f"{self.task.loss}({', '.join(self.names)})"

    def array(self, functions: ArrayFunctions) -> Any:
        """A function of x and y for numpy arrays of one shape. Torch never asks for it."""
        points, targets = data_of(self.task)
        at_once = max(1, _AT_ONCE // (len(targets) * 2 * max(self.task.hidden, 1)))

        def losses(x: Any, y: Any) -> Any:
            columns = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
            across, up = (column.ravel() for column in columns)
            made = np.empty(across.shape)
            for first in range(0, len(made), at_once):
                rows = slice(first, first + at_once)
                parameters = self._parameters(across[rows], up[rows])
                made[rows] = row_losses(self.task, logits(self.task, parameters, points), targets).mean(-1)
            return made.reshape(columns[0].shape)

        return losses

    def _parameters(self, x: Array, y: Array) -> Array:
        made = np.tile(np.asarray(self.values, np.float64), (len(x), 1))
        made[:, self.axes[0]], made[:, self.axes[1]] = x, y
        return made

    def scalar_code(self, dtype: ScalarDtype) -> ScalarCode:
        """Value and slopes by central differences: for arrows that are drawn, never for a step that is taken."""

        def code(x: Any, y: Any) -> tuple[Any, Any, Any]:
            step = _DIFFERENCE
            middle, right, left, above, below = self.array(NUMPY)(
                np.array([x, x + step, x - step, x, x], float), np.array([y, y, y, y + step, y - step], float)
            )
            return middle, (right - left) / (2 * step), (above - below) / (2 * step)

        return code

    def scalar(self, x: float, y: float) -> tuple[float, float, float]:
        """Loss and slopes at one point."""
        loss, slope_x, slope_y = self.scalar_code("float64")(x, y)
        return float(loss), float(slope_x), float(slope_y)

    def latex(self, axes: tuple[str, str]) -> str:
        """The loss for typesetting."""
        return rf"L\left({axes[0]}, {axes[1]}\right)"


def parameter_slice(task: GateTask, values: Array, domain: Domain, axes: tuple[int, int]) -> Surface:
    """The loss over two parameters, the others as in `values` (P,); the values at `axes` do not matter."""
    kept = tuple(0.0 if place in axes else float(value) for place, value in enumerate(values))
    loss = ParameterSlice(task, axes, kept)
    return Surface(
        key=f"gate-{task.loss}",
        name=loss_named(task.loss).name,
        loss=loss,
        domain=domain,
        start=(0.0, 0.0),
        learning_rates=(1e-3, 10.0),
        teaches="",
        axes=loss.names,
    )
