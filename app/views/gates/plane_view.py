"""The input plane in the hand: drag the line, its ends or w, and the weights follow."""

from __future__ import annotations

import math

import numpy as np
from PyQt6.QtCore import QEvent, QLineF, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.gates.plane_canvas import PlaneCanvas
from app.views.gates.plane_edits import alone, scaled, shifted, turned
from app.views.gates.plane_hold import Grip, Hold, cursor_for, grip_at
from app.views.gates.plane_layout import mark_radius, tip_of
from app.views.gates.plane_marks import mark_centers
from app.views.gates.plane_proof import on_crossing
from app.views.gates.plane_unit import UnitLine

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip
_SCALES = {Qt.Key.Key_Plus: 1.1, Qt.Key.Key_Equal: 1.1, Qt.Key.Key_Minus: 1 / 1.1}
_SHIFT, _TURN, _WEIGHT = 0.0125, math.radians(3), 0.1  # a key's way: of the plane's width, an angle, of a weight


class PlaneView(PlaneCanvas):
    """Wishes for weights while something is dragged, then `edit_finished`, or `edit_given_up` where Escape ends it;
    rows to select or to flip.
    """

    values_edited = pyqtSignal(object)
    edit_finished = pyqtSignal()
    edit_given_up = pyqtSignal()
    row_picked = pyqtSignal(int)
    row_flipped = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hold: Hold | None = None
        self._wished: UnitLine | None = None
        self._by_key = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes, and say to assistive tools what this is."""
        super().show_theme(theme)
        self.setAccessibleName(tr("Input plane"))
        self.setAccessibleDescription(
            tr(
                "What is said for every point. Arrow keys shift the line, with Shift they turn it, with Alt they "
                "change one weight alone; + and − make w longer and shorter. Enter flips the selected row."
            )
        )

    def show_values(self, values: object) -> None:
        """Take the parameters (P,) of the present step; the arrow is as long as a hand pulls it."""
        super().show_values(np.asarray(values))
        line = self._content.line
        if self._hold is not None and self._hold.grip is Grip.TIP and line is not None:
            self._stretch = line.norm / (self._hold.line.norm or 1.0)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Select a row and wish it flipped, or take hold of the unit."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        row = self._row_at(event.position())
        if row is not None:
            self.row_picked.emit(row)
            self.row_flipped.emit(row)
            return
        self._take_hold(event.position())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Wish for what the hand makes of the unit, or say what is under the pointer."""
        if event is None:
            return
        if self._hold is not None:
            one_alone = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._wish(self._hold, self._hold.dragged(self.area.data(event.position()), one_alone))
        self._point_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """The drag is one edit."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            if self._let_hold_go():
                self.edit_finished.emit()
            self._point_at(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """A second press like the first."""
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Flip a row."""
        row = None if event is None else self._row_at(QPointF(event.pos()))
        if row is not None:
            self.row_flipped.emit(row)

    def enterEvent(self, event: QEnterEvent | None) -> None:
        """Begin the readout."""
        if event is not None:
            self._point_at(event.position())

    def leaveEvent(self, event: QEvent | None) -> None:
        """End the readout."""
        if self._hold is None:
            self._show_pointed(None, Grip.NOTHING, False)
            self.unsetCursor()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """The focus shows only where the keyboard brought it."""
        keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._focus_ring = event is not None and event.reason() in keys
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Keys of this plane end here."""
        self._end_keys()
        self._pinned = self._hold is not None
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Arrows edit the unit, Enter flips the selected row, Escape gives a drag up."""
        if event is None:
            return
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._hold is not None:
            if self._let_hold_go():
                self.edit_given_up.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._content.row >= 0:
            self.row_flipped.emit(self._content.row)
        elif self._hold is None and self._edits and (wish := self._by_keys(key, event.modifiers())) is not None:
            self._by_key = self._pinned = True
            self.values_edited.emit(wish.values)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        """Letting go of a key ends the edit that it made."""
        if (
            event is not None
            and self._by_key
            and not event.isAutoRepeat()
            and Qt.Key(event.key()) in {**_ARROWS, **_SCALES}
        ):
            self._end_keys()
        super().keyReleaseEvent(event)

    def _end_keys(self) -> None:
        """What keys did is one edit; the handle stays, so that the next turn goes around the same point."""
        if self._by_key:
            self._by_key = False
            self.edit_finished.emit()

    @property
    def _edits(self) -> bool:
        return self._content.editable and self._content.unit is not None

    def _take_hold(self, pixel: QPointF) -> None:
        unit, grip = self._content.unit, self._grip_at(pixel)
        if unit is None or grip is Grip.NOTHING:
            return
        area, at = self.area, self.area.data(pixel)
        pivot = self.handle_now or at
        reach = QLineF(area.point(*pivot), tip_of(UnitLine(0.0, 1.0, 0.0), area, area.point(*pivot))).length()
        self._hold, self._wished, self._pinned = Hold(grip, unit, pivot, at, reach / area.scale[0]), None, True
        self._point_at(pixel)

    def _wish(self, hold: Hold, line: UnitLine) -> None:
        if line != (self._wished or hold.line):
            self._wished = line
            self.values_edited.emit(line.values)

    def _let_hold_go(self) -> bool:
        """Nothing is held any more; whether anything was wished for meanwhile."""
        wished = self._wished is not None
        self._hold, self._wished, self._pinned, self._stretch = None, None, False, 1.0
        self._changed()
        return wished

    def _by_keys(self, key: Qt.Key, held: Qt.KeyboardModifier) -> UnitLine | None:
        """The unit after a key; None where the key means nothing."""
        unit, line = self._content.unit, self._content.line
        if unit is None:
            return None
        across, up = _ARROWS.get(key, (0, 0))
        if key in _ARROWS and held & Qt.KeyboardModifier.AltModifier:
            return (
                alone(unit, "w1", unit.w1 + _WEIGHT * across) if across else alone(unit, "w2", unit.w2 + _WEIGHT * up)
            )
        if line is None:
            return None
        if key in _SCALES:
            return scaled(line, _SCALES[key])
        if key not in _ARROWS:
            return None
        if held & Qt.KeyboardModifier.ShiftModifier:
            pivot = self.handle_now or line.foot((0.0, 0.0))
            return turned(line, pivot, _TURN * (up - across))
        ahead = across * line.normal[0] + up * line.normal[1]
        way = math.copysign(_SHIFT * (self.area.x[1] - self.area.x[0]), ahead if abs(ahead) > 1e-9 else across + up)
        return shifted(line, (way * line.normal[0], way * line.normal[1]))

    def _grip_at(self, pixel: QPointF) -> Grip:
        return grip_at(self.layout_now, self._theme, pixel) if self._edits else Grip.NOTHING

    def _row_at(self, pixel: QPointF) -> int | None:
        """The row whose mark is at a pixel; of several on one place the next after the selected one."""
        area, radius = self.area, mark_radius(self._theme, self.area)
        for place in self._content.places:
            for target, center in zip(place.targets, mark_centers(place, self._content, area, radius), strict=True):
                if QLineF(center, pixel).length() <= radius + 2 * self._theme.scale:
                    rows = [row for row in place.rows if self._content.rows[row].target == target]
                    chosen = rows.index(self._content.row) if self._content.row in rows else -1
                    return rows[(chosen + 1) % len(rows)]
        return None

    def _point_at(self, pixel: QPointF) -> None:
        """Say what is under the pointer, by readout and cursor."""
        if self._hold is not None:
            self.setCursor(cursor_for(self._hold.grip, self._content.unit, held=True))
            self._show_pointed(None, self._hold.grip, False)  # what it is worth stands at the line and at w
            return
        if not self.area.rect.contains(pixel):
            self._show_pointed(None, Grip.NOTHING, False)
            self.unsetCursor()
            return
        crossing = self._content.proof_shown and on_crossing(self.area, self._theme, pixel)
        row = self._row_at(pixel)
        grip = self._grip_at(pixel) if row is None and not crossing else Grip.NOTHING
        hand = row is not None or crossing
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else cursor_for(grip, self._content.unit, held=False))
        self._show_pointed(pixel, grip, crossing)
