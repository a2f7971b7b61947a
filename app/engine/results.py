"""What became of each run as a row of a table: final loss, nearest minimizer, distance to it, step of convergence."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.engine.diagnosis import Diagnosis, nearest_minimizer
from app.engine.trajectory import Trajectory
from surfaces.surface import Point, Surface

Column = Literal["name", "loss", "minimizer", "distance", "step"]
COLUMNS: tuple[Column, ...] = ("name", "loss", "minimizer", "distance", "step")


@dataclass(frozen=True)
class Result:
    """One run at its last row so far; None where there is nothing to say.

    `loss` may be infinite or nan. `minimizer` is the known minimizer nearest to where the run stands and `distance`
    the way to it; `step` is where the story ended, by convergence where `diagnosis.kind` is ok.
    """

    name: str
    loss: float | None
    minimizer: Point | None
    distance: float | None
    diagnosis: Diagnosis

    @property
    def step(self) -> int | None:
        """The step of convergence."""
        return self.diagnosis.step if self.diagnosis.kind == "ok" else None


def result(name: str, surface: Surface, trajectory: Trajectory | None, diagnosis: Diagnosis) -> Result:
    """Read off the last row of a record, which may still grow."""
    if trajectory is None:
        return Result(name, None, None, None, diagnosis)
    end = (float(trajectory.parameters[-1, 0]), float(trajectory.parameters[-1, 1]))
    minimizer = nearest_minimizer(surface, end) if all(map(math.isfinite, end)) else None
    distance = None if minimizer is None else math.dist(end, minimizer)
    return Result(name, float(trajectory.losses[-1]), minimizer, distance, diagnosis)


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


_KEYS: dict[Column, Callable[[Result], _Key | None]] = {
    "name": _name_key,
    "loss": lambda each: _number_key(each.loss),
    "minimizer": lambda each: _number_key(*(each.minimizer or (None,))),
    "distance": lambda each: _number_key(each.distance),
    "step": lambda each: _number_key(each.step),
}
