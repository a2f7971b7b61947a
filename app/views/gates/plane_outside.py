"""A line out of sight: an arrow at the edge of the plane that points to where it is, and how far that is."""

from __future__ import annotations

import math

import numpy as np
from PyQt6.QtCore import QLineF, QPointF

from app.i18n import tr
from app.theme import Theme
from app.views.gates.plane_room import Room, beside, boxes_along
from app.views.gates.plane_text import Label, text_size
from app.views.gates.plane_unit import Point, UnitLine
from app.views.numbers import significant
from app.views.plot_area import PlotArea

_ASIDE = 0.84  # where along an edge the arrow stands that is at right angles to it: away from the rows


def outside(line: UnitLine, area: PlotArea, theme: Theme, room: Room) -> tuple[QLineF, Label | None]:
    """The arrow from foot to tip, and its label; both are taken from the room."""
    near = _nearest_corner(line, area)
    toward = -math.copysign(1.0, line.distance(near))
    way = QPointF(toward * line.normal[0], -toward * line.normal[1])
    inset = 14 * theme.scale
    inner, corner = area.rect.adjusted(inset, inset, -inset, -inset), area.point(*near)
    x = inner.left() + _ASIDE * inner.width() if abs(way.x()) < 1e-6 else corner.x()
    y = inner.bottom() - _ASIDE * inner.height() if abs(way.y()) < 1e-6 else corner.y()
    tip = QPointF(min(max(x, inner.left()), inner.right()), min(max(y, inner.top()), inner.bottom()))
    arrow = QLineF(tip - way * (40 * theme.scale), tip)
    room.take(boxes_along(arrow.p1(), arrow.p2(), 8 * theme.scale))
    text = tr("the line, {distance} further", distance=significant(abs(line.distance(near)), 2))
    width, height = text_size(theme, text, weight=600)
    center = beside(room, arrow.p1(), width, height, 10 * theme.scale, arrow.p1() - way * height, np.inf)
    return arrow, None if center is None else Label(text, center, weight=600)


def _nearest_corner(line: UnitLine, area: PlotArea) -> Point:
    return min(((x, y) for x in area.x for y in area.y), key=lambda corner: abs(line.distance(corner)))
