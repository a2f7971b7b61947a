"""Why no line has XOR right: its two diagonals cross in one point, which would have to be on both sides."""

from __future__ import annotations

from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QPainter, QPen

from app.i18n import tr
from app.theme import Theme
from app.views.gates.plane_boundary import casing_pen
from app.views.gates.plane_content import DIAGONALS, PlaneContent
from app.views.gates.plane_marks import class_color
from app.views.numbers import significant
from app.views.plot_area import PlotArea

CROSSING = (0.5, 0.5)
RADIUS = 5.0


def paint_diagonals(painter: QPainter, theme: Theme, content: PlaneContent, area: PlotArea) -> None:
    """Dashes between equal classes, in their color."""
    targets = {(row.x, row.y): row.target for row in content.rows}
    for first, last in DIAGONALS:
        a, b = area.point(*first), area.point(*last)
        painter.setPen(casing_pen(theme, True, 5.0))
        painter.drawLine(a, b)
        pen = QPen(class_color(theme, targets[first]), 2.6 * theme.scale)
        pen.setDashPattern([2.2, 1.4])
        painter.setPen(pen)
        painter.drawLine(a, b)


def paint_crossing(painter: QPainter, theme: Theme, area: PlotArea, hovered: bool) -> None:
    """The point that both diagonals share."""
    center = area.point(*CROSSING)
    radius = (RADIUS + (1.5 if hovered else 0.0)) * theme.scale
    painter.setPen(QPen(theme.color("halo" if theme.dark else "text"), 2.0 * theme.scale))
    painter.setBrush(theme.color("text" if theme.dark else "halo"))
    painter.drawEllipse(center, radius, radius)


def on_crossing(area: PlotArea, theme: Theme, pixel: QPointF) -> bool:
    """Whether the pointer is on the crossing."""
    way = area.point(*CROSSING) - pixel
    return way.manhattanLength() <= 2.0 * RADIUS * theme.scale


def proof_lines(content: PlaneContent) -> list[str]:
    """The proof in words: one sum, two ways to write it, and what each would have to be."""
    targets = {(row.x, row.y): row.target for row in content.rows}
    twice = "0" if content.level == 0 else significant(2 * content.level, 3)
    below, above = (
        tr("both 0s right: this is < {bound}", bound=twice),
        tr("both 1s right: this is ≥ {bound}", bound=twice),
    )
    first, last = (below, above) if targets[0.0, 0.0] == 0 else (above, below)
    return [
        "z(0,0) + z(1,1) = 2b + w₁ + w₂",
        first,
        "z(0,1) + z(1,0) = 2b + w₁ + w₂",
        last,
        tr("One sum: no line does both."),
    ]
