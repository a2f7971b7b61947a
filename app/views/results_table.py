"""The table of results: what became of every run, side by side, to sort and to copy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import QEvent, QModelIndex, QPoint, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.engine.diagnosis import LOSS_TOLERANCE
from app.engine.results import COLUMNS, Result
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.icons import icon_pixmap
from app.views.number_field import NumberField
from app.views.numbers import tick
from app.views.results_columns import PAD, fitting
from app.views.results_model import ResultsModel
from app.views.run_look import RunLook
from app.views.run_sample import PALE, paint_sample
from surfaces.message import Message

ROW, HEAD = 22, 24
_SAMPLE, _SHORT_NAME = 24, 40
_MOST_NAME = 0.4  # of the width


class ResultsTable(QTableView):
    """A click or an arrow key on a row asks for its run; Ctrl+C copies the chosen rows, or all."""

    run_selected = pyqtSignal(int)
    tolerance_chosen = pyqtSignal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = ResultsModel(self)
        self.setModel(self.results)
        self._theme, self._selected = DARK, -1
        self._results: tuple[Result, ...] = ()
        self.tolerance = NumberField(tr("Tolerance"), tr("within"))
        self.tolerance.set_rules(_tolerance_problem)
        why = tr("How near the loss has to come to the lowest known minimum, and stay, to count as there.")
        self.tolerance.explain(why)
        self.tolerance.show_value(LOSS_TOLERANCE)
        self.tolerance.entered.connect(self._take_tolerance)
        self.setItemDelegate(_Row(self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.clicked.connect(self._choose)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        assert rows is not None and heads is not None
        self._rows, self._heads = rows, heads
        rows.hide()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setHighlightSections(False)
        heads.setSortIndicatorClearable(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    @property
    def theme(self) -> Theme:
        """The theme it is drawn in."""
        return self._theme

    @property
    def selected(self) -> int:
        """The run in the foreground."""
        return self._selected

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.setAccessibleName(tr("Results"))
        self.setFont(theme.font(theme.label_size))
        self._heads.setFixedHeight(theme.px(HEAD))
        self._rows.setMinimumSectionSize(theme.px(ROW))
        self._rows.setDefaultSectionSize(theme.px(ROW))
        self.tolerance.show_theme(theme)
        self.tolerance.setFixedSize(theme.px(112), theme.px(theme.small_control_height))
        self._divide()

    def show_results(self, results: Sequence[Result], looks: Sequence[RunLook]) -> None:
        """What became of the runs so far, and how they look; hidden ones are pale."""
        named = [each.name for each in results] != [each.name for each in self._results]
        self._results = tuple(results)
        self.results.show_results(results, looks)
        if named:
            self._divide()

    def show_selected(self, index: int) -> None:
        """The run in the foreground; -1 for none."""
        self._selected = index
        self._refresh()

    def wanted_height(self, rows: int) -> int:
        """The height at which so many rows show, in pixels."""
        return self._theme.px(HEAD) + rows * self._theme.px(ROW) + self._theme.px(4)

    def copy(self) -> None:
        """The chosen rows, or all where none is, as a text for a spreadsheet."""
        chosen = self.selectionModel()
        assert chosen is not None
        rows = sorted(index.row() for index in chosen.selectedRows())
        self._put(rows or range(self.results.rowCount()))

    def _copy_all(self) -> None:
        self._put(range(self.results.rowCount()))

    def _choose_tolerance(self, tolerance: float) -> None:
        self.tolerance.show_value(tolerance)
        self._take_tolerance(tolerance)

    def _take_tolerance(self, tolerance: float) -> None:
        self.results.show_tolerance(tolerance)
        self._divide()
        self.tolerance_chosen.emit(tolerance)

    def _put(self, rows: Sequence[int]) -> None:
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        clipboard.setText(self.results.tab_separated(rows))

    def _open_menu(self, at: QPoint) -> None:
        menu, view = QMenu(self), self.viewport()
        assert view is not None
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._theme.font())
        menu.addAction(tr("Copy"), self.copy)
        menu.addAction(tr("Copy all"), self._copy_all)
        menu.addSeparator()
        for tolerance in _TOLERANCES:
            text = tr("Steps until within {tolerance} of the minimum", tolerance=tick(tolerance))
            action = menu.addAction(text, partial(self._choose_tolerance, tolerance))
            assert action is not None
            action.setCheckable(True)
            action.setChecked(tolerance == self.tolerance.value)
        menu.popup(view.mapToGlobal(at))

    def _choose(self, index: QModelIndex) -> None:
        run = self.results.run_at(index.row())
        if run != self._selected:
            self.run_selected.emit(run)

    def _divide(self) -> None:
        """The names take what they need, the numbers come in the order of what matters while there is room."""
        theme, view = self._theme, self.viewport()
        assert view is not None
        beside, room = theme.px(_SAMPLE + 3 * PAD), view.width()
        metrics = QFontMetrics(theme.font(theme.label_size))
        names = [metrics.horizontalAdvance(self.results.result_at(row).name) for row in range(self.results.rowCount())]
        wanted = beside + 2 + min(max(names, default=0), int(_MOST_NAME * room))
        heads = {column: self.results.head(column) for column in COLUMNS}
        shown = fitting(theme, heads, room - max(wanted, beside + theme.px(_SHORT_NAME)))
        for at, column in enumerate(COLUMNS[1:], 1):
            self.setColumnHidden(at, column not in shown)
            self.setColumnWidth(at, shown.get(column, 0))
        left = room - sum(shown.values())
        if "status" in shown:
            self.setColumnWidth(COLUMNS.index("status"), shown["status"] + left - wanted)
            left = wanted
        self.results.show_form(theme.font(theme.tick_size), 2)
        self.setColumnWidth(0, left)

    def _refresh(self) -> None:
        view = self.viewport()
        assert view is not None
        view.update()

    def event(self, event: QEvent | None) -> bool:
        """Copying is the table's own while it has the keyboard: the window's shortcut copies a run."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Copy; Escape lets go of the chosen rows; arrows go from row to row; all else is the window's."""
        assert event is not None
        chosen = self.selectionModel()
        assert chosen is not None
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Escape and chosen.hasSelection():
            chosen.clear()
        elif event.matches(QKeySequence.StandardKey.SelectAll) or event.key() in _MOVES:
            super().keyPressEvent(event)
            if event.key() in _MOVES and self.currentIndex().isValid():
                self._choose(self.currentIndex())
        else:
            event.ignore()

    def resizeEvent(self, event: object) -> None:
        """Divide the width anew."""
        self._divide()


_TOLERANCES = (1e-3, 1e-6, 1e-9, 1e-12)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def _tolerance_problem(value: float) -> Message | None:
    return None if value > 0 else Message("Must be more than 0.")


class _Row(QStyledItemDelegate):
    """Paints a cell: the run's sample before its name, a sign of warning before the loss at which it broke off."""

    def __init__(self, table: ResultsTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """As high as a row."""
        return QSize(0, self._table.theme.px(ROW))

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Ground, sample, text; pale where the run is hidden."""
        assert painter is not None
        theme, model = self._table.theme, self._table.results
        look, result, column = model.look_at(index.row()), model.result_at(index.row()), COLUMNS[index.column()]
        rect, foreground = QRectF(option.rect), model.run_at(index.row()) == self._table.selected
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen or foreground:
            painter.fillRect(rect, theme.color("bg4" if chosen else "bg3"))
        if foreground and column == "name":
            painter.fillRect(QRectF(rect.left(), rect.top(), 3 * theme.scale, rect.height()), theme.run(look.color))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), theme.color("focus"))
        left = rect.left() + theme.px(PAD)
        if column == "name":
            sample = QRectF(left, rect.top(), theme.px(_SAMPLE), rect.height())
            paint_sample(painter, theme, look, sample, "bg4" if chosen else "bg3" if foreground else "bg1")
            left = sample.right() + theme.px(PAD)
        self._paint_text(painter, index, QRectF(left, rect.top(), rect.right() - left - theme.px(PAD), rect.height()),
                         look.visible, result.diagnosis.kind == "danger" and column == "loss")  # fmt: skip
        painter.restore()

    def _paint_text(self, painter: QPainter, index: QModelIndex, room: QRectF, shown: bool, broken: bool) -> None:
        theme, model = self._table.theme, self._table.results
        text, side = str(model.data(index)), model.data(index, Qt.ItemDataRole.TextAlignmentRole)
        painter.setOpacity(1.0 if shown else PALE)
        painter.setFont(self._table.font())
        painter.setPen(theme.color("danger" if broken else "text"))
        metrics = QFontMetrics(painter.font())
        fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, side, fitting)
        if broken:
            size = theme.px(13)
            left = room.right() - metrics.horizontalAdvance(fitting) - size - theme.px(3)
            picture = icon_pixmap("warn", theme.color("danger"), size, self._table.devicePixelRatioF(), 1.8)
            painter.drawPixmap(QPoint(round(left), round(room.center().y() - size / 2)), picture)
