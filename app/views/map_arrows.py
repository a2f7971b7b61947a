"""The arrows of a step on the map: slopes to one scale, the step true to the map, and the divisor's sides."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.theme import Theme
from app.views.map_marks import BALL_RADIUS, rounded_pen
from app.views.plot_area import PlotArea
from app.views.run_look import RunLook
from app.views.run_style import draw_marker
from app.views.step_marks import Marks
from app.views.worked.arrows import Arrow
from app.views.worked.typesetting import formula

SLOPE, MOST_SLOPE, MOST_SIDE = 29.0, 1.5, 2.0
SHORTEST, REACH = 3.0, 6.0
_HEAD, _HALF_HEAD, _SHAFT, _CASING, _SYMBOL = 7.0, 3.6, 1.6, 3.0, 14.0


@dataclass(frozen=True, eq=False)
class PlacedArrow:
    """An arrow in pixels."""

    arrow: Arrow
    strength: float
    base: QPointF
    tip: QPointF

    @property
    def length(self) -> float:
        """In pixels."""
        return math.hypot(self.tip.x() - self.base.x(), self.tip.y() - self.base.y())


def placed_arrows(marks: Marks, area: PlotArea, theme: Theme) -> list[PlacedArrow]:
    """Where they lie; what is too short to be seen is left out."""
    scale = _slope_scale(marks, theme)
    placed = []
    for arrow, strength in marks.arrows:
        base = area.point(*map(float, arrow.origin))
        x, y = map(float, arrow.vector)
        if arrow.unit == "slope":
            tip = base + QPointF(x, -y) * scale
        else:
            tip = area.point(float(arrow.origin[0]) + x, float(arrow.origin[1]) + y)
        one = PlacedArrow(arrow, strength, base, tip)
        if area.rect.contains(base) and SHORTEST * theme.scale < one.length < math.inf:
            placed.append(one)
    return placed


def divisor_rect(marks: Marks, area: PlotArea, theme: Theme) -> QRectF | None:
    """The sides of the divisor, to the scale of the slopes, from the ball along the way that is divided."""
    gradients = [arrow for arrow, _ in marks.arrows if arrow.unit == "slope"]
    if marks.divisor is None or not gradients:
        return None
    scale, most = _slope_scale(marks, theme), MOST_SIDE * SLOPE * theme.scale
    base = area.point(*map(float, gradients[0].origin))
    sides = [min(float(side) * scale, most) for side in marks.divisor.size]
    x, y = (math.copysign(side, way) for side, way in zip(sides, marks.push.tolist(), strict=True))
    return QRectF(base, base + QPointF(x, -y)).normalized()


def term_at(pixel: QPointF, marks: Marks, area: PlotArea, theme: Theme) -> int:
    """The term of the arrow or the square under a pixel; −1 for none."""
    reach = REACH * theme.scale
    found = [(_distance(pixel, each.base, each.tip), each.arrow.term) for each in placed_arrows(marks, area, theme)]
    rect = divisor_rect(marks, area, theme)
    if rect is not None and marks.divisor is not None:
        corners = [rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft(), rect.topLeft()]
        sides = pairwise(corners)
        found.append((min(_distance(pixel, *side) for side in sides), marks.divisor.term))
    near = [each for each in found if each[0] <= reach and each[1] >= 0]
    return min(near)[1] if near else -1


def paint_step(painter: QPainter, theme: Theme, look: RunLook, marks: Marks, area: PlotArea) -> None:
    """Divisor, ghost and arrows; the one that is pointed at last, with its symbol."""
    rect = divisor_rect(marks, area, theme)
    if rect is not None:
        painter.setOpacity(marks.divisor_strength)
        painter.setBrush(theme.color("text", 0.12))
        for token, width in (("halo", 1.6 + _CASING), ("text", 1.6)):
            painter.setPen(QPen(theme.color(token), width * theme.scale))
            painter.drawRect(rect)
            painter.setBrush(Qt.BrushStyle.NoBrush)
    if marks.ghost is not None:
        at = area.point(*map(float, marks.ghost))
        if area.rect.contains(at):
            painter.setOpacity(0.55 * marks.ghost_strength)
            draw_marker(painter, look.marker, at, 0.85 * BALL_RADIUS * theme.scale, theme.run(look.color),
                        theme.color("halo"), 1.6 * theme.scale)  # fmt: skip
    for each in sorted(placed_arrows(marks, area, theme), key=lambda placed: placed.arrow.role == marks.lit):
        painter.setOpacity(each.strength)
        color = theme.run(look.color) if each.arrow.role == "step" else theme.color("text")
        _paint_arrow(painter, theme, each, color, hollow=each.arrow.role == "momentum")
        if each.arrow.role == marks.lit:
            _paint_symbol(painter, theme, each, area.rect)
    painter.setOpacity(1.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _slope_scale(marks: Marks, theme: Theme) -> float:
    """Pixels to a unit of the slope: the gradient has its length, unless another would be too long."""
    if not marks.slope_length:
        return SLOPE * theme.scale / marks.longest_slope if marks.longest_slope else 0.0
    return SLOPE * theme.scale * min(1 / marks.slope_length, MOST_SLOPE / marks.longest_slope)


def _paint_arrow(painter: QPainter, theme: Theme, placed: PlacedArrow, color: QColor, hollow: bool) -> None:
    """A casing, then shaft and head; the momentum's head is hollow. A short arrow has a short head."""
    unit, length = theme.scale, placed.length
    way = (placed.tip - placed.base) / length
    across, size = QPointF(-way.y(), way.x()), min(_HEAD * unit, 0.6 * length)
    neck, half = placed.tip - way * size, size * _HALF_HEAD / _HEAD
    head = QPolygonF([placed.tip, neck + across * half, neck - across * half])
    for ink, width in ((theme.color("halo"), _CASING), (color, 0.0)):
        painter.setPen(rounded_pen(ink, (_SHAFT + width) * unit))
        painter.drawLine(placed.base, neck)
        painter.setPen(rounded_pen(ink, max(width, 1.4 if hollow else 0.1) * unit))
        painter.setBrush(theme.color("halo") if hollow else ink)
        painter.drawPolygon(head)


def _paint_symbol(painter: QPainter, theme: Theme, placed: PlacedArrow, room: QRectF) -> None:
    """What it is called, on a plate beyond its tip."""
    written, size = formula(placed.arrow.latex, theme.color("text").name()), _SYMBOL * theme.scale
    pad = 3.0 * theme.scale
    width, high = written.width(size) + 2 * pad, written.ascent(size) + written.descent(size) + pad
    way = (placed.tip - placed.base) / placed.length
    center = placed.tip + QPointF(way.x() * (width / 2 + 2 * pad), way.y() * (high / 2 + 2 * pad))
    plate = QRectF(center.x() - width / 2, center.y() - high / 2, width, high)
    plate.moveLeft(min(max(plate.left(), room.left()), room.right() - width))
    plate.moveTop(min(max(plate.top(), room.top()), room.bottom() - high))
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.setBrush(theme.color("bg0" if theme.dark else "bg2", 0.9))
    painter.drawRoundedRect(plate, theme.row_radius, theme.row_radius)
    written.paint(painter, QPointF(plate.left() + pad, plate.top() + pad / 2 + written.ascent(size)), size)


def _distance(pixel: QPointF, base: QPointF, tip: QPointF) -> float:
    way, there = tip - base, pixel - base
    square = way.x() ** 2 + way.y() ** 2
    share = min(max((there.x() * way.x() + there.y() * way.y()) / square, 0.0), 1.0) if square else 0.0
    off = there - way * share
    return math.hypot(off.x(), off.y())
