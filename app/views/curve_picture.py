"""Curves over the steps, drawn once: thin for what is ahead, thick and dashed for what is past."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QImage, QPainter, QPen

from app.theme import Theme
from app.views.envelope import envelope
from app.views.loss_scale import LossScale
from app.views.plot_area import PlotArea
from app.views.polyline import polygon, short_parts
from app.views.run_look import RunLook
from app.views.run_style import draw_marker, run_pen

Array = npt.NDArray[Any]
Curve = tuple[Array, RunLook]
_CLEAR = 1e5  # pixels beyond which a value is only "far above"
_THIN = 1.0  # no wider: a stroke of up to one pixel takes Qt a thirtieth of the time


@dataclass(frozen=True, eq=False)
class CurvePicture:
    """Two images of `area.rect`; the playhead decides which of them shows.

    `curves` are values by step, each with the look of its run; `rings` mark steps of some of them (by place).
    """

    theme: Theme
    area: PlotArea
    scale: LossScale
    curves: tuple[Curve, ...]
    rings: tuple[tuple[int, int], ...]
    ahead: QImage
    past: QImage

    def paint(self, painter: QPainter, step: int) -> None:
        """The past up to the playhead, what is ahead behind it, the playhead, and every run's marker."""
        theme, rect = self.theme, self.area.rect
        x = self.area.point(step, 0.0).x()
        for image, left, right, opacity in (
            (self.ahead, x, rect.right(), theme.ahead_on_panel),
            (self.past, rect.left(), x, 1.0),
        ):
            painter.save()
            painter.setOpacity(opacity)
            painter.setClipRect(QRectF(left, rect.top(), right - left, rect.height()))
            painter.drawImage(rect.topLeft(), image)
            painter.restore()
        painter.setPen(QPen(theme.color("text"), 1.2 * theme.scale))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        for index, ringed in self.rings:
            values, look = self.curves[index]
            if (place := self.place(values, ringed)) is not None:
                painter.setPen(QPen(theme.run(look.color), 1.6 * theme.scale))
                painter.setBrush(theme.color("bg1"))
                painter.drawEllipse(place, 3.6 * theme.scale, 3.6 * theme.scale)
        for values, look in self.curves:
            if (place := self.place(values, step)) is not None:
                draw_marker(
                    painter, look.marker, place, 4.6 * theme.scale, theme.run(look.color), theme.color("bg1"),
                    2.0 * theme.scale,
                )  # fmt: skip

    def place(self, values: Array, step: int) -> QPointF | None:
        """Where a curve is at a step, at the edge where it lies beyond; None where it cannot be shown."""
        value = float(self.scale.of(values[step : step + 1])[0]) if step < len(values) else math.nan
        if not math.isfinite(value):
            return None
        point, rect = self.area.point(step, value), self.area.rect
        return QPointF(point.x(), min(max(point.y(), rect.top()), rect.bottom()))


def curve_picture(
    theme: Theme,
    area: PlotArea,
    scale: LossScale,
    curves: tuple[Curve, ...],
    ratio: float,
    rings: tuple[tuple[int, int], ...] = (),
) -> CurvePicture:
    """Draw curves in an area, with `ratio` device pixels to a pixel."""
    ahead, past = _blank(area, ratio), _blank(area, ratio)
    steps_per_column = (area.x[1] - area.x[0]) / max(area.rect.width() * ratio, 1.0)
    for values, look in curves:
        steps, shown = envelope(scale.of(values), steps_per_column)
        lines = _lines(area.points(steps, shown) - (area.rect.left(), area.rect.top()))
        thin = run_pen(theme, look, _THIN * theme.scale, dashed=False)
        thick = run_pen(theme, look, 2.4 * theme.scale)
        if steps_per_column > 2:
            thick = run_pen(theme, look, 1.6 * theme.scale, dashed=False)
        _draw(ahead, thin, lines)
        _draw(past, thick, lines)
    return CurvePicture(theme, area, scale, curves, rings, ahead, past)


def _draw(image: QImage, pen: QPen, lines: list[Array]) -> None:
    """Stroke lines, in short parts unless they are dashed: a rhythm begins anew with every part."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    for line in lines:
        for part in short_parts(line) if pen.style() == Qt.PenStyle.SolidLine else [polygon(line)]:
            painter.drawPolyline(part)
    painter.end()


def _blank(area: PlotArea, ratio: float) -> QImage:
    width, height = math.ceil(area.rect.width() * ratio), math.ceil(area.rect.height() * ratio)
    image = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _lines(points: Array) -> list[Array]:
    """The parts of a curve between its gaps; a lone point becomes a dot."""
    points = np.clip(points, -_CLEAR, _CLEAR)
    parts = [part[np.isfinite(part[:, 1])] for part in np.split(points, np.flatnonzero(np.isnan(points[:, 1])))]
    return [part if len(part) > 1 else _dot(part) for part in parts if len(part)]


def _dot(point: Array) -> Array:
    return np.concatenate([point, point + np.array([0.5, 0.0])])
