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


def since(counts: Array, row: int, of: int) -> int | None:
    """The first step of the time without a wrong row that a row lies in; None where some are wrong there."""
    if counts[row] != of:
        return None
    wrong = np.flatnonzero(counts[: row + 1] != of)
    return int(wrong[-1]) + 1 if len(wrong) else 0


STILL = 0.97
"""A loss that gets below this share of what it is still falls."""
_WINDOW = 20


def still_falls(losses: Array, row: int) -> bool:
    """Whether the loss gets clearly lower after a row; at the end, whether it did until there."""
    here = float(losses[row])
    if row < len(losses) - 1:
        ahead = losses[row + 1 :]
        return bool(np.isfinite(here) and len(ahead) and float(np.nanmin(ahead)) < STILL * here)
    before = float(losses[max(row - max(row // _WINDOW, 1), 0)])
    return bool(here < before * (1 - (1 - STILL) / 3))
