"""What of one unit lies under a pointer, and what becomes of the unit while that is dragged."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto

from PyQt6.QtCore import QLineF, QPointF, Qt

from app.theme import Theme
from app.views.gates.plane_boundary import HANDLE
from app.views.gates.plane_edits import Weight, alone, pulled, shifted, through, turned
from app.views.gates.plane_layout import Layout
from app.views.gates.plane_unit import Point, UnitLine

_REACH = 8.0  # pixels from the line within which it is held
_ENDS = 0.2  # of the visible line: held there it turns


class Grip(Enum):
    """What is held, or would be."""

    NOTHING = auto()
    SHIFT = auto()
    TURN = auto()
    TIP = auto()


@dataclass(frozen=True)
class Hold:
    """A unit taken hold of at the data point `at`; `pivot` is the handle, `reach` the arrow's drawn length in data."""

    grip: Grip
    line: UnitLine
    pivot: Point
    at: Point
    reach: float

    def dragged(self, to: Point, one_alone: bool) -> UnitLine:
        """The unit when the pointer has come to a data point; with `one_alone` only one weight changes."""
        if self.grip is Grip.SHIFT:
            return shifted(self.line, (to[0] - self.at[0], to[1] - self.at[1]))
        if self.grip is Grip.TURN:
            return self._turned(to, one_alone)
        return self._pulled(to, one_alone) if self.grip is Grip.TIP else self.line

    def _turned(self, to: Point, one_alone: bool) -> UnitLine:
        if one_alone:
            foot = self.line.foot(self.at)
            weight: Weight = "w1" if abs(self.at[0]) >= abs(self.at[1]) else "w2"
            return through(self.line, weight, (to[0] + foot[0] - self.at[0], to[1] + foot[1] - self.at[1]))
        before = math.atan2(self.at[1] - self.pivot[1], self.at[0] - self.pivot[0])
        return turned(self.line, self.pivot, math.atan2(to[1] - self.pivot[1], to[0] - self.pivot[0]) - before)

    def _pulled(self, to: Point, one_alone: bool) -> UnitLine:
        """w as far as the tip from the handle, in the measure that it had when it was taken hold of."""
        per_unit = (self.line.norm or 1.0) / self.reach
        w1 = self.line.w1 + (to[0] - self.at[0]) * per_unit
        w2 = self.line.w2 + (to[1] - self.at[1]) * per_unit
        if not one_alone:
            return pulled(self.line, self.pivot, (w1, w2))
        if abs(w1 - self.line.w1) >= abs(w2 - self.line.w2):
            return alone(self.line, "w1", w1)
        return alone(self.line, "w2", w2)


def grip_at(layout: Layout, theme: Theme, pixel: QPointF) -> Grip:
    """What would be taken hold of at a pixel: the tip first, then the handle, then the line."""
    if layout.tip is not None and QLineF(layout.tip, pixel).length() <= 1.8 * HANDLE * theme.scale:
        return Grip.TIP
    if layout.handle is not None and QLineF(layout.handle, pixel).length() <= 1.8 * HANDLE * theme.scale:
        return Grip.SHIFT if layout.line is not None else Grip.TIP
    if layout.outside is not None and _beside(layout.outside, pixel) <= _REACH * theme.scale:
        return Grip.SHIFT
    if layout.line is None or layout.line.length() < 1:
        return Grip.NOTHING
    way = layout.line.p2() - layout.line.p1()
    share = QPointF.dotProduct(pixel - layout.line.p1(), way) / layout.line.length() ** 2
    if _beside(layout.line, pixel) > _REACH * theme.scale:
        return Grip.NOTHING
    return Grip.TURN if not _ENDS <= share <= 1 - _ENDS else Grip.SHIFT


def _beside(line: QLineF, pixel: QPointF) -> float:
    """How far a pixel is from a piece of a line."""
    way, out = line.p2() - line.p1(), pixel - line.p1()
    share = min(max(QPointF.dotProduct(out, way) / max(line.length() ** 2, 1e-9), 0.0), 1.0)
    return QLineF(line.pointAt(share), pixel).length()


def cursor_for(grip: Grip, line: UnitLine | None, held: bool) -> Qt.CursorShape:
    """A cursor that says where this goes."""
    if grip is Grip.NOTHING or line is None:
        return Qt.CursorShape.CrossCursor
    if grip is not Grip.SHIFT or not line.exists:
        return Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.OpenHandCursor
    degrees = math.degrees(math.atan2(line.normal[1], line.normal[0])) % 180
    shapes = (
        Qt.CursorShape.SizeHorCursor, Qt.CursorShape.SizeBDiagCursor,
        Qt.CursorShape.SizeVerCursor, Qt.CursorShape.SizeFDiagCursor,
    )  # fmt: skip
    return shapes[round(degrees / 45) % 4]
