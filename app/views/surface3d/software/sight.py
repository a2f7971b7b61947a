"""What the sheet and the floor leave to be seen of other things: the depth of every pixel, and tests against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.surface3d.camera import Projection

Array = npt.NDArray[Any]
SLACK = 0.006  # box units: the depth of a pixel is that of its middle


@dataclass(frozen=True, eq=False)
class Sight:
    """`depth` (height, width) along the view, infinite where nothing stands; `ratio` is its pixels to a pixel of the
    picture of `projection`.
    """

    projection: Projection
    depth: Array
    ratio: float

    @cached_property
    def farthest(self) -> Array:
        """The greatest depth at or beside each pixel: a line on the sheet does not vanish behind its own pixel."""
        depth = self.depth.copy()
        for axis in (0, 1):
            before = depth.copy()
            low, high = [slice(None)] * 2, [slice(None)] * 2
            low[axis], high[axis] = slice(None, -1), slice(1, None)
            first, last = tuple(low), tuple(high)
            np.maximum(depth[first], before[last], out=depth[first])
            np.maximum(depth[last], before[first], out=depth[last])
        return depth

    def depth_of(self, points: Array) -> Array:
        """Depth (n,) along the view of points (n, 3) of the box."""
        camera = self.projection.camera
        result: Array = (camera.eye - points) @ camera.axes[2]
        return result

    def seen(self, points: Array, lift: Array | float) -> Array:
        """Which points (n, 3) are seen (n,), were they `lift` nearer to the eye; beside the picture all are."""
        column, row = np.floor(self.projection.pixels(points) * self.ratio).T
        height, width = self.depth.shape
        inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        result = np.ones(len(points), bool)
        before = self.farthest[row[inside].astype(np.intp), column[inside].astype(np.intp)]
        nearer = np.broadcast_to(np.asarray(lift) + SLACK / min(self.ratio, 1.0), inside.shape)[inside]
        result[inside] = self.depth_of(points[inside]) - nearer <= before
        return result

    def part(self, left: int, top: int, width: int, height: int) -> Array:
        """The depth of a rectangle of the picture, pixel by pixel (height, width); infinite beside the picture."""
        tall, wide = self.depth.shape
        rows, columns = (
            (first + np.arange(count) + 0.5) * self.ratio for first, count in ((top, height), (left, width))
        )
        found: Array = self.depth[
            np.clip(rows, 0, tall - 1).astype(np.intp)[:, None], np.clip(columns, 0, wide - 1).astype(np.intp)
        ]
        return found
