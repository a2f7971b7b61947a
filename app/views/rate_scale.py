"""The vertical axis of learning rates: linear, and logarithmic where they differ by more than a decade."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from app.views.loss_scale import Array, Linear, Log, LossScale

_DECADES = 4  # what lies further below the largest is not shown
_MOST_OF_THEM = 0.25  # half a cosine ends at 0, but only a few of its steps lie far below its top


def rate_scale(curves: Sequence[Array]) -> LossScale:
    """Logarithmic where a quarter of some run's steps lies more than a decade below the largest rate of all."""
    finite = [curve[np.isfinite(curve) & (curve >= 0)].astype(np.float64) for curve in curves]
    finite = [curve for curve in finite if len(curve)]
    high = max((float(curve.max()) for curve in finite), default=0.0)
    if high <= 0:
        return Linear(0.0, 1.0)
    if min(float(np.quantile(curve, _MOST_OF_THEM)) for curve in finite) >= high / 10:
        return Linear(0.0, 1.08 * high)
    low = min(float(curve[curve > 0].min()) for curve in finite if (curve > 0).any())
    ends = max(math.log10(low), math.log10(high) - _DECADES), math.log10(high)
    room = max(0.08 * (ends[1] - ends[0]), 0.05)
    return Log(ends[0] - room, ends[1] + room)


def is_constant(rates: Array) -> bool:
    """Whether the learning rate is the same at every step."""
    return len(rates) == 0 or bool((rates == rates[0]).all())
