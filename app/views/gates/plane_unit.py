"""The line at which one unit changes its mind: where it is, and what is near it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Point = tuple[float, float]
Range = tuple[float, float]


@dataclass(frozen=True)
class UnitLine:
    """All points with w · x + b = level. A 1 is said from there on, in the direction of w."""

    bias: float
    w1: float
    w2: float
    level: float = 0.0

    @property
    def values(self) -> Array:
        """The unit's parameters (b, w1, w2)."""
        return np.array([self.bias, self.w1, self.w2], np.float64)

    @property
    def norm(self) -> float:
        """|w|."""
        return math.hypot(self.w1, self.w2)

    @property
    def exists(self) -> bool:
        """Whether there is a line: all is finite and w is not 0."""
        return 0 < self.norm < math.inf and math.isfinite(self.bias)

    @property
    def normal(self) -> Point:
        """The direction of w, of length 1."""
        scale = max(abs(self.w1), abs(self.w2))  # so that tiny weights keep their direction
        w1, w2 = self.w1 / scale, self.w2 / scale
        norm = math.hypot(w1, w2)
        return w1 / norm, w2 / norm

    def z(self, point: Point) -> float:
        """w · x + b."""
        return self.w1 * point[0] + self.w2 * point[1] + self.bias

    def distance(self, point: Point) -> float:
        """How far a point is on the side of the 1 (negative: of the 0)."""
        return (self.z(point) - self.level) / self.norm

    def foot(self, point: Point) -> Point:
        """The point of the line that is nearest to a point."""
        away, normal = self.distance(point), self.normal
        return point[0] - away * normal[0], point[1] - away * normal[1]

    def at(self, z: float) -> UnitLine:
        """The parallel where the sum is z."""
        return replace(self, level=z)

    def within(self, x: Range, y: Range) -> tuple[Point, Point] | None:
        """The ends of the part within a rectangle; None where there is none."""
        middle = self.foot(((x[0] + x[1]) / 2, (y[0] + y[1]) / 2))
        along = (-self.normal[1], self.normal[0])
        first, last = -math.inf, math.inf
        for place, step, (low, high) in zip(middle, along, (x, y), strict=True):
            if abs(step) < 1e-12:
                if not low <= place <= high:
                    return None
                continue
            enter, leave = sorted(((low - place) / step, (high - place) / step))
            first, last = max(first, enter), min(last, leave)
        if not first < last:
            return None
        return _on(middle, along, first), _on(middle, along, last)


def line_of(values: Array, level: float) -> UnitLine:
    """The line of a unit's parameters (b, w1, w2)."""
    bias, w1, w2 = (float(value) for value in values)
    return UnitLine(bias, w1, w2, level)


def nearest(line: UnitLine, points: Array) -> int:
    """Which of the points (N, 2) is nearest to the line."""
    z = points @ np.array([line.w1, line.w2]) + line.bias
    return int(np.abs(z - line.level).argmin())


def _on(start: Point, along: Point, way: float) -> Point:
    return start[0] + way * along[0], start[1] + way * along[1]
