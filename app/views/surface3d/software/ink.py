"""A line drawn with QPainter: at once while the camera moves, and as a picture that grows once it stands."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from app.views.polyline import polygon
from app.views.surface3d.software.screen_line import ScreenLine
from app.views.surface3d.stroke import Stroke

Array = npt.NDArray[Any]
FORMAT = QImage.Format.Format_ARGB32_Premultiplied
FARTHEST = 1e6  # pixels
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
    """One stroke along one line: moving its end on draws only what is new, to the same pixels as drawing it whole."""

    def __init__(self, line: ScreenLine, stroke: Stroke, ratio: float, size: QSize) -> None:
        self.line = line
        self._stroke, self._ratio, self._done = stroke, ratio, 0
        self._room = self._bounds(line.pixels).intersected(QRect(QPoint(0, 0), size))
        self._image = QImage(max(self._room.width(), 1), max(self._room.height(), 1), FORMAT)
        self._image.fill(Qt.GlobalColor.transparent)
        self._begun: tuple[QPoint, QImage] | None = None

    def _bounds(self, pixels: Array) -> QRect:
        margin = math.ceil(self._stroke.width * self._ratio)
        low, high = (np.clip(each, -FARTHEST, FARTHEST) for each in (pixels.min(axis=0), pixels.max(axis=0)))
        left, top = (np.floor(low).astype(int) - margin).tolist()
        width, height = (np.ceil(high).astype(int) + margin - (left, top)).tolist()
        return QRect(left, top, width, height)

    def paint(self, painter: QPainter, last: int) -> None:
        """The stroke up to a point of the line."""
        self._move_to(last)
        painter.setOpacity(self._stroke.alpha)
        painter.drawImage(self._room.topLeft(), self._image)
        painter.setOpacity(1.0)

    def _move_to(self, last: int) -> None:
        """Whole pieces of the line stay; the one that has been begun is taken back once its end moves."""
        own = QPainter(self._image)
        own.setRenderHint(QPainter.RenderHint.Antialiasing)
        own.translate(-self._room.left(), -self._room.top())
        if self._begun is not None:
            own.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            own.drawImage(*self._begun)
            own.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            self._begun = None
        if last < self._done:
            own.end()
            self._image.fill(Qt.GlobalColor.transparent)
            self._done = 0
            self._move_to(last)
            return
        while self._done + PIECES <= last:
            self._draw(own, self._done + PIECES)
            self._done += PIECES
        if last > self._done:
            first, end = int(self.line.place[self._done]), int(self.line.place[last])
            room = self._bounds(self.line.pixels[first : end + 1]).intersected(self._room)
            self._begun = room.topLeft(), self._image.copy(room.translated(-self._room.topLeft()))
            self._draw(own, last)
        own.end()

    def _draw(self, painter: QPainter, last: int) -> None:
        draw_line(painter, self.line, self._stroke, self._ratio, self._done, last, opaque=True)
