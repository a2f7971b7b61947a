"""The vertical axis of the loss curve: its range, its ticks, and what of a loss it can show."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from app.views.height_scale import nice_ticks
from app.views.numbers import MINUS, power_of_ten, tick
from app.views.plot_axes import Tick
from surfaces.message import Message

Array = npt.NDArray[Any]
Kind = Literal["log", "linear"]
_ABOVE_START = 1e3  # what rises higher than so many times the loss at the start leaves the picture
_DECADES = 24
_BESIDE_ZERO = 2  # decades below the loss at the start, from where on losses on either side of 0 are shown linearly
_LARGEST, _SMALLEST = 1e300, 1e-300


@dataclass(frozen=True)
class LossScale(ABC):
    """`low` and `high` are the ends of the axis, in its own measure; `note` says what is unusual about it."""

    low: float
    high: float
    note: Message | None = None

    @abstractmethod
    def of(self, losses: Array) -> Array:
        """Where losses lie on the axis; nan where it cannot show them."""

    @abstractmethod
    def inverse(self, value: float) -> float:
        """The loss at a place on the axis."""

    def powers_of_ten(self, room: int) -> list[float]:
        """0 and powers of ten to mark, at most about `room` of them; few or none where others suit better."""
        return []

    def ticks(self, pixels: float, spacing: float) -> list[Tick]:
        """Places with their texts: powers of ten where there are several, other round numbers where there are not."""
        room = max(1, int(pixels / spacing))
        losses = self.powers_of_ten(room)
        text: Callable[[float], str] = _power
        low, high = self.inverse(self.low), self.inverse(self.high)
        if len(losses) < 2 and high - low > _SMALLEST:
            losses, text = nice_ticks(low, high, max(2, room)), tick
        places = self.of(np.array(losses, np.float64)).tolist()
        return [
            (place, text(loss))
            for place, loss in zip(places, losses, strict=True)
            if self.low - 1e-9 <= place <= self.high + 1e-9
        ]


class Linear(LossScale):
    """The loss itself."""

    def of(self, losses: Array) -> Array:
        """What is infinite lies far outside."""
        return np.clip(np.asarray(losses, np.float64), -_LARGEST, _LARGEST)

    def inverse(self, value: float) -> float:
        """The place is the loss."""
        return value


class Log(LossScale):
    """The decimal logarithm; a loss of 0 or below has no place."""

    def of(self, losses: Array) -> Array:
        """What is infinite lies far outside."""
        values = np.asarray(losses, np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(values > 0, np.minimum(np.log10(values), 400.0), np.nan)

    def inverse(self, value: float) -> float:
        """A power of ten."""
        return float(10.0 ** min(value, 308.0))

    def powers_of_ten(self, room: int) -> list[float]:
        """Powers of ten whose exponents have a round number as their distance."""
        first, last = math.ceil(self.low), math.floor(self.high)
        stride = next(each for each in (1, 2, 3, 4, 5, 6, 8, 10, 20, 50, 100, 400) if (last - first) / each <= room)
        return [10.0**each for each in range(math.ceil(first / stride) * stride, last + 1, stride)]


@dataclass(frozen=True)
class BothSides(LossScale):
    """Logarithmic above and below 0, and linear within `soft` of it."""

    soft: float = 1.0

    def of(self, losses: Array) -> Array:
        """±log(1 + |loss| / soft)."""
        values = np.clip(np.asarray(losses, np.float64), -_LARGEST, _LARGEST)
        return np.copysign(np.log10(1.0 + np.abs(values) / self.soft), values)

    def inverse(self, value: float) -> float:
        """What `of` maps to the value."""
        return float(math.copysign((10.0 ** min(abs(value), 308.0) - 1.0) * self.soft, value))

    def powers_of_ten(self, room: int) -> list[float]:
        """0, and powers of ten on both sides, the largest rather than others."""
        least = (self.high - self.low) / room
        largest = max(abs(self.inverse(self.low)), abs(self.inverse(self.high)))
        exponents = range(math.floor(math.log10(largest)), round(math.log10(self.soft)) - 1, -1)
        shown: list[float] = []
        for loss in (0.0, *(sign * 10.0**exponent for exponent in exponents for sign in (1, -1))):
            place = float(self.of(np.array(loss)))
            inside = self.low <= place <= self.high
            if inside and all(abs(place - float(self.of(np.array(other)))) >= least for other in shown):
                shown.append(loss)
        return sorted(shown)


def _power(loss: float) -> str:
    """A power of ten or its negative, or 0, as it stands at a tick."""
    exponent = round(math.log10(abs(loss))) if loss else 0
    if abs(exponent) <= 1:
        return tick(loss)
    return ("" if loss > 0 else MINUS) + power_of_ten(exponent)


def loss_scale(kind: Kind, curves: Sequence[Array]) -> LossScale:
    """The scale that shows all curves well; one that explodes does not flatten the others.

    A logarithmic one becomes another where there are losses that it cannot show, and says so.
    """
    values = [np.asarray(curve, np.float64) for curve in curves]
    finite = np.concatenate([curve[np.isfinite(curve)] for curve in values]) if values else np.zeros(0)
    starts = [float(curve[0]) for curve in values if len(curve) and math.isfinite(curve[0])]
    if kind == "linear" or len(finite) == 0:
        return _linear_scale(finite, starts) if kind == "linear" else Log(-1.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    if low < 0:
        return _both_sides(low, high, starts)
    if high == 0:
        return Linear(-0.05, 1.0, Message("Every loss is 0: the scale is linear"))
    return _log_scale(finite, max(starts, default=1.0))


def _linear_scale(finite: Array, starts: list[float]) -> LossScale:
    if len(finite) == 0:
        return Linear(0.0, 1.0)
    low, ceiling = float(finite.min()), max(starts, default=0.0)
    high = min(float(finite.max()), ceiling + 0.5 * abs(ceiling - low)) if ceiling > low else float(finite.max())
    room = 0.05 * (high - low) or max(abs(low), 1.0) * 0.05
    return Linear(0.0 if 0 <= low < 0.1 * high else low - room, high + room)


def _log_scale(finite: Array, start: float) -> LossScale:
    positive = finite[finite > 0]
    note = Message("A loss of 0 is not shown on a log scale") if len(positive) < len(finite) else None
    high = math.log10(positive.max())
    if start > 0:
        high = min(high, math.log10(start) + math.log10(_ABOVE_START))
    low = min(max(math.log10(positive.min()), high - _DECADES), high)
    room = max(0.06 * (high - low), 0.05)
    return Log(low - room, high + room, note)


def _both_sides(low: float, high: float, starts: list[float]) -> LossScale:
    """Down to the lowest loss, and up to the highest or to what `_ABOVE_START` lets be seen."""
    largest = max((abs(start) for start in starts), default=0.0) or max(abs(low), abs(high))
    soft = 10.0 ** (math.floor(math.log10(largest)) - _BESIDE_ZERO)
    scale = BothSides(0.0, 1.0, soft=max(soft, _SMALLEST))
    ends = scale.of(np.array([low, min(high, _ABOVE_START * largest)]))
    room = max(0.06 * float(ends[1] - ends[0]), 0.05)
    note = Message("Linear from {low} to {high}, logarithmic beyond", low=_power(-soft), high=_power(soft))
    return BothSides(float(ends[0]) - room, float(ends[1]) + room, note, scale.soft)
