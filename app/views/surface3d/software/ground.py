"""A relief prepared for drawing with numpy: heights, slopes and cavity on one fine grid."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.surface3d.mesh import cavity
from app.views.surface3d.relief import TOP, Relief
from app.views.surface3d.sheet_mesh import LID_CAVITY

Array = npt.NDArray[Any]
FINEST = 721
SURE = 0.999  # all corners of a cell have a loss


def resampled(values: Array, x: Array, y: Array) -> Array:
    """Values (m, n) over [-1, 1]², bilinear at the crossings (len(x), len(y)) of columns `x` and rows `y`."""
    across, share_x = _cells(x, values.shape[0])
    along, share_y = _cells(y, values.shape[1])
    strip = values[across]
    strip += (values[across + 1] - strip) * share_x[:, None]
    result: Array = np.take(strip, along, axis=1)
    result += (np.take(strip, along + 1, axis=1) - result) * share_y
    return result


def _cells(at: Array, count: int) -> tuple[Array, Array]:
    place = (np.clip(at, -1.0, 1.0) + 1.0) * (0.5 * (count - 1))
    cell = np.minimum(place.astype(np.intp), count - 2)
    return cell, (place - cell).astype(np.float32)


class Ground:
    """Everything of a relief that shading needs, as maps (n, n) of float32 that are read at the nearest point."""

    def __init__(self, relief: Relief) -> None:
        self.relief = relief
        x, y = (np.linspace(-1.0, 1.0, side) for side in relief.uncut.shape)
        layers = (*np.gradient(relief.uncut, x, y), cavity(relief.heights))
        self.side = max(FINEST, *relief.uncut.shape)
        fine = np.linspace(-1.0, 1.0, self.side)
        self.heights = self.cut(fine, fine)
        self.slope_x, self.slope_y, self.cavity = (resampled(layer.astype(np.float32), fine, fine) for layer in layers)
        lid = self.heights >= TOP
        for slope in (self.slope_x, self.slope_y):
            slope[lid] = 0.0
        if relief.uncut.max() > TOP:
            self.cavity[lid] = LID_CAVITY
        self.whole = bool(relief.defined.all())
        self.defined = resampled(relief.defined.astype(np.float32), fine, fine) > SURE

    def cut(self, x: Array, y: Array) -> Array:
        """Heights of the sheet at the crossings (len(x), len(y)) of columns `x` and rows `y`."""
        heights = resampled(self.relief.uncut, x, y)
        result: Array = np.minimum(heights, np.float32(TOP), out=heights)
        return result

    def places(self, x: Array, y: Array) -> Array:
        """Flat indices (n,) of the points of the maps nearest to box coordinates (n,)."""
        half = np.float32(0.5 * (self.side - 1))
        column, row = (x * half + (half + np.float32(0.5))), (y * half + (half + np.float32(0.5)))
        for each in (column, row):
            np.clip(each, 0, self.side - 1, out=each)
        result: Array = column.astype(np.int32) * self.side + row.astype(np.int32)
        return result

    def at(self, axis: Array) -> Array:
        """Box coordinates of the points of the maps with these numbers along an axis."""
        result: Array = axis * np.float32(2.0 / (self.side - 1)) - np.float32(1.0)
        return result
