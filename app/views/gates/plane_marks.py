"""Rows on the plane: a blue square with 1, an orange disc with 0, what is selected and what is wrong."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.theme import Theme
from app.views.gates.plane_content import Place, PlaneContent
from app.views.plot_area import PlotArea


def class_color(theme: Theme, target: int) -> QColor:
    """Blue for 1, orange for 0."""
    return theme.color("one" if target else "zero")


def mark_path(target: int, center: QPointF, radius: float) -> QPainterPath:
    """The outline of a class: square or disc."""
    path = QPainterPath()
    if target:
        half = radius * 0.9
        path.addRoundedRect(
            QRectF(center.x() - half, center.y() - half, 2 * half, 2 * half), 0.22 * radius, 0.22 * radius
        )
    else:
        path.addEllipse(center, radius, radius)
    return path


def paint_mark(painter: QPainter, theme: Theme, target: int, center: QPointF, radius: float, selected: bool) -> None:
    """A class with its digit; an outline around it where the row is selected."""
    unit = theme.scale
    if selected:
        ring = mark_path(target, center, radius + 5.5 * unit)
        painter.strokePath(ring, QPen(theme.color("halo"), 5.6 * unit))
        painter.strokePath(ring, QPen(theme.color("text"), 2.6 * unit))
    painter.fillPath(mark_path(target, center, radius + 2.2 * unit), theme.color("halo"))
    painter.fillPath(mark_path(target, center, radius), class_color(theme, target))
    font = theme.font(1.22 * radius / unit, 600)
    metrics, text = QFontMetricsF(font), str(target)
    painter.setFont(font)
    painter.setPen(theme.color("halo"))
    painter.drawText(center + QPointF(-metrics.horizontalAdvance(text) / 2, metrics.capHeight() / 2), text)


def paint_badge(painter: QPainter, theme: Theme, center: QPointF, radius: float) -> None:
    """Wrong: a red disc with a cross, at the upper right of a mark."""
    place, size = center + QPointF(1.1 * radius, -1.1 * radius), 0.7 * radius
    painter.setPen(QPen(theme.color("halo"), 2 * theme.scale))
    painter.setBrush(theme.color("danger"))
    painter.drawEllipse(place, size, size)
    arm = 0.38 * size
    pen = QPen(theme.color("halo"), 2.2 * theme.scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(place - QPointF(arm, arm), place + QPointF(arm, arm))
    painter.drawLine(place + QPointF(-arm, arm), place + QPointF(arm, -arm))


def mark_centers(place: Place, area: PlotArea, radius: float) -> list[QPointF]:
    """Where the marks of a place are: one for each class that lies there, beside each other."""
    middle, count = area.point(place.x, place.y), len(place.targets)
    return [middle + QPointF((index - (count - 1) / 2) * 2.3 * radius, 0) for index in range(count)]


def paint_rows(painter: QPainter, theme: Theme, content: PlaneContent, area: PlotArea, radius: float) -> None:
    """All rows, the selected one on top."""
    for place in sorted(content.places, key=lambda each: content.row in each.rows):
        for target, center in zip(place.targets, mark_centers(place, area, radius), strict=True):
            rows = [row for row in place.rows if content.rows[row].target == target]
            paint_mark(painter, theme, target, center, radius, content.row in rows)
            if any(content.wrong[row] for row in rows):
                paint_badge(painter, theme, center, radius)
