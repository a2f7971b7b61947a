"""A long curve as what each column of pixels shows of it: its lowest and highest value there."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def envelope(values: Array, steps_per_column: float) -> tuple[Array, Array]:
    """Steps and values of a curve, at most four to a column: its first, lowest, highest and last, in order.

    Value k belongs to column floor(k / steps_per_column); nan is a gap, and a column of nothing else stays one.
    With at most two steps to a column the curve is returned whole.
    """
    count = len(values)
    steps = np.arange(count)
    if steps_per_column <= 2 or count <= 2:
        return steps, values
    columns = np.floor(steps / steps_per_column).astype(np.int64)
    first = np.flatnonzero(np.diff(columns, prepend=-1))
    last = np.append(first[1:], count) - 1
    lowest = _extreme(np.where(np.isnan(values), np.inf, values), columns, first, np.minimum)
    highest = _extreme(np.where(np.isnan(values), -np.inf, values), columns, first, np.maximum)
    kept = np.unique(np.concatenate([first, lowest, highest, last]))
    return kept, values[kept]


def _extreme(values: Array, columns: Array, first: Array, ufunc: np.ufunc) -> Array:
    """The index of the first value in each column that is its extreme."""
    extremes = ufunc.reduceat(values, first)
    hits = np.flatnonzero(values == np.repeat(extremes, np.diff(np.append(first, len(values)))))
    return hits[np.unique(columns[hits], return_index=True)[1]]
