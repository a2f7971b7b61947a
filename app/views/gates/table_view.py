"""The truth table: what is wanted of every row, what is answered, and what that costs."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PyQt6.QtWidgets import QWidget

from app.views.gates.table_cells import bar_of
from app.views.gates.table_shown import TableShown

LEAST_THRESHOLD, STEP = 0.01, 0.01
_GRIP = 6  # pixels beside a tick that still take it


class TableView(TableShown):
    """A click, ↑, ↓ or a digit picks a row, a click on its target flips it; the ticks of outputs are the threshold."""

    row_picked = pyqtSignal(int)
    row_flipped = pyqtSignal(int)
    threshold_edited = pyqtSignal(float)
    edit_finished = pyqtSignal()
    edit_given_up = pyqtSignal()

    def __init__(self, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(compact, parent)
        self._dragging, self._by_key = False, False

    def _pick(self, row: int) -> None:
        if row != self._selected and 0 <= row < self.numbers.rowCount():
            self.show_row(row)
            self.row_picked.emit(row)

    def _tick_at(self, event: QMouseEvent) -> QModelIndex | None:
        """The cell whose tick is under the mouse."""
        index = self.indexAt(event.position().toPoint())
        if not self.has_threshold or not index.isValid() or self.numbers.columns[index.column()] != "output":
            return None
        if self.numbers.answer(index.row()) is None:
            return None
        bar = bar_of(self.theme, self._cell(index))
        near = abs(bar.left() + self.threshold * bar.width() - event.position().x()) <= self.theme.px(_GRIP)
        return index if near and event.position().y() >= bar.top() - self.theme.px(_GRIP) else None

    def _drag_to(self, x: float) -> None:
        column = self.numbers.columns.index("output")
        bar = bar_of(self.theme, self._cell(self.numbers.index(0, column)))
        self._set_threshold((x - bar.left()) / bar.width())

    def _set_threshold(self, wanted: float) -> None:
        threshold = min(max(round(wanted, 2), LEAST_THRESHOLD), 1 - LEAST_THRESHOLD)
        if threshold != self.threshold:
            self.show_threshold(threshold)
            self.threshold_edited.emit(threshold)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take the tick; pick the row; flip its target."""
        assert event is not None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._tick_at(event) is not None:
            self._dragging = True
            return
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._pick(index.row())
            if self.numbers.columns[index.column()] == "target":
                self.row_flipped.emit(index.row())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Move the threshold; show what can be taken."""
        assert event is not None
        if self._dragging:
            self._drag_to(event.position().x())
            return
        index = self.indexAt(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if index.isValid() else Qt.CursorShape.ArrowCursor
        self._show_cursor(Qt.CursorShape.SizeHorCursor if self._tick_at(event) is not None else shape)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let go of the threshold."""
        if self._dragging:
            self._dragging = False
            self.edit_finished.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """The second click of two on a target flips it back; on a tick the threshold is ½ again."""
        assert event is not None
        if self._tick_at(event) is not None:
            self._set_threshold(0.5)
            self.edit_finished.emit()
        else:
            self.mousePressEvent(event)

    def _show_cursor(self, shape: Qt.CursorShape) -> None:
        view = self.viewport()
        assert view is not None
        view.setCursor(shape)

    def event(self, event: QEvent | None) -> bool:
        """The table's own keys come before the window's shortcuts while it has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self._dragging
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        return plain and (event.key() in _KEYS or event.text() in _TEXTS or event.text() in _DIGITS)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Digits, ↑ and ↓ pick a row, Enter flips its target, + and − move the threshold, Escape gives its drag up,
        Ctrl+C copies.
        """
        assert event is not None
        key, text = event.key(), event.text()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key == Qt.Key.Key_Escape and self._dragging:
            self._dragging = False
            self.edit_given_up.emit()
        elif text in _DIGITS:
            self._pick(int(text) - 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            wanted = self._selected + (1 if key == Qt.Key.Key_Down else -1)
            self._pick(min(max(wanted, 0), self.numbers.rowCount() - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._selected < self.numbers.rowCount():
            self.row_flipped.emit(self._selected)
        elif text in _TEXTS and self.has_threshold:
            self._by_key = True
            self._set_threshold(self.threshold + (-STEP if text == "-" else STEP))
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        """The threshold's edit is done when its key is let go of."""
        assert event is not None
        if self._by_key and not event.isAutoRepeat() and event.key() in _THRESHOLD_KEYS:
            self._end_keys()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """A key that is still down has changed all it could."""
        super().focusOutEvent(event)
        self._end_keys()

    def _end_keys(self) -> None:
        if self._by_key:
            self._by_key = False
            self.edit_finished.emit()


_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TEXTS = ("+", "=", "-")
_THRESHOLD_KEYS = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus)
_DIGITS = tuple("123456789")
