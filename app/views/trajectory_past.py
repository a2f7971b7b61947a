"""The past of one trajectory on the map: plain lines while the playhead stands, ink once it moves."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtGui import QPainter

from app.views.polyline import Segments
from app.views.trajectory_ink import Stroke, TrajectoryInk, draw_lines

# Ink costs more than one painting of so few segments, and while a start is dragged each is painted once.
PLAIN_SEGMENTS = 500


class TrajectoryPast:
    """Draws the past of one run; `segments` in device pixels of an image of `size`."""

    def __init__(self, segments: Segments, size: QSize, stroke: Stroke) -> None:
        self._segments, self._size, self._stroke = segments, size, stroke
        self._ink: TrajectoryInk | None = None
        self._step: int | None = None

    def paint(self, painter: QPainter, step: int) -> None:
        """Draw the past until a step."""
        stands = self._step in (None, step)
        self._step = step
        count = self._segments.until(step)
        if self._ink is None and stands and count <= PLAIN_SEGMENTS:
            self._paint_plainly(painter, count)
            return
        if self._ink is None:
            self._ink = TrajectoryInk(self._segments, self._size, self._stroke)
        self._ink.paint(painter, step)

    def _paint_plainly(self, painter: QPainter, count: int) -> None:
        for pen in (self._stroke.casing(), self._stroke.pen()):
            painter.setPen(pen)
            draw_lines(painter, self._segments.part(0, count))
