"""Which points of a line can go without anybody seeing it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
PASSES = 8
LONGEST = 12.0


def thinned(points: Array, fixed: Array, tolerance: float) -> Array:
    """Indices of the points (n, 3) that stay: no point that goes is farther than `tolerance` from the line that stays.

    Each pass drops every second point where that is allowed; deviations add up along the way. Points that are `fixed`
    (n,) stay, and no piece becomes longer than 12 tolerances, so that the line can end near any of its points.
    """
    kept = np.arange(len(points))
    deviation = np.zeros(len(points))
    for _ in range(PASSES):
        middle = np.arange(1, len(kept) - 1, 2)
        if not len(middle):
            break
        before, here, after = (points[kept[middle + shift]] for shift in (-1, 0, 1))
        away = _distance(before, here, after) + np.maximum(deviation[middle], deviation[middle + 1])
        short = np.linalg.norm(after - before, axis=1) <= LONGEST * tolerance
        goes = (away <= tolerance) & short & ~fixed[kept[middle]]
        if not goes.any():
            break
        deviation[middle[goes] + 1] = away[goes]
        kept, deviation = np.delete(kept, middle[goes]), np.delete(deviation, middle[goes])
    return kept


def _distance(before: Array, here: Array, after: Array) -> Array:
    """From points to the straight pieces between their neighbors."""
    way = after - before
    share = ((here - before) * way).sum(axis=1) / np.maximum((way * way).sum(axis=1), 1e-30)
    foot = before + np.clip(share, 0.0, 1.0)[:, None] * way
    result: Array = np.linalg.norm(here - foot, axis=1)
    return result
