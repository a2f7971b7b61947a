"""Where data lies on a widget: a rectangle of pixels and the ranges it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF

Array = npt.NDArray[Any]
Range = tuple[float, float]


@dataclass(frozen=True)
class PlotArea:
    """`x` and `y` are the data at the edges of `rect`, y upwards."""

    rect: QRectF
    x: Range
    y: Range

    @property
    def scale(self) -> tuple[float, float]:
        """Pixels for one unit of x and of y."""
        return self.rect.width() / (self.x[1] - self.x[0]), self.rect.height() / (self.y[1] - self.y[0])

    def point(self, x: float, y: float) -> QPointF:
        """The pixel of a data point."""
        horizontal, vertical = self.scale
        return QPointF(self.rect.left() + (x - self.x[0]) * horizontal, self.rect.bottom() - (y - self.y[0]) * vertical)

    def points(self, x: Array, y: Array) -> Array:
        """The pixels of data points, shape (n, 2)."""
        horizontal, vertical = self.scale
        with np.errstate(all="ignore"):
            across = self.rect.left() + (np.asarray(x, np.float64) - self.x[0]) * horizontal
            down = self.rect.bottom() - (np.asarray(y, np.float64) - self.y[0]) * vertical
        return np.stack([across, down], axis=-1)

    def data(self, pixel: QPointF) -> tuple[float, float]:
        """The data point under a pixel."""
        horizontal, vertical = self.scale
        return (
            self.x[0] + (pixel.x() - self.rect.left()) / horizontal,
            self.y[0] + (self.rect.bottom() - pixel.y()) / vertical,
        )

    def zoomed(self, pixel: QPointF, factor: float) -> PlotArea:
        """The same rectangle with ranges `factor` times as wide, the data under the pixel staying there."""
        x, y = self.data(pixel)
        return replace(
            self,
            x=(x + (self.x[0] - x) * factor, x + (self.x[1] - x) * factor),
            y=(y + (self.y[0] - y) * factor, y + (self.y[1] - y) * factor),
        )

    def moved(self, pixels: QPointF) -> PlotArea:
        """The same rectangle after the data were dragged by so many pixels."""
        dx, dy = pixels.x() / self.scale[0], pixels.y() / self.scale[1]
        return replace(self, x=(self.x[0] - dx, self.x[1] - dx), y=(self.y[0] + dy, self.y[1] + dy))
