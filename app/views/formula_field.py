"""A field for a formula, checked while it is typed."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, pyqtSignal
from PyQt6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import set_property
from app.views.number_field import NumberEdit
from surfaces import Surface, of_formula
from surfaces.formula import FormulaError


class FormulaEdit(NumberEdit):
    """The text, with a mark under the character that cannot be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._marked: int | None = None

    @property
    def marked(self) -> int | None:
        """The column marked, counted from 0."""
        return self._marked

    def show_theme(self, theme: Theme) -> None:
        """Take font and color."""
        self._theme = theme
        self.setFont(theme.font())

    def mark(self, column: int | None) -> None:
        """Mark a column, or none."""
        self._marked = column
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The text, then the mark."""
        super().paintEvent(event)
        if self._marked is None:
            return
        metrics, text, at = QFontMetricsF(self.font()), self.text(), min(self._marked, len(self.text()))
        origin = self.cursorRect().center().x() - metrics.horizontalAdvance(text[: self.cursorPosition()])
        left = origin + metrics.horizontalAdvance(text[:at])
        width = metrics.horizontalAdvance(text[at : at + 1] or "n")
        bottom = self.height() / 2 + metrics.height() / 2 + self._theme.scale
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("danger"), 2 * self._theme.scale))
        painter.drawLine(QPointF(left, bottom), QPointF(left + width, bottom))
        painter.end()


class FormulaField(QFrame):
    """`entered` carries a sound formula on Enter or leaving; `read` what can be read meanwhile, for a preview.

    `refused` carries the sentence for the place below, empty once all is well; `left` says that nothing new was typed.
    """

    entered = pyqtSignal(str)
    read = pyqtSignal(Surface)
    refused = pyqtSignal(str)
    given_up = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.edit = FormulaEdit(self)
        self.edit.setFrame(False)
        self.edit.setAccessibleName(tr("Formula of x and y"))
        self.edit.setToolTip(tr("A formula of x and y, such as x**2 + 3*y**2.\nEnter walks down its surface."))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._check)
        self.edit.committed.connect(self._commit)
        self.edit.restored.connect(self._give_up)
        self.edit.focus_changed.connect(lambda focused: set_property(self, "editing", focused))

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self.edit.show_theme(theme)
        self.setFixedHeight(theme.px(theme.control_height))
        self._row.setContentsMargins(theme.px(8) - 1, 0, theme.px(8) - 1, 0)

    def show_formula(self, text: str) -> None:
        """Show the formula on screen, without a signal; what is being typed stays."""
        self._kept = text
        if not (self.edit.isModified() and self.edit.hasFocus()):
            self._show_text()

    def _show_text(self) -> None:
        self.edit.setText(self._kept)
        self.edit.setModified(False)
        self._refuse("", None)

    def _check(self, text: str) -> str | None:
        """What is wrong with the text, shown at once; None where it can be read."""
        try:
            surface = of_formula(text)
        except FormulaError as error:
            self._refuse(tr(error.message), error.column)
            return tr(error.message)
        self._refuse("", None)
        self.read.emit(surface)
        return None

    def _commit(self) -> None:
        text = self.edit.text()
        if not self.edit.isModified():
            self.left.emit()
            return
        problem = self._check(text)
        if problem is not None:
            self.refused.emit(tr("{problem} The surface stays as it is.", problem=problem))
            return
        self._kept = text
        self.edit.setModified(False)
        self.entered.emit(text)

    def _give_up(self) -> None:
        self._show_text()
        self.given_up.emit()

    def _refuse(self, sentence: str, column: int | None) -> None:
        set_property(self, "refused", bool(sentence))
        self.edit.mark(column if sentence else None)
        self.edit.setAccessibleDescription(sentence)
        self.refused.emit(sentence)
