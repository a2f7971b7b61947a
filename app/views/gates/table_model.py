"""The truth table as a model: texts as people read them and as they are read aloud, full digits to copy."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Literal

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt

from app.engine.gates.forward import output_activation
from app.engine.gates.task import GateTask
from app.i18n import tr
from app.views.gates.diagram_names import output_name, short, shorter
from app.views.gates.table_answers import Answer
from app.views.numbers import tick
from surfaces.message import Message

Column = Literal["x1", "x2", "h1", "h2", "target", "z", "output", "says", "loss"]
FULL: tuple[Column, ...] = ("x1", "x2", "target", "z", "output", "says", "loss")
COMPACT: tuple[Column, ...] = ("x1", "x2", "target", "says")
LAYERS: tuple[Column, ...] = ("x1", "x2", "h1", "h2", "says")
_NAMES: dict[Column, str] = {"x1": "x₁", "x2": "x₂", "h1": "h₁", "h2": "h₂", "z": "z"}
_HEADS: dict[Column, Message] = {
    "target": Message("target"),
    "says": Message("says"),
    "loss": Message("loss"),
}
_SENTENCES: dict[Column, Message] = {
    "x1": Message("The first input."),
    "x2": Message("The second input."),
    "h1": Message("What the first hidden unit answers."),
    "h2": Message("What the second hidden unit answers."),
    "target": Message("The class that is wanted. A click flips it (Enter)."),
    "z": Message("The sum: bias, and weights times inputs."),
    "output": Message("What the activation makes of z. The tick is the threshold: drag it, or press + and −."),
    "says": Message("The class that is said: 1 from the threshold on."),
    "loss": Message("What this row costs. Their mean is the loss."),
}
_OF_CLOUD = Message("How many points of this row's cloud are right. All other numbers are those of the row itself.")
_LOSS_IN_CLOUD = Message("What the row itself costs, in the middle of its cloud. The mean over all points is the loss.")
UNKNOWN = "–"
"""What stands where nothing is known."""


def columns_for(compact: bool, layers: bool) -> tuple[Column, ...]:
    """What is shown: everything, or little beside a small plane, of two layers with what lies between them."""
    if layers:
        return LAYERS if compact else (*FULL[:2], "h1", "h2", *FULL[2:])
    return COMPACT if compact else FULL


class TableModel(QAbstractTableModel):
    """One row a row of the truth table; without answers it has what is known before there are any."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.task = GateTask(())
        self.columns: tuple[Column, ...] = FULL
        self.answers: tuple[Answer, ...] = ()

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Other columns."""
        if columns != self.columns:
            self.beginResetModel()
            self.columns = columns
            self.endResetModel()

    def show_answers(self, task: GateTask, answers: tuple[Answer, ...]) -> None:
        """Other numbers; the view keeps its place where the rows are as many."""
        rows = len(task.rows) != len(self.task.rows)
        if rows or (task.cloud is None) != (self.task.cloud is None):
            self.beginResetModel()
            self.task, self.answers = task, answers
            self.endResetModel()
            return
        renamed = output_activation(task) != output_activation(self.task)
        self.task, self.answers = task, answers
        if renamed:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if task.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(task.rows) - 1, len(self.columns) - 1))

    def answer(self, row: int) -> Answer | None:
        """What is answered to a row; None while that is not known."""
        return self.answers[row] if row < len(self.answers) else None

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """As many as the truth table has."""
        return 0 if parent is not None and parent.isValid() else len(self.task.rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """As many as are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def head(self, column: Column) -> str:
        """What a column is called."""
        if column == "output":
            return output_name(output_activation(self.task).key)
        if column == "says" and self.task.cloud is not None:
            return tr("points")
        return _NAMES.get(column) or tr(_HEADS[column])

    def text(self, row: int, column: Column, is_short: bool = False) -> str:
        """A cell as it is read; `is_short` with fewer digits."""
        given, answer = self.task.rows[row], self.answer(row)
        inputs = {"x1": tick(given.x1), "x2": tick(given.x2), "target": str(given.target)}
        if column in inputs:
            return inputs[column]
        if answer is None:
            return UNKNOWN
        written = shorter if is_short else short
        if column in ("h1", "h2"):
            place = int(column[1]) - 1
            return whole_or(answer.hidden[place], written) if place < len(answer.hidden) else ""
        if column == "says":
            if answer.points > 1:
                return tr("{right} of {points}", right=answer.right, points=answer.points)
            return tr("undecided") if answer.undecided else str(answer.says)
        if column == "output":
            return written_output(answer.output, is_short)
        return written(answer.z if column == "z" else answer.loss)

    def output_text(self, answer: Answer, is_short: bool = False) -> str:
        """What the last unit answers, where it has no column of its own; nothing where it is just what is said."""
        return "" if output_activation(self.task).key == "step" else written_output(answer.output, is_short)

    def spoken(self, row: int, column: Column) -> str:
        """A cell as it is read aloud: with its column's name, and whether it is right."""
        text, answer = tr("{name} {value}", name=self.head(column), value=self.text(row, column)), self.answer(row)
        if column != "says" or answer is None or (answer.undecided and answer.points == 1):
            return text
        return tr("{cell}, right", cell=text) if answer.correct else tr("{cell}, wrong", cell=text)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts to show, to read aloud and to explain."""
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row(), column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._explained(index.row(), column)
        return None

    def _explained(self, row: int, column: Column) -> str:
        answer = self.answer(row)
        if column == "says" and answer is not None and answer.undecided and answer.points == 1:
            return tr("Undecided: z is on the border, where rounding decides what is said.")
        return self._sentence(column)

    def _sentence(self, column: Column) -> str:
        in_cloud = {"says": _OF_CLOUD, "loss": _LOSS_IN_CLOUD} if self.task.cloud is not None else {}
        return tr(in_cloud.get(column, _SENTENCES[column]))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names and sentences; rows are counted from 1."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.head(self.columns[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._sentence(self.columns[section])
        return None

    def tab_separated(self) -> str:
        """All rows with all digits, for a spreadsheet."""
        hidden = len(self.answers[0].hidden) if self.answers else 0
        names = ("x1", "x2", *(f"h{unit + 1}" for unit in range(hidden)), "target", "z", "output", "says", "right",
                 "points", "loss")  # fmt: skip
        lines = ["\t".join(names), *("\t".join(_copied(answer)) for answer in self.answers)]
        return "\n".join(lines) + "\n"


def written_output(value: float, is_short: bool) -> str:
    """An output; where there is little room what is nearly nothing is nothing."""
    return shorter(round(value, 2)) if is_short and math.isfinite(value) else short(value)


def whole_or(value: float, written: Callable[[float], str]) -> str:
    """0 and 1 as they are, other outputs as numbers are written."""
    return tick(value) if value in (-1.0, 0.0, 1.0) else written(value)


def _copied(answer: Answer) -> tuple[str, ...]:
    row = answer.row
    return (
        repr(row.x1), repr(row.x2), *(repr(each) for each in answer.hidden), str(row.target), repr(answer.z),
        repr(answer.output), str(answer.says), str(answer.right), str(answer.points), repr(answer.loss),
    )  # fmt: skip
