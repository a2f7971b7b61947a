"""Heights above the top of the picture, so that the edge of what is cut off there is as smooth as the loss itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
_RINGS = 3
_LEAST = 1.01  # what is infinite lies above the top by this much at least
_WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1))


def uncut(heights: Array) -> Array:
    """Finite heights (n, m) that are the same up to 1 and go on above it: slower and slower where there is a number,
    as their neighbors do where the height is infinite. So a line at 1 between two points lies where the loss has it.
    """
    tame = np.where(heights > 1.0, 1.0 + np.log(np.maximum(heights, 1.0)), np.maximum(heights, 0.0))
    return np.nan_to_num(continued(tame), nan=1.0)


def continued(heights: Array) -> Array:
    """The same heights (n, m), where those that are infinite go on as their neighbors do, above 1."""
    for _ in range(_RINGS):
        if not np.isposinf(heights).any():
            return heights
        heights = np.where(np.isposinf(heights), _led_to(heights), heights)
    known = heights[np.isfinite(heights)]
    return np.where(np.isposinf(heights), max(known.max(initial=_LEAST), _LEAST), heights)


def _led_to(heights: Array) -> Array:
    """For every point the mean of what its neighbors in the four directions lead to; infinite where none does."""
    padded = np.pad(heights, 2, constant_values=np.nan)
    padded[np.isposinf(padded)] = np.nan
    rows, columns = heights.shape
    total, count = np.zeros_like(heights), np.zeros_like(heights)
    for down, right in _WAYS:
        near, far = (
            padded[2 + k * down : 2 + k * down + rows, 2 + k * right : 2 + k * right + columns] for k in (1, 2)
        )
        led = np.where(np.isnan(far), near, 2.0 * near - far)
        known = ~np.isnan(led)
        total += np.where(known, led, 0.0)
        count += known
    mean = np.maximum(total / np.maximum(count, 1), _LEAST)
    return np.where(count > 0, mean, np.inf)
