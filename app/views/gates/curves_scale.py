"""The vertical axis of the losses: from 0 up to what the runs, the named levels and the mark need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.loss_scale import Linear, loss_scale

Array = npt.NDArray[Any]
_HEADROOM = 1.06
_LEVEL_ROOM = 1.18
_FAR = 3.0
"""A level that is so many times higher than everything else is not worth the room."""


def scale_for(losses: Sequence[Array], levels: Sequence[float], mark: float | None) -> Linear:
    """Linear. What rises far above the start of every run leaves it: `beyond` says where."""
    known = loss_scale("linear", list(losses))
    low, high = min(known.low, 0.0) if known.low < 0 else 0.0, known.high
    if mark is not None and np.isfinite(mark):
        high = max(high, mark * _HEADROOM)
    for level in levels:
        if level * _LEVEL_ROOM <= _FAR * high:
            high = max(high, level * _LEVEL_ROOM)
    return Linear(low, high if high > low else low + 1.0)


def beyond(losses: Array, scale: Linear) -> tuple[int, float] | None:
    """The first step whose loss is above the axis or no number, and the highest loss of all; None where all fit."""
    with np.errstate(invalid="ignore"):
        out = np.flatnonzero(~(losses <= scale.high))
    if not len(out):
        return None
    highest = float(np.nanmax(losses)) if not np.isnan(losses).all() else float("nan")
    return int(out[0]), (float("inf") if np.isnan(losses).any() else highest)
