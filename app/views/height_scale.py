"""How a loss is shown as a height and a color: four scales to choose from, with the true losses on the axis."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

from app.views.numbers import tick
from app.views.plateau import uncut
from surfaces.surface import Surface

Array = npt.NDArray[Any]
Mode = Literal["log", "linear", "sqrt", "clipped"]
LEAST_PERCENTILE, MOST_PERCENTILE = 50.0, 100.0
SIZE = 241
SPACING = 0.09
_FINENESS = 0.4  # of the losses between two neighboring ticks
LARGEST = 8e307  # the difference of two such losses is still a number


@dataclass(frozen=True)
class Height:
    """Which scale; `percentile` is where the clipped one ends, from 50 to 100 % of the losses in the domain."""

    mode: Mode = "log"
    percentile: float = 90.0


LOG_LIKE = Height()


def nice_ticks(low: float, high: float, count: int = 6) -> list[float]:
    """Round values in [low, high], about `count` of them."""
    raw = (high - low) / max(count, 1)
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if raw <= m * magnitude * 1.0001)
    return [k * step for k in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


@dataclass(frozen=True)
class HeightScale(ABC):
    """Loss → [0, 1], monotone, from `low` to `high`; `plateau` says that losses above `high` are shown at the top."""

    low: float
    high: float
    plateau: bool = field(default=False, kw_only=True)

    @abstractmethod
    def __call__(self, loss: Any) -> Any:
        """Display height; beyond 1 above `high`, 0 below `low`, nan for nan."""

    @abstractmethod
    def inverse(self, height: Any) -> Any:
        """The loss of a display height in [0, 1]."""

    @abstractmethod
    def candidates(self) -> Iterator[float]:
        """Round losses, those first that are rather marked than others."""

    @abstractmethod
    def part(self, low: float, high: float, losses: Array) -> HeightScale:
        """A scale of the same kind for a part of the surface that has these finite losses, from `low` to `high`."""

    def fitted(self, low: float, high: float, losses: Array) -> HeightScale:
        """The same, with the same plateau where it is in sight."""
        if not self.plateau or high <= self.high:
            return self.part(low, high, losses)
        return replace(self.part(low, self.high, losses), plateau=True) if low < self.high else self

    def ticks(self, spacing: float = SPACING) -> list[float]:
        """Round losses, from below upwards, at least `spacing` of the height apart, and where a plateau begins."""
        shown = [self.high] if self.plateau else []
        for value in self.candidates():
            inside = self.low - 1e-9 <= value <= self.high
            if inside and all(abs(self(value) - self(other)) >= spacing for other in shown):
                shown.append(value)
        return sorted(shown)

    def ends_at(self, loss: float) -> bool:
        """Whether the plateau begins at this loss."""
        return self.plateau and loss == self.high

    def text(self, loss: float) -> str:
        """What is written at a tick: the loss, or from which loss on everything is at the top."""
        return f"≥ {tick(float(f'{loss:.3g}'))}" if self.ends_at(loss) else tick(loss)


@dataclass(frozen=True)
class LogScale(HeightScale):
    """Linear near `low` and logarithmic far above it; `soft` is where the one becomes the other."""

    soft: float

    @classmethod
    def of(cls, low: float, high: float, losses: Array) -> Self:
        """Soft where a tenth of the losses lies below."""
        return cls(low, high, max(float(np.quantile(losses, 0.1)) - low, 1e-3 * (high - low)))

    def __call__(self, loss: Any) -> Any:
        """log(1 + loss / soft)."""
        above = np.maximum(np.asarray(loss, np.float64) - self.low, 0.0)
        return np.log1p(above / self.soft) / math.log1p((self.high - self.low) / self.soft)

    def inverse(self, height: Any) -> Any:
        """The loss of a height."""
        return self.low + self.soft * np.expm1(np.asarray(height) * math.log1p((self.high - self.low) / self.soft))

    def part(self, low: float, high: float, losses: Array) -> HeightScale:
        """As soft as the whole where its bottom is in sight, with most of what lies above."""
        if low <= self.low + 0.02 * self.soft and high >= 0.5 * self.high:
            return LogScale(self.low, high, self.soft)
        return LogScale.of(low, high, losses)

    def candidates(self) -> Iterator[float]:
        """1 and 3 times powers of ten where there are several."""
        if self.low < 0 or self.high - self.low < 30 * self.soft:
            yield from nice_ticks(self.low, self.high, 5)
            return
        first = math.floor(math.log10(self.soft))
        last = min(math.ceil(math.log10(self.high)), 307)  # 3·10³⁰⁸ is no float
        powers = [0.0, *(m * 10.0**e for e in range(first, last + 1) for m in (1, 3))]
        # From 7 to 8 there is no power of ten.
        yield from powers if sum(self.low <= value <= self.high for value in powers) > 1 else _roundest(self)


@dataclass(frozen=True)
class LinearScale(HeightScale):
    """The loss itself."""

    def __call__(self, loss: Any) -> Any:
        """Proportional to what lies above `low`."""
        return np.maximum(np.asarray(loss, np.float64) - self.low, 0.0) / (self.high - self.low)

    def inverse(self, height: Any) -> Any:
        """The loss of a height."""
        return self.low + np.asarray(height) * (self.high - self.low)

    def part(self, low: float, high: float, losses: Array) -> HeightScale:
        """From its lowest loss to its highest."""
        return LinearScale(low, high)

    def candidates(self) -> Iterator[float]:
        """Evenly spaced."""
        yield from nice_ticks(self.low, self.high, 5)


@dataclass(frozen=True)
class RootScale(HeightScale):
    """The square root of what lies above `low`: a bowl becomes a cone."""

    def __call__(self, loss: Any) -> Any:
        """√((loss − low) / (high − low))."""
        return np.sqrt(np.maximum(np.asarray(loss, np.float64) - self.low, 0.0) / (self.high - self.low))

    def inverse(self, height: Any) -> Any:
        """The loss of a height."""
        return self.low + np.square(np.asarray(height)) * (self.high - self.low)

    def part(self, low: float, high: float, losses: Array) -> HeightScale:
        """From its lowest loss to its highest."""
        return RootScale(low, high)

    def candidates(self) -> Iterator[float]:
        """No even spacing suits both ends."""
        return _roundest(self)


def _roundest(scale: HeightScale) -> Iterator[float]:
    """The roundest losses first, as 0, 500, 200, 800, 100, 300, 50, 20: down to a fraction of what one spacing takes
    at that height, for 735 is too fine a number where 800 is the next tick.
    """
    finest = float(scale.inverse(SPACING) - scale.low) / 2
    power = math.ceil(math.log10(max(abs(scale.low), abs(scale.high))))
    while 10.0**power > finest:
        for step in (10.0**power, 5 * 10.0 ** (power - 1), 2 * 10.0 ** (power - 1)):
            values = np.arange(math.ceil(scale.low / step), math.floor(scale.high / step) + 1) * step
            at = np.asarray(scale(values))
            above, below = (scale.inverse(np.clip(at + side * SPACING / 2, 0.0, 1.0)) for side in (1, -1))
            yield from (float(value) for value in values[step >= _FINENESS * (above - below)])
        power -= 1


def _clipped(low: float, high: float, losses: Array, percentile: float) -> HeightScale:
    """Linear up to the percentile of the losses; where that is the lowest itself, nothing is cut off."""
    end = float(np.percentile(losses, percentile))
    return LinearScale(low, end, plateau=True) if low < end < high else LinearScale(low, high)


# From the lowest and the highest loss, all losses of the domain, and the percentile.
SCALES: dict[Mode, Callable[[float, float, Array, float], HeightScale]] = {
    "log": lambda low, high, losses, percentile: LogScale.of(low, high, losses),
    "linear": lambda low, high, losses, percentile: LinearScale(low, high),
    "sqrt": lambda low, high, losses, percentile: RootScale(low, high),
    "clipped": _clipped,
}


@dataclass(frozen=True, eq=False)
class SurfaceGrid:
    """A surface sampled for drawing: `loss[i, j]` at (x[i], y[j]); what is infinite is shown at the top."""

    x: Array
    y: Array
    loss: Array
    scale: HeightScale

    @property
    def defined(self) -> Array:
        """Where there is a loss at all, shape (len(x), len(y))."""
        return ~np.isnan(self.loss)

    @property
    def height(self) -> Array:
        """Display heights in [0, 1], shape (len(x), len(y))."""
        return np.asarray(np.clip(np.nan_to_num(self.scale(self.loss), nan=1.0, posinf=1.0), 0.0, 1.0))

    @cached_property
    def uncut(self) -> Array:
        """The same heights, but above 1 on a plateau, shape (len(x), len(y)): interpolate these, then cut at 1."""
        return uncut(np.asarray(self.scale(self.loss)))


@lru_cache(maxsize=8)
def sampled(surface: Surface, size: int = SIZE, height: Height = LOG_LIKE) -> SurfaceGrid:
    """The surface on its domain, `size` points along each side; the scale does not depend on `size`."""
    return SurfaceGrid(*_losses(surface, size), scale_of(surface, height))


def sampled_on(surface: Surface, size: int, scale: HeightScale) -> SurfaceGrid:
    """The same on a scale that is given: what is above it is cut off."""
    return SurfaceGrid(*_losses(surface, size), scale)


@lru_cache(maxsize=8)
def scale_of(surface: Surface, height: Height) -> HeightScale:
    """The scale that suits the surface on its domain."""
    loss = _losses(surface, SIZE)[2]
    finite = loss[np.abs(loss) <= LARGEST]
    beyond = bool((loss > LARGEST).any())
    if finite.size == 0:
        finite = np.zeros(1)
    minima = [surface.loss_and_gradient(*point)[0] for point in surface.minimizers]
    low, high = float(min([finite.min(), *minima])), float(finite.max())
    if 0 <= low < 0.005 * high:
        low = 0.0
    if high <= low:
        high = low + 1.0
    scale = SCALES[height.mode](low, high, finite, height.percentile)
    return replace(scale, plateau=True) if beyond else scale


@lru_cache(maxsize=4)
def _losses(surface: Surface, size: int) -> tuple[Array, Array, Array]:
    """The coordinates of the grid along both sides, and the loss (size, size)."""
    x = np.linspace(*surface.domain.x, size)
    y = np.linspace(*surface.domain.y, size)
    with np.errstate(all="ignore"):
        return x, y, np.asarray(surface.loss_values(*np.meshgrid(x, y, indexing="ij")), np.float64)
