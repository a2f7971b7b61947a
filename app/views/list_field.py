"""A field for several whole numbers, as many as are typed: `200, 400`."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel

from app.engine.experiment import HyperparameterValue
from app.engine.optimizers.optimizer import Hyperparameter
from app.engine.value_text import ValueTextError, read_value, value_text
from app.i18n import tr
from app.theme import Theme
from app.views.buttons import set_property
from app.views.number_field import NumberEdit
from surfaces.message import Message


class ListField(QFrame):
    """Emits what was typed once it is sound; otherwise says why not, and keeps the last good value."""

    entered = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(self, setting: Hyperparameter, problem: Callable[[HyperparameterValue], Message | None]) -> None:
        super().__init__()
        self._setting, self._problem = setting, problem
        self._value: HyperparameterValue = ()
        self.edit = NumberEdit(self)
        self.edit.setFrame(False)
        self.edit.setAccessibleName(setting.name)
        self._prefix, self._row = QLabel(setting.name), QHBoxLayout(self)
        self._prefix.setProperty("quiet", True)
        self._row.addWidget(self._prefix)
        self._row.addWidget(self.edit, 1)
        self.setToolTip(f"{setting.name}\n{tr(setting.sentence)}")
        self.edit.committed.connect(self._commit)
        self.edit.restored.connect(self.restore)
        self.edit.focus_changed.connect(lambda focused: set_property(self, "editing", focused))

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self.setFixedHeight(theme.px(theme.control_height))
        self._row.setContentsMargins(theme.px(8) - 1, 0, theme.px(6) - 1, 0)
        self._row.setSpacing(theme.px(6))
        self.edit.setFont(theme.font(theme.body_size, 500))
        self._prefix.setFont(theme.font(theme.label_size))

    def show_value(self, value: HyperparameterValue) -> None:
        """Show the value as it is, without a signal; what is being typed stays."""
        self._value = value
        if not (self.edit.isModified() and self.edit.hasFocus()):
            self._show_text()

    def restore(self) -> None:
        """Back to the last good value."""
        self._show_text()
        self._refuse("")
        self.edit.selectAll()

    def _text(self) -> str:
        return value_text(self._value).replace(",", ", ")

    def _show_text(self) -> None:
        self.edit.setText(self._text())
        self.edit.setCursorPosition(0)
        self.edit.setModified(False)

    def _commit(self) -> None:
        if not self.edit.isModified():
            return
        try:
            value = read_value(self._setting, self.edit.text())
            problem = self._problem(value)
        except ValueTextError as error:
            problem = error.message
        if problem is not None:
            self._refuse(tr("{problem} Kept {value}.", problem=tr(problem), value=self._text()))
            return
        changed, self._value = value != self._value, value
        self.restore()
        if changed:
            self.entered.emit(value)

    def _refuse(self, sentence: str) -> None:
        set_property(self, "refused", bool(sentence))
        self.refused.emit(sentence)
