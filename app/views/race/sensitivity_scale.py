"""The axes of the sensitivity curves: decades of learning rates, and losses of which 0 has a place of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.views.loss_scale import Array, Log, LossScale, loss_scale
from app.views.numbers import tick
from app.views.plot_axes import Tick

_ABOVE_START = 1.5  # decades above the loss at the start that are still shown
_DECADES = 20
_ROOM = 0.06  # of the height, below the lowest loss


@dataclass(frozen=True)
class LogWithZero(Log):
    """Logarithmic down to the lowest loss above 0; a loss of exactly 0 lies at `zero`, below a break of the axis."""

    zero: float | None = None
    break_at: float = -math.inf

    def of(self, losses: Array) -> Array:
        """What is negative has no place."""
        places = super().of(losses)
        return places if self.zero is None else np.where(np.asarray(losses) == 0, self.zero, places)

    def ticks(self, pixels: float, spacing: float) -> list[Tick]:
        """Powers of ten above the break, and 0 below it."""
        above = [each for each in super().ticks(pixels, spacing) if each[0] > self.break_at]
        return above if self.zero is None else [(self.zero, "0"), *above]


def sensitivity_scale(start: float, losses: Sequence[Array]) -> LossScale:
    """The scale of the losses; `start` is the loss before the first step, which bounds it above."""
    known = [curve[np.isfinite(curve)].astype(np.float64) for curve in losses]
    values = np.concatenate([*known, [start] if math.isfinite(start) else []])
    if len(values) and values.min() < 0:
        return loss_scale("log", [np.concatenate([[start], values])])
    positive = values[values > 0]
    if not len(positive):
        return LogWithZero(-1.0, 1.0, zero=-0.8, break_at=-0.5)
    high = float(np.log10(positive.max()))
    if start > 0:
        high = min(high, math.log10(start) + _ABOVE_START)
    low = min(max(float(np.log10(positive.min())), high - _DECADES), high - 1.0)
    room = _ROOM * (high - low)
    if (values == 0).any():
        return LogWithZero(low - 4.2 * room, high + 0.5 * room, zero=low - 2.2 * room, break_at=low - 1.1 * room)
    return LogWithZero(low - 2 * room, high + 0.5 * room)


def rate_range(rates: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The exponents of the lowest and the highest learning rate of all runs, with a little room."""
    every = [rate for each in rates for rate in each]
    low, high = (math.log10(min(every)), math.log10(max(every))) if every else (-4.0, 0.0)
    room = max(0.03 * (high - low), 0.05)
    return low - room, high + room


def rate_ticks(low: float, high: float, pixels: float, spacing: float) -> list[Tick]:
    """Powers of ten, as many as there is room for; `low` and `high` are exponents."""
    exponents = range(math.ceil(low), math.floor(high) + 1)
    stride = next(each for each in (1, 2, 3, 4, 5, 10, 20) if len(exponents) / each * spacing <= pixels or each == 20)
    return [(float(each), tick(10.0**each)) for each in exponents if each % stride == 0]
