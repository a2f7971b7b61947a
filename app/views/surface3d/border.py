"""The rim of the sheet as a line."""

from __future__ import annotations

import numpy as np

from app.views.surface3d.polyline import Polyline, joined
from app.views.surface3d.relief import Relief


def border(relief: Relief) -> Polyline:
    """Once around the sheet; it smooths the jagged edge where there is no multisampling."""
    x, y = (np.linspace(-1, 1, side) for side in relief.heights.shape)
    low, high = np.full_like(x, -1.0), np.full_like(y, 1.0)
    sides = [(x, low), (high, y), (x[::-1], -low), (-high, y[::-1])]
    around = np.concatenate([np.column_stack(side) for side in sides])
    return joined([relief.draped(around)])
