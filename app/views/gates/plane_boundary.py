"""One unit drawn: its line with a handle, w as an arrow, contours, and the way to the nearest row."""

from __future__ import annotations

from PyQt6.QtCore import QLineF, QPointF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.theme import Theme
from app.views.gates.plane_content import PlaneContent
from app.views.gates.plane_layout import Layout, distance_way
from app.views.plot_area import PlotArea
from app.views.run_look import RunLook
from app.views.run_style import DASHES, run_pen

CORE, CASING = 3.0, 5.8
HANDLE = 7.0


def casing_pen(theme: Theme, dashed: bool, width: float = CASING) -> QPen:
    """What lies under a line, so that it is seen on any ground."""
    pen = QPen(theme.color("halo", theme.dashed_casing if dashed else theme.casing), width * theme.scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def paint_contours(painter: QPainter, theme: Theme, layout: Layout) -> None:
    """Thin lines of equal output; a margin's are dashed and stronger."""
    for contour in layout.contours:
        pen = QPen(
            theme.color("text", 0.75 if contour.dashed else 0.36), (1.4 if contour.dashed else 1.1) * theme.scale
        )
        if contour.dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(contour.line)


def paint_distance(painter: QPainter, theme: Theme, content: PlaneContent, area: PlotArea) -> None:
    """Dots from the nearest row's mark straight to the line."""
    way = distance_way(theme, content, area)
    if way is None:
        return
    for color, width in ((theme.color("halo"), 4.4), (theme.color("text"), 2.2)):
        pen = QPen(color, width * theme.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, 5.0 / width])
        painter.setPen(pen)
        painter.drawLine(way)


def paint_line(painter: QPainter, theme: Theme, look: RunLook, line: QLineF, hovered: bool) -> None:
    """The boundary in the run's color, in its dash; wider where a hand is near."""
    more = 1.0 if hovered else 0.0
    painter.setPen(casing_pen(theme, bool(DASHES[look.marker]), CASING + more))
    painter.drawLine(line)
    painter.setPen(run_pen(theme, look, (CORE + more) * theme.scale))
    painter.drawLine(line)


def paint_handle(painter: QPainter, theme: Theme, look: RunLook, center: QPointF, hovered: bool) -> None:
    """What the line is held by."""
    radius = (HANDLE + (1.0 if hovered else 0.0)) * theme.scale
    painter.setPen(QPen(theme.color("halo"), 6.0 * theme.scale))
    painter.setBrush(theme.color("text" if theme.dark else "halo"))
    painter.drawEllipse(center, radius - 1, radius - 1)
    painter.setPen(QPen(theme.run(look.color), 2.6 * theme.scale))
    painter.drawEllipse(center, radius - 1, radius - 1)


def paint_arrow(painter: QPainter, theme: Theme, color: QColor, foot: QPointF, tip: QPointF, width: float) -> None:
    """A straight arrow on a casing; `width` of its shaft in pixels."""
    way = QLineF(foot, tip)
    if way.length() < 2:
        return
    head = min(4.6 * width, 0.7 * way.length())
    along = (tip - foot) / way.length()
    across = QPointF(-along.y(), along.x()) * (0.46 * head)
    shaft = QLineF(foot, tip - along * (0.8 * head))
    shape = QPolygonF([tip, tip - along * head + across, tip - along * head - across])
    casing = casing_pen(theme, False, width / theme.scale + 2.8)
    painter.setPen(casing)
    painter.drawLine(shaft)
    casing.setWidthF(2.8 * theme.scale)
    painter.setPen(casing)
    painter.setBrush(theme.color("halo"))
    painter.drawPolygon(shape)
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(shaft)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(shape)
