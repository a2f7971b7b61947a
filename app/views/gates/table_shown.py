"""What the truth table shows: rows, columns and their widths, the outline of the selected row."""

from __future__ import annotations

from typing import Any

import numpy as np
from PyQt6.QtCore import QModelIndex, QRectF, QSize
from PyQt6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen, QResizeEvent
from PyQt6.QtWidgets import QTableView, QWidget

from app.engine.gates.task import GateTask
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.gates.table_answers import answers_of, heeds_threshold
from app.views.gates.table_cells import Cells, Heads
from app.views.gates.table_columns import Columns, columns_of
from app.views.gates.table_model import TableModel, columns_for
from app.views.plain_table import make_plain
from app.views.run_look import RunLook

HEAD, LEAST, MOST, MOST_COMPACT = 26, 28, 40, 52


class TableShown(QTableView):
    """Small tables (`compact`) show the target and what is said with the output below it."""

    def __init__(self, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.compact, self.colored_layers = DARK, compact, False
        self.threshold, self.has_threshold = 0.5, True
        self.numbers = TableModel(self)
        self._values, self.columns_shown = np.empty(0), Columns()
        self._selected = -1
        self.numbers.modelReset.connect(self._divide)
        self.setModel(self.numbers)
        self.setItemDelegate(Cells(self, self))
        self._heads = Heads(self, self)
        self.setHorizontalHeader(self._heads)
        rows = self.verticalHeader()
        assert rows is not None
        self._rows = rows
        rows.hide()
        make_plain(self)

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
        self.numbers.show_columns(columns_for(self.compact, self.colored_layers and task.hidden == 2))
        self._answer(task)
        self._divide()

    def show_values(self, values: Any) -> None:
        """The parameters (P,) of the present step; empty before there are any."""
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
        self._share_width()
        self._refresh()

    def _refresh(self) -> None:
        view = self.viewport()
        assert view is not None
        view.update()

    def _share_width(self) -> None:
        view = self.viewport()
        assert view is not None
        self.columns_shown = columns_of(self.numbers, self.theme, self.compact, view.width())
        for at, width in enumerate(self.columns_shown.widths):
            self.setColumnWidth(at, width)

    def _divide(self) -> None:
        self._share_width()
        count = self.numbers.rowCount()
        room = (self.height() - self._heads.height() - self.theme.px(2)) // max(count, 1)
        most = self.theme.px(MOST_COMPACT if self.compact else MOST)
        height = min(max(room, self.theme.px(LEAST)), most)
        self._rows.setMinimumSectionSize(1)
        for row in range(count):
            self.setRowHeight(row, height)

    def _cell(self, index: QModelIndex) -> QRectF:
        return QRectF(self.visualRect(index))

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
