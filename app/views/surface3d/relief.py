"""The surface as a relief in the drawn box: x and y span [-1, 1], the display height [0, 1]."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.height_scale import HeightScale, SurfaceGrid
from surfaces.surface import Domain

Array = npt.NDArray[Any]
TOP = 1.0
FLOOR = -0.46


class Relief:
    """Heights on a grid, and the way between coordinates of the surface and of the box.

    `heights` is what is seen at the points of the grid. Between them the `uncut` heights, which go on above the top,
    are interpolated and then cut: so the edge of a plateau lies where the loss has it.
    """

    def __init__(self, grid: SurfaceGrid, domain: Domain) -> None:
        self.domain = domain
        self.scale: HeightScale = grid.scale
        self.uncut: Array = np.ascontiguousarray(grid.uncut * TOP, np.float32)
        self.heights: Array = np.minimum(self.uncut, np.float32(TOP))
        self.defined: Array = grid.defined
        self._low = np.array([domain.x[0], domain.y[0]])
        self._span = np.array([domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]])

    def to_box(self, points: Array) -> Array:
        """Box coordinates (n, 2) of points (n, 2) of the surface; ±1 are the edges of the domain."""
        result: Array = (np.asarray(points, np.float64) - self._low) / self._span * 2.0 - 1.0
        return result

    def from_box(self, points: Array) -> Array:
        """The inverse of `to_box`."""
        result: Array = (np.asarray(points, np.float64) + 1.0) * 0.5 * self._span + self._low
        return result

    def scaled(self, way: Array) -> Array:
        """A displacement (2,) of the surface, as one of the box."""
        result: Array = way / self._span * 2.0
        return result

    def height(self, points: Array) -> Array:
        """Height (n,) of the drawn sheet at box coordinates (n, 2), bilinear between grid points."""
        sides = np.array(self.heights.shape) - 1
        place = np.clip((np.asarray(points, np.float64) + 1.0) * 0.5, 0.0, 1.0) * sides
        cell = np.minimum(place.astype(np.intp), sides - 1)
        (i, j), (s, t) = cell.T, (place - cell).T
        z = self.uncut
        near = z[i, j] * (1 - t) + z[i, j + 1] * t
        far = z[i + 1, j] * (1 - t) + z[i + 1, j + 1] * t
        result: Array = np.minimum(near * (1 - s) + far * s, TOP)
        return result

    def draped(self, points: Array) -> Array:
        """Box coordinates (n, 2) with the height of the sheet as third column."""
        return np.column_stack([points, self.height(points)])

    def slopes(self, points: Array) -> Array:
        """Change of the height along both axes of the box (n, 2) at points (n, 2)."""
        reach = 2.0 / (self.heights.shape[0] - 1)
        columns = []
        for way in (np.array([reach, 0.0]), np.array([0.0, reach])):
            high, low = np.minimum(points + way, 1.0), np.maximum(points - way, -1.0)
            rise = self.height(high) - self.height(low)
            columns.append(rise / np.maximum((high - low) @ way / reach, 1e-9))
        return np.column_stack(columns)

    def normal(self, point: Array) -> Array:
        """Unit normal of the sheet, pointing up."""
        normal = np.append(-self.slopes(np.asarray(point)[None])[0], 1.0)
        result: Array = normal / np.linalg.norm(normal)
        return result

    @cached_property
    def small_heights(self) -> Array:
        """The uncut heights on a grid of at most 241 points a side, for what needs no more; nan without a loss."""
        steps = [max(1, -(-(side - 1) // 240)) for side in self.heights.shape]
        rows, columns = (_every(side, step) for side, step in zip(self.heights.shape, steps, strict=True))
        part = np.ix_(rows, columns)
        result: Array = np.where(self.defined[part], self.uncut[part], np.float32(np.nan))
        return result


def _every(count: int, step: int) -> Array:
    return np.linspace(0, count - 1, -(-(count - 1) // step) + 1).round().astype(np.intp)
