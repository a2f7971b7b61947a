"""A network drawn: the border that it bends, and the line of each hidden unit."""

from __future__ import annotations

from typing import Any

import contourpy
import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QLineF, QPointF
from PyQt6.QtGui import QPainter, QPainterPath, QPen

from app.engine.gates.forward import is_composition
from app.theme import Theme
from app.views.gates.plane_boundary import CASING, CORE, casing_pen, paint_arrow
from app.views.gates.plane_content import HiddenLook, PlaneContent
from app.views.gates.plane_names import hidden_lines, name_label, named_lines
from app.views.gates.plane_regions import Regions
from app.views.gates.plane_text import paint_label
from app.views.plot_area import PlotArea
from app.views.polyline import polygon
from app.views.run_style import DASHES, run_pen

Array = npt.NDArray[Any]


def border(regions: Regions, level: float) -> list[Array]:
    """The lines (n, 2) in the data on which the network changes its mind."""
    if regions.z is None:
        return []
    z = np.nan_to_num(regions.z, nan=level, posinf=1e30, neginf=-1e30)
    generator: Any = contourpy.contour_generator(
        regions.x, regions.y, z, name="serial", line_type=contourpy.LineType.Separate
    )
    return [line for line in generator.lines(level) if len(line) > 1]


def paint_hidden(painter: QPainter, theme: Theme, content: PlaneContent, area: PlotArea) -> None:
    """Quiet lines dashed, named ones in their color."""
    for index, line in enumerate(hidden_lines(content)):
        ends = line.within(area.x, area.y) if line.exists else None
        if ends is None:
            continue
        look = content.hidden[index] if index < len(content.hidden) else HiddenLook()
        drawn = QLineF(area.point(*ends[0]), area.point(*ends[1]))
        if look.color is None:
            _paint_quiet(painter, theme, drawn)
        else:
            painter.setPen(casing_pen(theme, False, 5.2))
            painter.drawLine(drawn)
            painter.setPen(QPen(theme.run(look.color), 2.6 * theme.scale))
            painter.drawLine(drawn)


def paint_drawn(painter: QPainter, theme: Theme, content: PlaneContent, area: PlotArea) -> None:
    """A line that somebody drew, dashed as a hidden unit's."""
    ends = None if content.drawn_line is None else content.drawn_line.within(area.x, area.y)
    if ends is not None:
        _paint_quiet(painter, theme, QLineF(area.point(*ends[0]), area.point(*ends[1])))


def paint_names(painter: QPainter, theme: Theme, content: PlaneContent, area: PlotArea) -> None:
    """The arrow at a named line's side, where it says 1, and its name at its upper end."""
    for look, line, upper, lower in named_lines(content, area):
        color = theme.run(look.color or 0)
        foot = lower + (upper - lower) * 0.2
        way = QPointF(line.normal[0], -line.normal[1]) * max(22 * theme.scale, 0.09 * area.rect.width())
        paint_arrow(painter, theme, color, foot, foot + way, 2.6 * theme.scale)
        if look.name:
            paint_label(painter, theme, name_label(theme, look.name, upper, lower, area), color)


def paint_border(painter: QPainter, theme: Theme, content: PlaneContent, regions: Regions, area: PlotArea) -> None:
    """Where the network changes its mind; a hard one does so on the lines of its hidden units."""
    if is_composition(content.task):
        return
    path = QPainterPath()
    for line in border(regions, content.level):
        path.addPolygon(polygon(area.points(line[:, 0], line[:, 1])))
    painter.strokePath(path, casing_pen(theme, bool(DASHES[content.look.marker]), CASING))
    painter.strokePath(path, run_pen(theme, content.look, CORE * theme.scale))


def _paint_quiet(painter: QPainter, theme: Theme, line: QLineF) -> None:
    painter.setPen(QPen(theme.color("halo", 0.4), 3.0 * theme.scale))
    painter.drawLine(line)
    pen = QPen(theme.color("text", 0.85), 1.4 * theme.scale)
    pen.setDashPattern([4, 3.4])
    painter.setPen(pen)
    painter.drawLine(line)
