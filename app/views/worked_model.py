"""The terms of one step as a model for a table: symbol, formula and the value along each axis."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt

from app.engine.worked.term import Term
from app.engine.worked.update import WorkedUpdate
from app.i18n import tr
from app.views.numbers import axis_name, significant
from app.views.worked.math_tree import text_of
from app.views.worked.typesetting import formula_latex

SYMBOL, FORMULA, FIRST, SECOND = range(4)


class TermsModel(QAbstractTableModel):
    """One row a term."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._update: WorkedUpdate | None = None
        self._axes = ("x", "y")

    @property
    def update(self) -> WorkedUpdate | None:
        """The step that is shown."""
        return self._update

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms, in order."""
        return () if self._update is None else self._update.terms

    def show_axes(self, axes: tuple[str, str]) -> None:
        """The names of the axes."""
        self._axes = axes
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, FIRST, SECOND)

    def show_update(self, update: WorkedUpdate | None) -> None:
        """Another step; rows are made anew only where their number changes."""
        before = len(self.terms)
        count = 0 if update is None else len(update.terms)
        if count != before:
            self.beginResetModel()
            self._update = update
            self.endResetModel()
            return
        self._update = update
        if count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, SECOND))

    def value_text(self, row: int, axis: int) -> str:
        """The value of a term along an axis, with five digits."""
        return significant(self.terms[row].right.at(axis))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """So many terms."""
        return 0 if parent.isValid() else len(self.terms)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Symbol, formula and two values."""
        return 0 if parent.isValid() else 4

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; the sentence of the term as tooltip."""
        term = self.terms[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(term.sentence)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        name, formula = text_of(formula_latex(term)).split(" = ", 1)
        if index.column() in (SYMBOL, FORMULA):
            return name if index.column() == SYMBOL else formula
        return self.value_text(index.row(), index.column() - FIRST)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The axes above their values."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return axis_name(self._axes[section - FIRST]) if section >= FIRST else ""
