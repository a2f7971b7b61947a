"""The truth table: what is wanted of every row, what is answered, and what that costs."""

from __future__ import annotations

from typing import Any

import numpy as np
from PyQt6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PyQt6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from app.engine.gates.task import GateTask
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.gates.table_answers import answers_of, heeds_threshold
from app.views.gates.table_cells import Cells, Heads, bar_of
from app.views.gates.table_columns import column_share
from app.views.gates.table_model import TableModel, columns_for
from app.views.run_look import RunLook

HEAD, LEAST, MOST, MOST_COMPACT = 26, 28, 40, 52
LEAST_THRESHOLD, STEP = 0.01, 0.01
_GRIP = 6  # pixels beside a tick that still take it


class TableView(QTableView):
    """A click, ↑, ↓ or a digit picks a row, a click on its target flips it, the ticks of the outputs are the threshold.

    Small tables (`compact`) show the target and what is said with the output below it.
    """

    row_picked = pyqtSignal(int)
    row_flipped = pyqtSignal(int)
    threshold_edited = pyqtSignal(float)
    edit_finished = pyqtSignal()
    edit_given_up = pyqtSignal()

    def __init__(self, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.compact, self.colored_layers = DARK, compact, False
        self.threshold, self.has_threshold = 0.5, True
        self.numbers = TableModel(self)
        self._values = np.zeros(3)
        self._selected, self._dragging = -1, False
        self.numbers.modelReset.connect(self._divide)
        self.setModel(self.numbers)
        self.setItemDelegate(Cells(self, self))
        self._heads = Heads(self, self)
        self.setHorizontalHeader(self._heads)
        rows = self.verticalHeader()
        assert rows is not None
        self._rows = rows
        rows.hide()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    @property
    def selected(self) -> int:
        """The row that has the outline; -1 for none."""
        return self._selected

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self.theme = theme
        self.setAccessibleName(tr("Truth table"))
        self._heads.setFixedHeight(theme.px(HEAD))
        self._divide()

    def show_task(self, task: GateTask, look: RunLook) -> None:
        """Another truth table, or something else that learns it."""
        self.has_threshold = heeds_threshold(task)
        if len(self._values) != task.size:
            self._values = np.zeros(task.size)
        self.numbers.show_columns(columns_for(self.compact, self.colored_layers and task.hidden == 2))
        self._answer(task)
        self._divide()

    def show_values(self, values: Any) -> None:
        """The parameters (P,) of the present step."""
        if len(values) == self.numbers.task.size:
            self._values = np.asarray(values, np.float64)
            self._answer(self.numbers.task)

    def show_threshold(self, threshold: float) -> None:
        """From which share on a 1 is said."""
        self.threshold = threshold
        self._answer(self.numbers.task)

    def show_row(self, index: int) -> None:
        """The row that is selected everywhere; -1 for none."""
        self._selected = index
        if 0 <= index < self.numbers.rowCount():
            self.setCurrentIndex(self.numbers.index(index, 0))
        self._refresh()

    def show_layers(self, shown: bool) -> None:
        """Whether two hidden units have columns, in their colors."""
        self.colored_layers = shown
        self.numbers.show_columns(columns_for(self.compact, shown and self.numbers.task.hidden == 2))
        self._divide()

    def copy(self) -> None:
        """The whole table with all digits, for a spreadsheet."""
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        clipboard.setText(self.numbers.tab_separated())

    def sizeHint(self) -> QSize:
        """All rows, at a comfortable height."""
        count = max(self.numbers.rowCount(), 1)
        return QSize(self.theme.px(120 if self.compact else 278), self.wanted_height(min(count, 4)))

    def minimumSizeHint(self) -> QSize:
        """Three rows; the others scroll."""
        return QSize(self.theme.px(100), self.wanted_height(min(max(self.numbers.rowCount(), 1), 3)))

    def wanted_height(self, rows: int) -> int:
        """The height at which so many rows show, in pixels."""
        return self.theme.px(HEAD) + rows * self.theme.px(LEAST) + self.theme.px(2)

    def _answer(self, task: GateTask) -> None:
        self.numbers.show_answers(task, answers_of(task, self._values, self.threshold))
        self._refresh()

    def _refresh(self) -> None:
        view = self.viewport()
        assert view is not None
        view.update()

    def _divide(self) -> None:
        view, count = self.viewport(), self.numbers.rowCount()
        assert view is not None
        shares = [column_share(self.numbers, column) for column in self.numbers.columns]
        left, total = 0.0, sum(shares)
        for at, share in enumerate(shares):
            right = left + view.width() * share / total
            self.setColumnWidth(at, round(right) - round(left))
            left = right
        room = (self.height() - self._heads.height() - self.theme.px(2)) // max(count, 1)
        most = self.theme.px(MOST_COMPACT if self.compact else MOST)
        height = min(max(room, self.theme.px(LEAST)), most)
        self._rows.setMinimumSectionSize(1)
        for row in range(count):
            self.setRowHeight(row, height)

    def _pick(self, row: int) -> None:
        if row != self._selected and 0 <= row < self.numbers.rowCount():
            self.show_row(row)
            self.row_picked.emit(row)

    def _cell(self, index: QModelIndex) -> QRectF:
        return QRectF(self.visualRect(index))

    def _tick_at(self, event: QMouseEvent) -> QModelIndex | None:
        """The cell whose tick is under the mouse."""
        index = self.indexAt(event.position().toPoint())
        if not self.has_threshold or not index.isValid() or self.numbers.columns[index.column()] != "output":
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
            self._set_threshold(self.threshold + (-STEP if text == "-" else STEP))
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Divide width and height anew."""
        super().resizeEvent(event)
        self._divide()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The cells, and the outline of the row that is selected."""
        view = self.viewport()
        assert event is not None and view is not None
        painter = QPainter(view)
        painter.fillRect(event.rect(), self.theme.color("bg1"))
        outline = self._outline()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if outline is not None:
            focused = self.hasFocus()
            painter.setPen(QPen(self.theme.color("focus" if focused else "text"), 2 if focused else 1.6))
            painter.setBrush(self.theme.color("bg2"))
            painter.drawRoundedRect(outline, self.theme.px(6), self.theme.px(6))
        painter.end()
        super().paintEvent(event)

    def _outline(self) -> QRectF | None:
        if not 0 <= self._selected < self.numbers.rowCount():
            return None
        first = self._cell(self.numbers.index(self._selected, 0))
        last = self._cell(self.numbers.index(self._selected, len(self.numbers.columns) - 1))
        return first.united(last).adjusted(1.5, 1.5, -1.5, -1.5)


_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TEXTS = ("+", "=", "-")
_DIGITS = tuple("123456789")
