"""The vertical axis of the loss curve: its range, its ticks, and what of a loss it can show."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from app.views.height_scale import nice_ticks
from app.views.numbers import power_of_ten, tick
from app.views.plot_axes import Tick

Array = npt.NDArray[Any]
Kind = Literal["log", "linear"]
_ABOVE_START = 1e3  # what rises higher than so many times the loss at the start leaves the picture
_DECADES = 24


@dataclass(frozen=True)
class LossScale:
    """`low` and `high` are what the axis shows: losses, or their decimal logarithms on a log scale."""

    kind: Kind
    low: float
    high: float

    def of(self, losses: Array) -> Array:
        """Where losses lie on the axis; nan where it cannot show them."""
        values = np.asarray(losses, np.float64)
        if self.kind == "linear":
            return np.where(np.isnan(values), np.nan, np.clip(values, -1e300, 1e300))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(values > 0, np.minimum(np.log10(values), 400.0), np.nan)

    def ticks(self, pixels: float, spacing: float) -> list[Tick]:
        """Powers of ten on a log scale, as many as have room; round numbers where it spans less than two of them."""
        if self.kind == "linear":
            return [(value, tick(value)) for value in nice_ticks(self.low, self.high, max(2, int(pixels / spacing)))]
        first, last = math.ceil(self.low), math.floor(self.high)
        if last - first < 1:
            values = nice_ticks(10**self.low, 10**self.high, max(2, int(pixels / spacing)))
            return [(math.log10(value), tick(value)) for value in values if value > 0]
        room = max(1, int(pixels / spacing))
        stride = next(each for each in (1, 2, 3, 4, 5, 6, 8, 10, 20, 50, 100, 400) if (last - first) / each <= room)
        exponents = range(math.ceil(first / stride) * stride, last + 1, stride)
        return [(float(each), tick(10.0**each) if -1 <= each <= 1 else power_of_ten(each)) for each in exponents]


def loss_scale(kind: Kind, curves: Sequence[Array]) -> LossScale:
    """The scale that shows all curves well; one that explodes does not flatten the others."""
    values = [np.asarray(curve, np.float64) for curve in curves]
    finite = np.concatenate([curve[np.isfinite(curve)] for curve in values]) if values else np.zeros(0)
    starts = [float(curve[0]) for curve in values if len(curve) and math.isfinite(curve[0])]
    if kind == "log":
        return _log_scale(finite[finite > 0], max(starts, default=1.0))
    if len(finite) == 0:
        return LossScale("linear", 0.0, 1.0)
    low, ceiling = float(finite.min()), max(starts, default=0.0)
    high = min(float(finite.max()), ceiling + 0.5 * abs(ceiling - low)) if ceiling > low else float(finite.max())
    room = 0.05 * (high - low) or max(abs(low), 1.0) * 0.05
    return LossScale("linear", 0.0 if 0 <= low < 0.1 * high else low - room, high + room)


def _log_scale(positive: Array, start: float) -> LossScale:
    if len(positive) == 0:
        return LossScale("log", -1.0, 1.0)
    high = math.log10(positive.max())
    if start > 0:
        high = min(high, math.log10(start) + math.log10(_ABOVE_START))
    low = min(max(math.log10(positive.min()), high - _DECADES), high)
    room = max(0.06 * (high - low), 0.05)
    return LossScale("log", low - room, high + room)
