"""How many rows are right at every step of every run: counted once, and only the new rows while a run grows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.task import GateTask
from app.engine.gates.verdict import right_counts
from app.engine.trajectory import Trajectory

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class _Counted:
    parameters: Array
    counts: Array


class RowsRight:
    """Keeps what it counted, by the place of the run."""

    def __init__(self) -> None:
        self._key: tuple[GateTask, float] | None = None
        self._known: dict[int, _Counted] = {}

    def of(
        self, task: GateTask, threshold: float, trajectories: tuple[Trajectory | None, ...]
    ) -> tuple[Array | None, ...]:
        """Counts (T+1,) for each record; None where there is none, or none of this task."""
        if self._key != (task, threshold):
            self._key, self._known = (task, threshold), {}
        return tuple(
            None if each is None or each.parameters.shape[1] != task.size else self._counts(place, each, *self._key)
            for place, each in enumerate(trajectories)
        )

    def _counts(self, place: int, trajectory: Trajectory, task: GateTask, threshold: float) -> Array:
        rows, known = trajectory.parameters, self._known.get(place)
        if known is not None and known.parameters is rows:
            return known.counts
        done = 0 if known is None else len(known.counts)
        if known is not None and done <= len(rows) and np.array_equal(known.parameters, rows[:done], equal_nan=True):
            counts = np.concatenate([known.counts, right_counts(task, rows[done:], threshold)])
        else:
            counts = right_counts(task, rows, threshold)
        self._known[place] = _Counted(rows, counts)
        return counts
