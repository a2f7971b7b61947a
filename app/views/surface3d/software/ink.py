"""A line drawn with QPainter: at once while the camera moves, and as a picture that grows once it stands."""

from __future__ import annotations

import math

import numpy as np
from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from app.views.polyline import polygon
from app.views.surface3d.software.screen_line import ScreenLine
from app.views.surface3d.stroke import Stroke

PIECES = 8  # Qt's time to stroke a polyline grows faster than its length


def draw_line(
    painter: QPainter, line: ScreenLine, stroke: Stroke, ratio: float, first: int, last: int, opaque: bool = False
) -> None:
    """Draw what is to be seen between two points of a line; `ratio` is pixels a pixel of the design."""
    pen = _pen(stroke, ratio, opaque)
    painter.setPen(pen)
    for along, pixels in line.parts(first, last, stroke.hidden):
        for begin in range(0, len(pixels) - 1, PIECES):
            part = pixels[begin : begin + PIECES + 1]
            if stroke.dash:
                pen.setDashOffset(along / pen.widthF())
                painter.setPen(pen)
                along += float(np.hypot(*np.diff(part, axis=0).T).sum())
            painter.drawPolyline(polygon(part))


def _pen(stroke: Stroke, ratio: float, opaque: bool) -> QPen:
    color = QColor(stroke.color)
    color.setAlphaF(1.0 if opaque else stroke.alpha)
    pen = QPen(color, stroke.width * ratio)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    round_ended = color.alpha() == 255 and not stroke.dash
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_ended else Qt.PenCapStyle.FlatCap)
    if stroke.dash:
        pen.setDashPattern(stroke.dash)
    return pen


class Ink:
    """One stroke along one line: moving its end on draws only what is new."""

    def __init__(self, line: ScreenLine, stroke: Stroke, ratio: float, size: QSize) -> None:
        self.line = line
        self._stroke, self._ratio, self._done = stroke, ratio, 0
        margin = math.ceil(stroke.width * ratio)
        low = np.clip(np.floor(line.pixels.min(axis=0)), -margin, (size.width(), size.height())).astype(int) - margin
        high = np.clip(np.ceil(line.pixels.max(axis=0)), 0, (size.width(), size.height())).astype(int) + margin
        self._room = QRect(*low.tolist(), *np.maximum(high - low, 1).tolist())
        self._image = QImage(self._room.size(), QImage.Format.Format_ARGB32_Premultiplied)
        self._image.fill(Qt.GlobalColor.transparent)

    def paint(self, painter: QPainter, last: int) -> None:
        """The stroke up to a point of the line."""
        if last < self._done:
            self._image.fill(Qt.GlobalColor.transparent)
            self._done = 0
        if last > self._done:
            own = QPainter(self._image)
            own.setRenderHint(QPainter.RenderHint.Antialiasing)
            own.translate(-self._room.left(), -self._room.top())
            draw_line(own, self.line, self._stroke, self._ratio, self._done, last, opaque=True)
            own.end()
            self._done = last
        painter.setOpacity(self._stroke.alpha)
        painter.drawImage(self._room.topLeft(), self._image)
        painter.setOpacity(1.0)
