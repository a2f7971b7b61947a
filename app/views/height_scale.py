"""How a loss is shown as a height and a color: a log-like scale with the true values on the axis."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from surfaces.surface import Surface

Array = npt.NDArray[Any]


def nice_ticks(low: float, high: float, count: int = 6) -> list[float]:
    """Round values in [low, high], about `count` of them."""
    raw = (high - low) / max(count, 1)
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if raw <= m * magnitude * 1.0001)
    return [k * step for k in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


@dataclass(frozen=True)
class HeightScale:
    """Loss → [0, 1], linear near `low` and logarithmic far above it; `soft` is where the one becomes the other."""

    low: float
    high: float
    soft: float

    def __call__(self, loss: Any) -> Any:
        """Display height; beyond 1 above `high`, 0 below `low`, nan for nan."""
        above = np.maximum(np.asarray(loss, np.float64) - self.low, 0.0)
        return np.log1p(above / self.soft) / math.log1p((self.high - self.low) / self.soft)

    def inverse(self, height: Any) -> Any:
        """The loss of a display height."""
        return self.low + self.soft * np.expm1(np.asarray(height) * math.log1p((self.high - self.low) / self.soft))

    def ticks(self, spacing: float = 0.09) -> list[float]:
        """Round losses, from below upwards, at least `spacing` of the height apart."""
        span = self.high - self.low
        if self.low < 0 or span < 30 * self.soft:
            candidates = nice_ticks(self.low, self.high, 5)
        else:
            first = math.floor(math.log10(self.soft))
            last = min(math.ceil(math.log10(self.high)), 307)  # 3·10³⁰⁸ is no float
            candidates = [0.0] + [m * 10.0**e for e in range(first, last + 1) for m in (1, 3)]
        shown: list[float] = []
        for value in candidates:
            inside = self.low - 1e-9 <= value <= self.high
            if inside and (not shown or self(value) - self(shown[-1]) >= spacing):
                shown.append(value)
        return shown


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


@lru_cache(maxsize=8)
def sampled(surface: Surface, size: int = 241) -> SurfaceGrid:
    """The surface on its domain, `size` points along each side, with the scale that suits it."""
    x = np.linspace(*surface.domain.x, size)
    y = np.linspace(*surface.domain.y, size)
    with np.errstate(all="ignore"):
        loss = np.asarray(surface.loss_values(*np.meshgrid(x, y, indexing="ij")), np.float64)
    finite = loss[np.isfinite(loss)]
    if finite.size == 0:
        finite = np.zeros(1)
    minima = [surface.loss_and_gradient(*point)[0] for point in surface.minimizers]
    low, high = float(min([finite.min(), *minima])), float(finite.max())
    if 0 <= low < 0.005 * high:
        low = 0.0
    if high <= low:
        high = low + 1.0
    soft = max(float(np.quantile(finite, 0.1)) - low, 1e-3 * (high - low))
    return SurfaceGrid(x, y, loss, HeightScale(low, high, soft))
