"""One change of a run on the way: from which step, which hyperparameter, and to what."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QWidget

from app.engine.experiment import Edit, HyperparameterValue, Run
from app.engine.optimizers import optimizer_named
from app.engine.run_problem import run_problem
from app.engine.run_values import edited_values
from app.i18n import tr
from app.theme import Theme
from app.views.buttons import ToolButton, explain
from app.views.number_field import NumberField
from app.views.number_text import parsed_number
from app.views.setting_fields import SettingFields
from surfaces.message import Message

Change = tuple[int, str]
"""The step and the hyperparameter."""


class EditLine(QWidget):
    """Emits the run that is wished for."""

    edited = pyqtSignal(Run)
    refused = pyqtSignal(str)

    def __init__(self, change: Change) -> None:
        super().__init__()
        self.change = change
        self._run, self._steps, self._samples = Run(""), 0, 0
        self._from = QLabel(tr("from step"))
        self._from.setProperty("quiet", True)
        self.step = NumberField(tr("Step of the edit"))
        self.fields = SettingFields(self._value_problem)
        self.fields.say_elsewhere()
        self.remove = ToolButton("trash", tr("Remove this edit."), tr("Undo brings it back."))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        for column, part in enumerate((self._from, self.step, self.fields, self.remove)):
            self._grid.addWidget(part, 0, column)
        self._connect()

    def _connect(self) -> None:
        self.step.set_rules(self._step_problem, parsed_number, 1.0)
        self.step.explain(tr("The first step that is taken with the new value."))
        self.step.entered.connect(lambda step: self.edited.emit(self._moved(int(step))))
        self.step.refused.connect(self.refused)
        self.fields.entered.connect(lambda _, value: self.edited.emit(self._with(value)))
        self.fields.refused.connect(self.refused)
        self.remove.clicked.connect(lambda: self.edited.emit(self._run.without_setting(*self.change)))

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key visits, in order."""
        return self.step.edit, *self.fields.controls, self.remove

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(4))
        self._from.setFont(theme.font(theme.label_size))
        self.step.show_theme(theme)
        self.step.setFixedWidth(theme.px(56))
        self.fields.show_theme(theme)
        self.remove.show_theme(theme, 16, 26)

    def show_run(self, run: Run, change: Change, steps: int, samples: int) -> None:
        """Show one change of a run as it is, without a signal."""
        self._run, self._steps, self._samples, self.change = run, steps, samples, change
        step, name = change
        setting = optimizer_named(run.optimizer).hyperparameter(name)
        wide = setting.kind != "number" or len(name) > 4
        self._grid.addWidget(self.fields, int(wide), 1 if wide else 2, 1, 2 if wide else 1)
        self.step.show_value(step)
        self.fields.show_settings((setting,), {name: edited_values(run, step)[name]})
        explain(self.remove, tr("Remove this edit."), tr("Undo brings it back."))
        self.setAccessibleName(tr("From step {step}: {name}", step=step, name=name))

    def take_focus(self) -> None:
        """The keyboard goes to the value, to be typed over."""
        control = self.fields.controls[0]
        control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if (self.change[1], 0) in self.fields.numbers:
            self.fields.field(self.change[1]).edit.selectAll()

    def _with(self, value: HyperparameterValue) -> Run:
        step, name = self.change
        return self._run.with_edit(Edit(step, ((name, value),)))

    def _moved(self, to: int) -> Run:
        step, name = self.change
        value = dict(next(edit for edit in self._run.edits if edit.step == step).settings)[name]
        return self._run.without_setting(step, name).with_edit(Edit(to, ((name, value),)))

    def _value_problem(self, name: str, value: HyperparameterValue) -> Message | None:
        optimizer = optimizer_named(self._run.optimizer)
        return optimizer.problem(name, value) or run_problem(self._with(value), self._steps, self._samples)

    def _step_problem(self, step: float) -> Message | None:
        if step != int(step) or not 0 <= step < self._steps:
            return Message("A step is a whole number from 0 to {last} here.", last=max(self._steps - 1, 0))
        own, name = self.change
        if any(edit.step == step != own and name in dict(edit.settings) for edit in self._run.edits):
            return Message("{name} changes at step {step} already.", name=name, step=int(step))
        return run_problem(self._moved(int(step)), self._steps, self._samples)
