"""Losses and rows right drawn once, in two bands over one axis of steps; the playhead chooses what shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from app.theme import Theme
from app.views.curve_picture import CurvePicture, curve_picture
from app.views.envelope import envelope
from app.views.loss_scale import Linear
from app.views.plot_area import PlotArea
from app.views.polyline import short_parts
from app.views.run_look import RunLook

Array = npt.NDArray[Any]
AHEAD = 0.45
OTHER = 0.4
"""How strongly the runs show that are not selected."""


@dataclass(frozen=True, eq=False)
class Curve:
    """A run that is shown: its losses (T+1,), its rows right where they are known, and its look."""

    losses: Array
    counts: Array | None
    look: RunLook


@dataclass(frozen=True, eq=False)
class Bands:
    """Where losses and rows right lie."""

    loss: PlotArea
    rows: PlotArea


def bands_in(rect: QRectF, theme: Theme, steps: int, scale: Linear, of: int, with_rows: bool) -> Bands:
    """Both bands in a rectangle: the losses get two thirds, or all of it."""
    across = (0.0, float(max(steps, 1)))
    gap = theme.px(15)
    high = rect.height() if not with_rows else max((rect.height() - gap) * 0.63, 8.0)
    loss = QRectF(rect.left(), rect.top(), rect.width(), max(high, 8.0))
    rows = QRectF(rect.left(), loss.bottom() + gap, rect.width(), max(rect.height() - high - gap, 8.0))
    return Bands(PlotArea(loss, across, (scale.low, scale.high)), PlotArea(rows, across, (0.0, max(of, 1) * 1.06)))


class CurvesPicture:
    """The curves of the selected run, and more quietly those of all others."""

    def __init__(
        self,
        theme: Theme,
        bands: Bands,
        scale: Linear,
        curves: Sequence[Curve],
        selected: int,
        ratio: float,
        with_rows: bool = True,
    ) -> None:
        self.bands, self.ratio, self._theme, self._with_rows = bands, ratio, theme, with_rows
        chosen = [curve for place, curve in enumerate(curves) if place == selected]
        rest = [curve for place, curve in enumerate(curves) if place != selected]
        self._groups = [
            (
                curve_picture(theme, bands.loss, scale, tuple((each.losses, each.look) for each in group), ratio),
                _rows_image(theme, bands.rows, group, ratio, strong),
                1.0 if strong else OTHER,
            )
            for group, strong in ((rest, False), (chosen, True))
            if group
        ]

    def paint(self, painter: QPainter, step: int) -> None:
        """What is past strongly, what is ahead of the playhead more quietly."""
        for losses, rows, strength in self._groups:
            x = losses.area.point(step, 0.0).x()
            for image, area, past in (
                (losses.ahead, losses.area, False), (losses.past, losses.area, True),
                (rows, self.bands.rows, False), (rows, self.bands.rows, True),
            ):  # fmt: skip
                if image is rows and not self._with_rows:
                    continue
                rect = area.rect
                room = _with_overhang(rect, self._theme)
                room.setLeft(room.left() if past else x)
                room.setRight(x if past else room.right())
                painter.save()
                painter.setClipRect(room)
                painter.setOpacity(strength * (1.0 if past else AHEAD))
                painter.drawImage(rect.topLeft(), image)
                painter.restore()

    @property
    def loss_pictures(self) -> list[tuple[CurvePicture, float]]:
        """The others first, each with its strength."""
        return [(losses, strength) for losses, _, strength in self._groups]


def _with_overhang(rect: QRectF, theme: Theme) -> QRectF:
    return rect.adjusted(-theme.px(2), -theme.px(2), theme.px(2), theme.px(2))


def _rows_image(theme: Theme, area: PlotArea, curves: Sequence[Curve], ratio: float, strong: bool) -> QImage:
    """Step lines: a count holds until the next one. The selected run's is green, as right is everywhere."""
    width, height = math.ceil(area.rect.width() * ratio), math.ceil((area.rect.height() + 2) * ratio)
    image = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    for curve in curves:  # along the pixels, so that no part is seen where the next begins
        if curve.counts is None or not len(curve.counts):
            continue
        color = theme.color("ok") if strong else QColor(theme.run(curve.look.color))
        painter.setPen(QPen(color, (2.2 if strong else 1.0) * theme.scale))
        for part in short_parts(stairs(curve.counts, area, ratio)):
            painter.drawPolyline(part)
    painter.end()
    return image


def stairs(counts: Array, area: PlotArea, ratio: float) -> Array:
    """The step line in pixels (n, 2) from the corner of the area; what no column of pixels shows is left out."""
    per_column = (area.x[1] - area.x[0]) / max(area.rect.width() * ratio, 1.0)
    steps, values = envelope(np.asarray(counts, np.float64), per_column)
    across, up = np.repeat(steps, 2)[1:], np.repeat(values, 2)[:-1]
    if len(steps) == 1:
        across, up = np.array([steps[0], steps[0] + 0.5]), np.repeat(values, 2)
    result: Array = area.points(across, up) - (area.rect.left(), area.rect.top())
    return result
