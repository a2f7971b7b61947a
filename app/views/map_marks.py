"""The marks on the map: start, minimizers, saddle points, runs at the playhead."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.i18n import tr
from app.theme import Theme
from app.views.run_look import RunLook
from app.views.run_style import draw_marker
from app.views.symbol import paint_text, text_width

BALL_RADIUS = 5.6
ARRIVED = 16.0
_CROSS = 7


def rounded_pen(color: QColor, width: float) -> QPen:
    """A solid pen with round ends and corners."""
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def paint_star(painter: QPainter, theme: Theme, center: QPointF) -> None:
    """A minimizer."""
    radius = 6.0 * theme.scale
    corners = []
    for corner in range(10):
        angle, reach = math.tau * corner / 10 - math.pi / 2, radius * (1.0 if corner % 2 == 0 else 0.45)
        corners.append(QPointF(center.x() + reach * math.cos(angle), center.y() + reach * math.sin(angle)))
    path = QPainterPath()
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    painter.strokePath(path, rounded_pen(theme.color("halo") if theme.dark else theme.color("text"), 2.2 * theme.scale))
    painter.fillPath(path, theme.color("star"))


def paint_saddle(painter: QPainter, theme: Theme, center: QPointF) -> None:
    """A saddle point: a small quiet ring."""
    radius = 2.6 * theme.scale
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for token, alpha, width in (("halo", 0.5, 3.0), ("text", 0.8, 1.2)):
        painter.setPen(QPen(theme.color(token, alpha), width * theme.scale))
        painter.drawEllipse(center, radius, radius)


def paint_ball(painter: QPainter, theme: Theme, look: RunLook, center: QPointF) -> None:
    """A run at the playhead."""
    draw_marker(
        painter, look.marker, center, BALL_RADIUS * theme.scale, theme.run(look.color), theme.color("halo"),
        2.0 * theme.scale,
    )  # fmt: skip


def paint_exit(painter: QPainter, theme: Theme, center: QPointF) -> None:
    """Where a run left the map: a cross in danger color."""
    draw_marker(
        painter, _CROSS, center, 6.0 * theme.scale, theme.color("danger"), theme.color("halo"), 2.0 * theme.scale
    )


def paint_start(painter: QPainter, theme: Theme, center: QPointF, rect: QRectF, hovered: bool) -> None:
    """The start: ring, dot and its name, on the side where there is room; one out of sight has no name."""
    unit, ink, halo = theme.scale, theme.color("text"), theme.color("halo")
    radius = (7.5 if hovered else 6.5) * unit
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(halo, 5.0 * unit))
    painter.drawEllipse(center, radius, radius)
    painter.setPen(QPen(ink, 2.2 * unit))
    painter.drawEllipse(center, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(center, 1.7 * unit, 1.7 * unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if rect.contains(center):
        font, text = theme.font(theme.tick_size, 600), tr("start")
        path = QPainterPath()
        path.addText(_word_beside(QFontMetricsF(font), text, center, rect, unit), font, text)
        painter.strokePath(path, rounded_pen(halo, 3.2 * unit))
        painter.fillPath(path, ink)


def _word_beside(metrics: QFontMetricsF, text: str, center: QPointF, rect: QRectF, unit: float) -> QPointF:
    """Where a word begins on its baseline: left of a mark or else right of it, and all of it within `rect`."""
    width, gap, edge = metrics.horizontalAdvance(text), 11 * unit, 3 * unit
    left = center.x() - gap - width
    if left < rect.left() + edge:
        left = center.x() + gap
    ink = metrics.tightBoundingRect(text)
    lowest, highest = rect.bottom() - edge - ink.bottom(), rect.top() + edge - ink.top()
    return QPointF(left, min(max(center.y() + metrics.capHeight() / 2, highest), lowest))


def paint_plate(painter: QPainter, theme: Theme, pointer: QPointF, rect: QRectF, lines: list[str]) -> None:
    """A small plate beside the pointer with what is there, kept within `rect`."""
    font = theme.font(theme.label_size)
    metrics = QFontMetricsF(font)
    pad, row = theme.px(8), theme.px(16)
    width = max(text_width(line, font) for line in lines) + 2 * pad
    height = row * len(lines) + theme.px(8)
    left, top = pointer.x() + theme.px(10), pointer.y() + theme.px(10)
    if left + width > rect.right() - 2:
        left = max(rect.left() + 2, pointer.x() - theme.px(10) - width)
    if top + height > rect.bottom() - 2:
        top = pointer.y() - theme.px(10) - height
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.setBrush(theme.color("bg0" if theme.dark else "bg2", 0.9))
    painter.drawRoundedRect(QRectF(left, top, width, height), theme.row_radius, theme.row_radius)
    for index, line in enumerate(lines):
        base = top + theme.px(4) + (index + 0.5) * row + metrics.capHeight() / 2
        paint_text(painter, line, font, theme.color("text"), QPointF(left + pad, base))
