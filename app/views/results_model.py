"""The results of the runs as a model for a table: texts as people read them, sorted by value, full digits to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PyQt6.QtGui import QFont

from app.engine.diagnosis import LOSS_TOLERANCE
from app.engine.results import COLUMNS, Column, Result, order
from app.i18n import tr
from app.views.buttons import literal
from app.views.numbers import MINUS, number, tick
from app.views.run_look import RunLook
from surfaces.message import Message

NOTHING = "—"
_HEADS: dict[Column, Message] = {
    "name": Message("Run"),
    "loss": Message("Loss"),
    "minimizer": Message("Nearest"),
    "distance": Message("Distance"),
    "reached": Message("To {tolerance}"),
    "evaluations": Message("Gradients"),
    "step": Message("Step"),
    "status": Message("Status"),
}
_SENTENCES: dict[Column, Message] = {
    "name": Message("What walks. A click on a row brings its run to the foreground."),
    "loss": Message("Final loss: the loss at the last step recorded."),
    "minimizer": Message("Nearest minimizer: the known one nearest to where the run ended."),
    "distance": Message("From where the run ended to that minimizer."),
    "reached": Message("Steps until the loss stays within {tolerance} of the lowest known minimum."),
    "evaluations": Message("How many gradients these steps evaluated: one each, and more where a step tries several."),
    "step": Message("Step of convergence: from there on the loss stays at the minimum."),
    "status": Message("What became of the run."),
}
_NO_MINIMIZER = Message("No minimizer of this surface is known.")
_TSV = ("run", "final_loss", "nearest_x", "nearest_y", "distance", "converged_step")


class ResultsModel(QAbstractTableModel):
    """One row a run, in the order that was asked for; `run_at` tells which run a row is."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._results: tuple[Result, ...] = ()
        self._looks: tuple[RunLook, ...] = ()
        self._order: list[int] = []
        self._sorted_by: tuple[Column, bool] | None = None
        self._font, self._digits, self._tolerance = QFont(), 2, LOSS_TOLERANCE

    def show_form(self, font: QFont, digits: int) -> None:
        """The font of the heads, and the digits after the point of a minimizer."""
        self._font, self._digits = font, digits
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def show_tolerance(self, tolerance: float) -> None:
        """Within what of the lowest minimum a loss counts as there; said in the heads."""
        self._tolerance = tolerance
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def head(self, column: Column) -> str:
        """The head of a column, without the arrow of its order."""
        return _filled(_HEADS[column], self._tolerance)

    def show_results(self, results: Sequence[Result], looks: Sequence[RunLook]) -> None:
        """Other values; rows are moved where the order asks for it."""
        if (tuple(results), tuple(looks)) == (self._results, self._looks):
            return
        if len(results) != len(self._results):
            self.beginResetModel()
            self._results, self._looks = tuple(results), tuple(looks)
            self._order = self._wanted_order()
            self.endResetModel()
            return
        self._results, self._looks = tuple(results), tuple(looks)
        self._reorder()
        self.dataChanged.emit(self.index(0, 0), self.index(len(results) - 1, len(COLUMNS) - 1))

    def run_at(self, row: int) -> int:
        """The run of a row."""
        return self._order[row]

    def row_of(self, run: int) -> int | None:
        """The row of a run; None where there is none."""
        return self._order.index(run) if run in self._order else None

    def look_at(self, row: int) -> RunLook:
        """How the run of a row looks."""
        return self._looks[self._order[row]]

    def result_at(self, row: int) -> Result:
        """What became of the run of a row."""
        return self._results[self._order[row]]

    def tab_separated(self, rows: Iterable[int]) -> str:
        """Heads and rows, numbers with all their digits, for a spreadsheet."""
        tolerance = f"{self._tolerance:g}"
        lines = [
            (*_TSV, f"steps_to_{tolerance}", f"gradients_to_{tolerance}", "status"),
            *(_cells(self.result_at(row)) for row in rows),
        ]
        return "".join("\t".join(line) + "\n" for line in lines)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By value; −1 is the order of the runs."""
        descending = order == Qt.SortOrder.DescendingOrder
        self._sorted_by = None if column < 0 else (COLUMNS[column], descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._reorder()

    def _arrow(self, column: Column) -> str:
        """Which way the column is sorted, where it is the one."""
        if self._sorted_by is None or self._sorted_by[0] != column:
            return ""
        return "↓" if self._sorted_by[1] else "↑"

    def _wanted_order(self) -> list[int]:
        if self._sorted_by is None:
            return list(range(len(self._results)))
        return order(self._results, *self._sorted_by)

    def _reorder(self) -> None:
        wanted = self._wanted_order()
        if wanted == self._order:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        moved = [self.index(wanted.index(self._order[index.row()]), index.column()) for index in before]
        self._order = wanted
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """The number of runs."""
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """The number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads, and what they mean."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.head(COLUMNS[section]) + self._arrow(COLUMNS[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return _filled(_SENTENCES[COLUMNS[section]], self._tolerance)
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(COLUMNS[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.FontRole:
            return self._font
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment and explanation of a cell."""
        column, result = COLUMNS[index.column()], self.result_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(result, column, self._digits)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _explanation(result, column)
        return None


def _filled(message: Message, tolerance: float) -> str:
    return tr(message.template, tolerance=tick(tolerance))


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in ("name", "status") else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _text(result: Result, column: Column, digits: int) -> str:
    if column == "name":
        return result.name
    if column == "minimizer":
        return NOTHING if result.minimizer is None else _pair(result.minimizer, digits)
    if column == "step":
        ended = result.diagnosis.step
        return NOTHING if ended is None or result.diagnosis.kind == "warn" else str(ended)
    if column == "status":
        return tr(result.diagnosis.sentence)
    if column in ("reached", "evaluations"):
        count = result.reached if column == "reached" else result.evaluations
        return NOTHING if count is None else str(count)
    value = result.loss if column == "loss" else result.distance
    return NOTHING if value is None else number(value, 4 if abs(value) < 1 else 2)


def _explanation(result: Result, column: Column) -> str:
    sentence = tr(result.diagnosis.sentence)
    if column == "name":
        return literal(f"{result.name}\n{sentence}")
    if column in ("minimizer", "distance") and result.loss is not None and result.minimizer is None:
        return tr(_NO_MINIMIZER) if result.diagnosis.kind != "danger" else sentence
    if column == "minimizer" and result.minimizer is not None:
        return ", ".join(number(value, 8) for value in result.minimizer)
    value = {"loss": result.loss, "distance": result.distance}.get(column)
    return sentence if value is None else f"{value!r}\n{sentence}"


def _pair(point: tuple[float, float], digits: int) -> str:
    return f"({', '.join(f'{round(value, digits) + 0.0:g}' for value in point)})".replace("-", MINUS)


def _cells(result: Result) -> tuple[str, ...]:
    x, y = result.minimizer or (None, None)
    numbers = (result.loss, x, y, result.distance, result.step, result.reached, result.evaluations)
    name = result.name.replace("\t", " ")
    return name, *("" if each is None else repr(each) for each in numbers), tr(result.diagnosis.sentence)
