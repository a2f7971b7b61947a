"""A run's signature in every view: its marker, its dash and its color, so that color never speaks alone."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from app.theme import Theme
from app.views.run_look import RunLook

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6, 2),
    (3, 1.6),
    (6, 1.8, 1.6, 1.8),
    (1.6, 1.6),
    (9, 2, 4, 2),
    (6, 1.8, 1.6, 1.8, 1.6, 1.8),
    (1.2, 3),
)
"""Dash and gap lengths by marker, in pen widths; empty for a solid line."""

_DOWN, _UP, _RIGHT = math.pi / 2, -math.pi / 2, 0.0


def _circle(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), radius, radius)
    return path


def _square(half: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(-half, -half, 2 * half, 2 * half))
    return path


def _polygon(corners: int, first: float, radius: float) -> QPainterPath:
    angles = [first + math.tau * corner / corners for corner in range(corners)]
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]))
    path.closeSubpath()
    return path


def _plus(arm: float, half: float) -> QPainterPath:
    bars = QPainterPath()
    bars.addRect(QRectF(-half, -arm, 2 * half, 2 * arm))
    across = QPainterPath()
    across.addRect(QRectF(-arm, -half, 2 * arm, 2 * half))
    return bars.united(across)


# Of one visual weight: each shape covers about the same area.
_MARKERS = (
    _circle(0.95),
    _square(0.86),
    _polygon(3, _UP, 1.25),
    _polygon(4, _RIGHT, 1.2),
    _polygon(3, _DOWN, 1.25),
    _polygon(6, _RIGHT, 1.08),
    _plus(1.1, 0.38),
    QTransform().rotate(45).map(_plus(1.1, 0.38)),
)


def marker_path(marker: int, center: QPointF, radius: float) -> QPainterPath:
    """The outline of a run's marker: circle, square, triangle, diamond, triangle down, hexagon, plus or cross."""
    return QTransform(radius, 0, 0, radius, center.x(), center.y()).map(_MARKERS[marker])


def draw_marker(
    painter: QPainter,
    marker: int,
    center: QPointF,
    radius: float,
    color: QColor,
    halo: QColor | None = None,
    halo_width: float = 2.0,
) -> None:
    """Fill a run's marker, on a casing `halo_width` wide where a halo color is given."""
    path = marker_path(marker, center, radius)
    if halo is not None:
        pen = QPen(halo, 2 * halo_width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
    painter.fillPath(path, color)


def run_pen(theme: Theme, look: RunLook, width: float, dashed: bool = True) -> QPen:
    """The pen of a run's line; `width` in device-independent pixels, dashed in the run's own rhythm."""
    pen = QPen(theme.run(look.color), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed and DASHES[look.marker]:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(DASHES[look.marker])
    else:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
