"""The map in the hand: drag the start, and every trajectory re-forms."""

from __future__ import annotations

import math
from enum import Enum, auto

from PyQt6.QtCore import QEvent, QPointF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.map_arrows import term_at
from app.views.map_canvas import MapCanvas

_GRAB = 13.0
_NUDGE = 0.01  # of the domain
_WHEEL = 0.85  # a notch of the wheel makes what is in sight so many times as wide
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip
_ZOOMS = {Qt.Key.Key_Plus: _WHEEL, Qt.Key.Key_Equal: _WHEEL, Qt.Key.Key_Minus: 1 / _WHEEL}


class _Held(Enum):
    NOTHING = auto()
    START = auto()
    MAP = auto()


class MapView(MapCanvas):
    """Drag the start or click to set it; drag elsewhere pans, the wheel zooms, a double click shows everything."""

    start_picked = pyqtSignal(float, float)
    edit_finished = pyqtSignal()
    edit_given_up = pyqtSignal()
    pointer_moved = pyqtSignal(float, float)
    pointer_left = pyqtSignal()
    term_pointed = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPointF | None = None
        self._held = _Held.NOTHING
        self._pointed = -1
        self._clicked = QPointF()
        self._click = QTimer(self)
        self._click.setSingleShot(True)
        self._click.timeout.connect(self._set_start)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes, and say to assistive tools what this is."""
        super().show_theme(theme)
        self.setAccessibleName(tr("Map"))
        self.setAccessibleDescription(tr("Contours of the loss. Ctrl and the arrow keys move the start, + and − zoom."))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take hold of the start, or of the map."""
        if event is None or self._area is None or not self._area.rect.contains(event.position()):
            return
        self._pressed = event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            self._held = _Held.MAP
        elif self._on_start(event.position()):
            self._held = _Held.START
        self._point_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Move what is held, and say where the pointer is."""
        if event is None or self._area is None:
            return
        position = event.position()
        if self._held is _Held.START:
            self._pick(position)
        elif self._pressed is not None:
            way = position - self._pressed
            if self._held is _Held.MAP or way.manhattanLength() >= QApplication.startDragDistance():
                self._held, self._pressed = _Held.MAP, position
                self.show_area(self._area.moved(way))
        self._point_at(position)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """A drag of the start ends as one edit; a click sets the start, at once unless it may become a double click."""
        if event is None or self._pressed is None:
            return
        held, self._held, self._pressed = self._held, _Held.NOTHING, None
        if held is _Held.START:
            self.edit_finished.emit()
        elif held is _Held.NOTHING:
            self._clicked = event.position()
            if self.is_whole:
                self._set_start()
            else:
                self._click.start(QApplication.doubleClickInterval())
        self._point_at(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Show the whole domain again; the click before does not count."""
        self._click.stop()
        self.show_whole()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom about the pointer."""
        if event is not None and self._area is not None and self._area.rect.contains(event.position()):
            self.show_area(self._area.zoomed(event.position(), _WHEEL ** (event.angleDelta().y() / 120)))
            event.accept()

    def enterEvent(self, event: QEnterEvent | None) -> None:
        """Begin the readout."""
        if event is not None:
            self._point_at(event.position())

    def leaveEvent(self, event: QEvent | None) -> None:
        """End the readout."""
        self._point_away()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """The focus shows only where the keyboard brought it."""
        keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._focus_ring = event is not None and event.reason() in keys
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Ctrl or Shift with an arrow moves the start by 1 % of the domain; + and − zoom, 0 shows everything; Escape
        gives a drag of the start up.
        """
        if event is None or self._content is None or self._area is None:
            return
        key = Qt.Key(event.key())
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape and self._held is _Held.START:
            self._held, self._pressed = _Held.NOTHING, None
            self.edit_given_up.emit()
        elif key in _ARROWS and held:
            self._nudge(*_ARROWS[key])
        elif key in _ZOOMS:
            self.show_area(self._area.zoomed(self._area.rect.center(), _ZOOMS[key]))
        elif key == Qt.Key.Key_0:
            self.show_whole()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        """Letting go of an arrow ends the edit it made."""
        if event is not None and Qt.Key(event.key()) in _ARROWS and not event.isAutoRepeat() and self._nudged:
            self._nudged = False
            self.edit_finished.emit()
        super().keyReleaseEvent(event)

    _nudged = False

    def _nudge(self, across: int, up: int) -> None:
        assert self._content is not None
        domain, (x, y) = self._content.surface.domain, self._content.experiment.start
        self._nudged = True
        self.start_picked.emit(
            x + across * _NUDGE * (domain.x[1] - domain.x[0]), y + up * _NUDGE * (domain.y[1] - domain.y[0])
        )

    def _on_start(self, pixel: QPointF) -> bool:
        if self._content is None or self._area is None:
            return False
        way = self._area.point(*self._content.experiment.start) - pixel
        return math.hypot(way.x(), way.y()) <= _GRAB * self._theme.scale

    def _set_start(self) -> None:
        self._pick(self._clicked)
        self.edit_finished.emit()

    def _pick(self, pixel: QPointF) -> None:
        """Wish for the point under a pixel, or the nearest to it in sight."""
        assert self._area is not None
        rect = self._area.rect
        across, down = min(max(pixel.x(), rect.left()), rect.right()), min(max(pixel.y(), rect.top()), rect.bottom())
        self.start_picked.emit(*self._area.data(QPointF(across, down)))

    def _point_at(self, pixel: QPointF) -> None:
        if self._area is None or not (self._area.rect.contains(pixel) or self._held is _Held.START):
            self._point_away()
            return
        self._pointer = pixel
        self._start_hovered = self._held is _Held.START or (self._held is _Held.NOTHING and self._on_start(pixel))
        open_hand = Qt.CursorShape.OpenHandCursor if self._start_hovered else Qt.CursorShape.CrossCursor
        self.setCursor(open_hand if self._held is _Held.NOTHING else Qt.CursorShape.ClosedHandCursor)
        self.pointer_moved.emit(*self._area.data(pixel))
        self._point_term(pixel)
        self.update()

    def _point_term(self, pixel: QPointF | None) -> None:
        """Say which term's arrow lies under the pointer."""
        marks = self._content.marks(self._step) if self._content is not None else None
        term = -1
        if pixel is not None and self._held is _Held.NOTHING and marks is not None and self._area is not None:
            term = term_at(pixel, marks, self._area, self._theme)
        if term != self._pointed:
            self._pointed = term
            self.term_pointed.emit(term)

    def _point_away(self) -> None:
        self._point_term(None)
        if self._pointer is not None:
            self._pointer, self._start_hovered = None, False
            self.unsetCursor()
            self.pointer_left.emit()
            self.update()
