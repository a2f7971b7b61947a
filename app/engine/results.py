"""What became of each run as a row of a table: where it ended, when it converged, and what it took to get near."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.engine.diagnosis import LOSS_TOLERANCE, Diagnosis, nearest_minimizer
from app.engine.trajectory import Trajectory
from surfaces.surface import Point, Surface

Column = Literal["name", "loss", "distance", "reached", "evaluations", "step", "minimizer", "status"]
COLUMNS: tuple[Column, ...] = ("name", "loss", "distance", "reached", "evaluations", "step", "minimizer", "status")


@dataclass(frozen=True)
class Result:
    """One run at its last row so far; None where there is nothing to say.

    `loss` may be infinite or nan. `minimizer` is the known minimizer nearest to where the run stands and `distance`
    the way to it; `step` is where the story ended, by convergence where `diagnosis.kind` is ok. `reached` is the first
    row from which on the loss stays within a tolerance of the lowest known minimum, the same bar for every run, and
    `evaluations` how many gradients were evaluated on the way there. What became of the run is its `diagnosis`.
    """

    name: str
    loss: float | None
    minimizer: Point | None
    distance: float | None
    diagnosis: Diagnosis
    reached: int | None = None
    evaluations: int | None = None

    @property
    def step(self) -> int | None:
        """The step of convergence."""
        return self.diagnosis.step if self.diagnosis.kind == "ok" else None


def result(
    name: str,
    surface: Surface,
    trajectory: Trajectory | None,
    diagnosis: Diagnosis,
    tolerance: float = LOSS_TOLERANCE,
) -> Result:
    """Read off the last row of a record, which may still grow."""
    if trajectory is None:
        return Result(name, None, None, None, diagnosis)
    end = (float(trajectory.parameters[-1, 0]), float(trajectory.parameters[-1, 1]))
    minimizer = nearest_minimizer(surface, end) if all(map(math.isfinite, end)) else None
    distance = None if minimizer is None else math.dist(end, minimizer)
    row = reached(surface, trajectory, tolerance)
    spent = None if row is None else evaluations(trajectory, row)
    return Result(name, float(trajectory.losses[-1]), minimizer, distance, diagnosis, row, spent)


def reached(surface: Surface, trajectory: Trajectory, tolerance: float) -> int | None:
    """The first row from which on the loss is at most the lowest known minimum plus the tolerance."""
    if not surface.minimizers:
        return None
    lowest = surface.loss_and_gradient(*surface.minimizers[0])[0]
    above = np.flatnonzero(~(trajectory.losses.astype(np.float64) <= lowest + tolerance))
    row = int(above[-1]) + 1 if above.size else 0
    return row if row < len(trajectory.losses) else None


def evaluations(trajectory: Trajectory, row: int) -> int:
    """How many gradients the steps before a row evaluated: one each, or as many as were counted within them."""
    counted = trajectory.taken.get("evaluations")
    return row if counted is None else int(counted[:row].sum())


def order(results: Sequence[Result], column: Column, descending: bool = False) -> list[int]:
    """The indices of the rows sorted by value; what is no finite number stays last, equal rows keep their order."""
    keys = {index: key for index, each in enumerate(results) if (key := _KEYS[column](each)) is not None}
    known = sorted(keys, key=lambda index: keys[index], reverse=descending)
    return [*known, *(index for index in range(len(results)) if index not in keys)]


_Key = tuple[str, tuple[float, ...]]


def _name_key(result: Result) -> _Key | None:
    return result.name.casefold(), ()


def _number_key(*values: float | None) -> _Key | None:
    finite = tuple(value for value in values if value is not None and math.isfinite(value))
    return ("", finite) if len(finite) == len(values) else None


# From good to bad.
_KINDS = {"ok": "1", "": "2", "warn": "3", "danger": "4"}
_KEYS: dict[Column, Callable[[Result], _Key | None]] = {
    "name": _name_key,
    "loss": lambda each: _number_key(each.loss),
    "minimizer": lambda each: _number_key(*(each.minimizer or (None,))),
    "distance": lambda each: _number_key(each.distance),
    "reached": lambda each: _number_key(each.reached),
    "evaluations": lambda each: _number_key(each.evaluations),
    "step": lambda each: _number_key(each.step),
    "status": lambda each: (_KINDS.get(each.diagnosis.kind, ""), ()),
}
