"""Every hyperparameter of an optimizer but the learning rate, each with its own field or switch."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.engine.experiment import HyperparameterValue, Run
from app.engine.optimizers import optimizer_named
from app.theme import Theme
from app.views.buttons import FlagButton
from app.views.choice import Choice
from app.views.number_field import NumberField
from app.views.run_values import proposal, with_value
from app.views.setting_fields import SettingFields


class HyperparameterFields(QWidget):
    """Emits the run that is wished for."""

    edited = pyqtSignal(Run)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = Run("")
        self.fields = SettingFields(lambda name, value: proposal(self._run, name, value))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.fields)
        self.fields.entered.connect(self._enter)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._column.setContentsMargins(0, theme.px(4), theme.px(4), theme.px(2))
        self.fields.show_theme(theme)

    def show_run(self, run: Run) -> None:
        """Show the values of a run; another optimizer gets other fields."""
        self._run = run
        optimizer = optimizer_named(run.optimizer)
        shown = [each for each in optimizer.hyperparameters if each.name != "lr"]
        self.fields.show_settings(shown, optimizer.values(run))

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key visits, in order."""
        return self.fields.controls

    def field(self, name: str, at: int = 0) -> NumberField:
        """The field of a number, or of one element of several."""
        return self.fields.field(name, at)

    def flag(self, name: str) -> FlagButton:
        """The switch of a flag."""
        return self.fields.flag(name)

    def choice(self, name: str) -> Choice:
        """The button of a choice."""
        return self.fields.choice(name)

    def _enter(self, name: str, value: HyperparameterValue) -> None:
        self._run = with_value(self._run, name, value)
        self.edited.emit(self._run)
