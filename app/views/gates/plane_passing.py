"""A row that passes over a plane on its way elsewhere: drawn below everything that is to be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter, QPainterPath, QPen

from app.theme import Theme
from app.views.gates.plane_marks import class_color, mark_path, paint_mark

_CLEAR, _LEGIBLE = 19.0, 7.0
"""So far from its ends, where there are marks, a way is drawn; and from this radius on a mark has its digit."""


@dataclass(frozen=True)
class Passing:
    """Where the row is, how large, and the way that it takes, in pixels of a widget."""

    target: int
    center: QPointF
    radius: float
    way: QPainterPath

    def moved(self, by: QPointF) -> Passing:
        """The same in pixels of another widget."""
        return replace(self, center=self.center + by, way=self.way.translated(by))


def paint_passing(painter: QPainter, theme: Theme, passing: Passing, bounds: QRectF) -> None:
    """The way in dots, clear of the marks at its ends, and the row on it."""
    _paint_way(painter, theme, passing.way, passing.target, bounds)
    if passing.radius > _LEGIBLE * theme.scale:
        paint_mark(painter, theme, passing.target, passing.center, passing.radius, False)
        return
    outline = mark_path(passing.target, passing.center, passing.radius)
    painter.fillPath(outline, class_color(theme, passing.target))


def _paint_way(painter: QPainter, theme: Theme, way: QPainterPath, target: int, bounds: QRectF) -> None:
    whole, ends = QPainterPath(), QPainterPath()
    whole.addRect(bounds)
    for end in (way.pointAtPercent(0.0), way.pointAtPercent(1.0)):
        ends.addEllipse(end, _CLEAR * theme.scale, _CLEAR * theme.scale)
    painter.save()
    painter.setClipPath(whole.subtracted(ends), Qt.ClipOperation.IntersectClip)
    for color, width in ((theme.color("halo"), 4.6), (class_color(theme, target), 2.4)):
        pen = QPen(color, width * theme.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, 7.0 / width])
        painter.strokePath(way, pen)
    painter.restore()
