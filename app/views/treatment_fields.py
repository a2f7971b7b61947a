"""What is done to the gradients of a run before its optimizer sees them."""

from __future__ import annotations

import math
from dataclasses import replace

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.engine.experiment import HyperparameterValue, Run, Treatment
from app.engine.run_problem import run_problem
from app.engine.run_text import TREATMENT
from app.i18n import tr
from app.theme import Theme
from app.views.number_text import parsed_or_none, shown_or_none
from app.views.setting_fields import SettingFields
from surfaces.message import Message


class TreatmentFields(QWidget):
    """Emits the run that is wished for. Batches only where the loss is a sum over samples."""

    edited = pyqtSignal(Run)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run, self._steps, self._samples = Run(""), 0, 0
        self._title = QLabel(tr("Gradient"))
        self._title.setProperty("quiet", True)
        self._title.setToolTip(tr("What is done to the gradient before the optimizer sees it."))
        self.fields = SettingFields(self._problem, {"batch": (_parsed_batch, self._shown_batch)})
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._title)
        self._column.addWidget(self.fields)
        self.fields.entered.connect(self._enter)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key visits, in order."""
        return self.fields.controls

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._column.setSpacing(theme.px(4))
        self._title.setFont(theme.font(theme.label_size))
        self.fields.show_theme(theme)

    def show_run(self, run: Run, steps: int, samples: int) -> None:
        """Show a run's treatment as it is, without a signal."""
        self._run, self._steps, self._samples = run, steps, samples
        shown = [each for each in TREATMENT if samples or each.name != "batch"]
        self.fields.show_settings(shown, {each.name: getattr(run.treatment, each.name) for each in shown})

    def _with(self, name: str, value: HyperparameterValue) -> Run:
        values = {each.name: getattr(self._run.treatment, each.name) for each in TREATMENT} | {name: value}
        return replace(self._run, treatment=Treatment(**values))

    def _problem(self, name: str, value: HyperparameterValue) -> Message | None:
        setting = {each.name: each for each in TREATMENT}[name]
        return setting.problem(value) or run_problem(self._with(name, value), self._steps, self._samples)

    def _enter(self, name: str, value: HyperparameterValue) -> None:
        self._run = self._with(name, value)
        self.edited.emit(self._run)

    def _shown_batch(self, value: float) -> str:
        if math.isnan(value):
            return tr("all {count}", count=self._samples)
        return tr("{count} of {all}", count=shown_or_none(value), all=self._samples)


def _parsed_batch(text: str) -> float | Message:
    """`1`, `1 of 2`, `all 2` or `none`."""
    first = "".join(text.lower().split()[:1])
    every = tr("all {count}", count="").strip().lower()
    return math.nan if first == every else parsed_or_none(first)
