"""The rim of the sheet, and the edge of its plateau, as lines."""

from __future__ import annotations

from typing import Any

import contourpy
import numpy as np

from app.views.surface3d.polyline import Polyline, joined
from app.views.surface3d.relief import TOP, Relief


def border(relief: Relief, most: int = 10_000) -> Polyline:
    """Once around the sheet, where there is a loss, at no more than so many points a side.

    It smooths the jagged edge where there is no multisampling.
    """
    x, y = (np.linspace(-1, 1, side) for side in np.minimum(relief.heights.shape, most))
    low, high = np.full_like(x, -1.0), np.full_like(y, 1.0)
    sides = [(x, low), (high, y), (x[::-1], -low), (-high, y[::-1])]
    around = np.concatenate([np.column_stack(side) for side in sides])
    across, along = np.rint((around + 1.0) * 0.5 * (np.array(relief.defined.shape) - 1)).astype(np.intp).T
    defined = relief.defined[across, along]
    parts = np.split(relief.draped(around), np.flatnonzero(defined[1:] != defined[:-1]) + 1)
    return joined(parts[0 if defined[0] else 1 :: 2])


def plateau_edge(relief: Relief) -> Polyline:
    """Where the losses begin that are cut off at the top."""
    x, y = (np.linspace(-1, 1, side) for side in relief.uncut.shape)
    heights = np.ma.masked_array(relief.uncut, ~relief.defined)
    lines: Any = contourpy.contour_generator(x, y, heights.T).lines(TOP) if relief.uncut.max() > TOP else ()
    return joined([np.column_stack([line, np.full(len(line), TOP)]) for line in lines])
