"""Rows on the plane: a blue square with 1, an orange disc with 0, what is selected and what is wrong."""

from __future__ import annotations

from PyQt6.QtCore import QLineF, QPointF, QRectF, Qt
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


def mark_centers(place: Place, content: PlaneContent, area: PlotArea, radius: float) -> list[QPointF]:
    """Where the marks of a place are: one for each class that lies there, along the line, so that none seems to be on
    another side of it than the others.
    """
    middle, count = area.point(place.x, place.y), len(place.targets)
    along = _along_the_line(content, area) if count > 1 else QPointF()
    return [middle + along * ((index - (count - 1) / 2) * 2.3 * radius) for index in range(count)]


def _along_the_line(content: PlaneContent, area: PlotArea) -> QPointF:
    """A pixel to the right along the unit's line; straight to the right where none is seen."""
    ends = None if content.line is None else content.line.within(area.x, area.y)
    if ends is None:
        return QPointF(1.0, 0.0)
    first, last = sorted((area.point(*end) for end in ends), key=lambda point: (round(point.x()), point.y()))
    return (last - first) / max(QLineF(first, last).length(), 1e-9)


def paint_rows(painter: QPainter, theme: Theme, content: PlaneContent, area: PlotArea, radius: float) -> None:
    """All rows, the selected one on top."""
    for place in sorted(content.places, key=lambda each: content.row in each.rows):
        centers = mark_centers(place, content, area, radius)
        painter.setPen(QPen(theme.color("halo"), radius))
        painter.drawLine(centers[0], centers[-1])  # they belong together
        for target, center in zip(place.targets, centers, strict=True):
            rows = [row for row in place.rows if content.rows[row].target == target]
            paint_mark(painter, theme, target, center, radius, content.row in rows)
            if any(content.wrong[row] for row in rows):
                paint_badge(painter, theme, center, radius)
