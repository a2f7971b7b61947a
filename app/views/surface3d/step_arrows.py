"""The arrows of a step on the sheet: slopes lie against it, the step leads true to scale to the next point."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.step_marks import Marks
from app.views.surface3d.polyline import Polyline, joined
from app.views.surface3d.relief import FLOOR, Relief
from app.views.worked.arrows import ArrowRole

Array = npt.NDArray[Any]
ARROW, MOST, MOST_SIDE = 0.30, 1.5, 0.6
STEEP = 0.3
DIVE = 0.02
APART = 0.6  # ball radii between ball and ghost from which on the ghost is drawn


@dataclass(frozen=True, eq=False)
class StepArrow:
    """An arrow in the box: where it begins (3,), and where it leads (3,)."""

    role: ArrowRole
    term: int
    origin: Array
    way: Array
    strength: float


class StepArrows:
    """Of one run at one step, whose ball has a radius and touches the sheet at `point` (3,)."""

    def __init__(self, relief: Relief, marks: Marks, point: Array, radius: float) -> None:
        self._relief, self.marks, self._point, self._radius = relief, marks, point, radius
        self._scale = self._slope_scale()

    @cached_property
    def placed(self) -> list[StepArrow]:
        """All that are long enough to be seen."""
        made = []
        for arrow, strength in self.marks.arrows:
            found = (self._slope if arrow.unit == "slope" else self._move)(arrow.origin, arrow.vector)
            if found is not None:
                made.append(StepArrow(arrow.role, arrow.term, *found, strength))
        return made

    @cached_property
    def ghost(self) -> Array | None:
        """The middle (3,) of the ball at the next point; none outside the domain, or where the ball itself is."""
        if self.marks.ghost is None:
            return None
        place = self._relief.to_box(self.marks.ghost[None])
        if (np.abs(place) > 1).any():
            return None
        center = ball_center(self._relief, self._relief.draped(place)[0], self._radius)
        apart = float(np.linalg.norm(center - self._center))
        return center if apart > APART * self._radius else None

    def sides(self) -> Polyline:
        """The sides of the divisor as a square around what is divided, and that; to be cast on the floor."""
        divisor, push = self.marks.divisor, self._relief.scaled(self.marks.push) * self._scale
        if divisor is None or not self._scale:
            return joined([])
        size = np.minimum(self._relief.scaled(divisor.size) * self._scale, MOST_SIDE)
        x, y = np.copysign(size, push)
        corners = np.array([(0, 0), (x, 0), (x, y), (0, y), (0, 0)])
        lines = (corners, np.array([(0, 0), push]))
        return joined([np.column_stack([np.clip(line + self._point[:2], -1, 1), np.full(len(line), FLOOR)])
                       for line in lines])  # fmt: skip

    @cached_property
    def _center(self) -> Array:
        return ball_center(self._relief, self._point, self._radius)

    def _slope_scale(self) -> float:
        """Box units to a unit of the slope, drawn in the box: shorter where the sheet is flat."""
        slopes = [self._relief.scaled(arrow.vector) for arrow, _ in self.marks.arrows if arrow.unit == "slope"]
        if not slopes:
            return 0.0
        first, most = float(np.linalg.norm(slopes[0])), max(float(np.linalg.norm(each)) for each in slopes)
        if not 0 < first < math.inf or not most < math.inf:
            return 0.0
        rise = abs(float(self._relief.slopes(self._point[None, :2])[0] @ slopes[0])) / first
        return min(ARROW * min(rise / STEEP, 1.0) / first, MOST * ARROW / most)

    def _slope(self, start: Array, vector: Array) -> tuple[Array, Array] | None:
        """From the ball, or from where in the step the slope was taken, along the sheet."""
        place = self._relief.to_box(start[None])
        if (np.abs(place) > 1).any():
            return None
        flat = self._relief.scaled(vector)
        size = float(np.linalg.norm(flat))
        length = size * self._scale
        if not 0 < length < math.inf:
            return None
        flat = flat / size
        slope = float(self._relief.slopes(place)[0] @ flat)
        way = np.append(flat, slope) / np.hypot(1.0, slope)
        center = ball_center(self._relief, self._relief.draped(place)[0], self._radius)
        origin = center + way * 0.9 * self._radius
        length = self._free_length(origin, way, length)
        return (origin, way * length) if length >= 1.5 * self._radius else None

    def _move(self, start: Array, vector: Array) -> tuple[Array, Array] | None:
        """From the ball's skin into the ghost, which lets it through; none where the two nearly touch."""
        ends = self._relief.to_box(np.array([start, start + vector]))
        if (np.abs(ends) > 1).any():
            return None
        begin, end = (ball_center(self._relief, each, self._radius) for each in self._relief.draped(ends))
        length = float(np.linalg.norm(end - begin))
        if length < 1.7 * self._radius:
            return None
        way = (end - begin) / length
        return begin + way * 0.9 * self._radius, way * (length - 1.1 * self._radius)

    def _free_length(self, origin: Array, way: Array, length: float) -> float:
        """How far one gets along a way before it dives into the sheet."""
        reach = np.linspace(0.0, length, 25)
        along = origin + reach[:, None] * way
        inside = self._relief.height(along[:, :2]) - along[:, 2] > DIVE
        return float(reach[max(int(np.argmax(inside)) - 1, 0)]) if inside.any() else length


def ball_center(relief: Relief, point: Array, radius: float) -> Array:
    """The middle of a ball that touches the sheet at a point."""
    result: Array = point + relief.normal(point[:2]) * radius * 0.92
    return result


def distance_to_line(pixel: Array, begin: Array, end: Array) -> float:
    """Of a pixel (2,) from the line between two others."""
    way = end - begin
    share = float(np.clip((pixel - begin) @ way / max(float(way @ way), 1e-12), 0.0, 1.0))
    return float(np.linalg.norm(pixel - begin - share * way))
