"""Which part of the plane the map of one step shows: around it, and the same for neighbors where that is near."""

from __future__ import annotations

import math

import numpy as np
from PyQt6.QtCore import QRectF

from app.engine.worked.expression import Array
from app.engine.worked.update import WorkedUpdate
from app.views.plot_area import PlotArea
from surfaces.surface import Domain

_ROOM = 1.15
_LEAST = 1e-6  # of the domain
_FARTHEST = 1e15  # nothing can be seen beyond
_GRID = 0.25  # of the width: the picture stands still while the step stays in its middle


def area_around(update: WorkedUpdate, box: float, rect: QRectF, domain: Domain) -> PlotArea:
    """Around where the step starts and ends, and a box of ±`box` about its start; square units.

    Width and middle come from coarse grids, so that the ground need not be drawn anew at every step.
    """
    wide = domain.x[1] - domain.x[0]
    points = np.array([update.start, update.terms[-1].value])
    middle = _within(points, domain)
    reach = np.abs(points - update.start)
    reach = reach[np.isfinite(reach)]
    far = float(reach.max(initial=0.0))
    half = max(0.9 * far, box + 0.5 * far, _LEAST * wide)
    half = min(2.0 ** (math.ceil(2 * math.log2(half * _ROOM)) / 2), wide)
    # Far out, numbers lie so far apart that less than this would be no width at all.
    half = max(half, _LEAST * max(abs(middle[0]), abs(middle[1])))
    pixels = min(rect.width(), rect.height())
    across, up = half * rect.width() / pixels, half * rect.height() / pixels
    grid = _GRID * half
    x, y = (grid * round(value / grid) for value in middle)
    return PlotArea(rect, (x - across, x + across), (y - up, y + up))


def _within(points: Array, domain: Domain) -> tuple[float, float]:
    """The middle of start and end; the start alone where the step leads nowhere, or very far."""
    start, end = points
    wide = domain.x[1] - domain.x[0]
    near = np.isfinite(end).all() and np.abs(end - start).max() <= wide
    middle = (start + end) / 2 if near else start
    clipped = np.nan_to_num(middle, nan=0.0, posinf=domain.x[1], neginf=domain.x[0]).clip(-_FARTHEST, _FARTHEST)
    return float(clipped[0]), float(clipped[1])


def has_ground(area: PlotArea, domain: Domain) -> bool:
    """Whether the picture is near enough to the domain for its contours to say something."""
    wide = 5 * max(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0])
    ranges = ((area.x, domain.x), (area.y, domain.y))
    return all(low - wide <= sum(seen) / 2 <= high + wide for seen, (low, high) in ranges)
