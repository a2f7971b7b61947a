"""The record of a unit as a record of two of its weights, for views that draw two."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.trajectory import Trajectory

Array = npt.NDArray[Any]


def projected(trajectory: Trajectory, axes: tuple[int, int]) -> Trajectory:
    """Rows and gradients of two weights only; the losses stay those of all three."""
    columns = list(axes)
    return Trajectory(
        parameters=trajectory.parameters[:, columns],
        losses=trajectory.losses,
        gradients=trajectory.gradients[:, columns],
        learning_rates=trajectory.learning_rates,
        state={},
        failure=trajectory.failure,
        complete=trajectory.complete,
        run=trajectory.run,
    )


class ProjectedPaths:
    """Projections of several records, each made once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Trajectory, tuple[int, int], Trajectory]] = {}

    def of(self, trajectories: tuple[Trajectory | None, ...], axes: tuple[int, int]) -> tuple[Trajectory | None, ...]:
        """One for each, None where there is no record."""
        before, self._known = self._known, {}
        made: list[Trajectory | None] = []
        for each in trajectories:
            if each is None:
                made.append(None)
                continue
            old = before.get(id(each))
            fresh = old if old is not None and old[1] == axes else (each, axes, projected(each, axes))
            self._known[id(each)] = fresh
            made.append(fresh[2])
        return tuple(made)


def third_of(axes: tuple[int, int]) -> int:
    """The position of the weight that is held, among b, w1 and w2."""
    return 3 - sum(axes)


def last_finite_row(parameters: Array, row: int) -> Array | None:
    """The row (P,), or the last finite one before it; None where there is none."""
    for index in range(row, -1, -1):
        if np.isfinite(parameters[index]).all():
            return np.asarray(parameters[index], np.float64)
    return None
