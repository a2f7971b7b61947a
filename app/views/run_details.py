"""What a run's card shows when it is opened: hyperparameters, schedule, gradient treatment and edits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.engine.experiment import Run
from app.theme import Theme
from app.views.edit_lines import EditLines
from app.views.hyperparameter_fields import HyperparameterFields
from app.views.run_look import RunLook
from app.views.schedule_fields import ScheduleFields
from app.views.treatment_fields import TreatmentFields


class RunDetails(QWidget):
    """Emits the run that is wished for. The edits alone can be open, too."""

    edited = pyqtSignal(Run)
    edit_wanted = pyqtSignal(str)
    edits_opened = pyqtSignal()
    controls_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run, self._steps, self._samples = Run(""), 0, 0
        self._expanded = self.edits_open = False
        self.hyperparameters, self.schedule = HyperparameterFields(), ScheduleFields()
        self.treatment, self.edits = TreatmentFields(), EditLines()
        self._closed = (self.hyperparameters, self.schedule, self.treatment)
        self._column = QVBoxLayout(self)
        for part in (*self._closed, self.edits):
            self._column.addWidget(part)
            part.edited.connect(self.edited)
        self.edits.edit_wanted.connect(self.edit_wanted)
        self._arrange()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key visits, in order."""
        return tuple(control for part in (*self._closed, self.edits) for control in part.controls)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._column.setContentsMargins(0, 0, theme.px(4), 0)
        self._column.setSpacing(theme.px(8))
        for part in (*self._closed, self.edits):
            part.show_theme(theme)

    def show_length(self, steps: int, samples: int) -> None:
        """So many steps are taken, on a loss of so many samples."""
        self._steps, self._samples = steps, samples

    def show_run(self, run: Run) -> None:
        """Show a run as it is, without a signal."""
        self._run = run
        self._show()

    def show_rates(self, rates: npt.NDArray[np.floating], look: RunLook) -> None:
        """The learning rates recorded so far."""
        self.schedule.preview.show_rates(rates, self._steps, look)

    def show_expanded(self, expanded: bool) -> None:
        """Open or close all."""
        self._expanded = expanded
        self.edits_open = False
        self._arrange()
        self._show()

    def open_edit(self, step: int, name: str) -> None:
        """Let the value of an edit be typed over; of what is closed, only the edits open."""
        self.edits_open = True
        self._arrange()
        self._show()
        self.edits_opened.emit()
        self.edits.open(step, name)

    def _show(self) -> None:
        """What is closed is shown when it opens."""
        if self._expanded:
            self.hyperparameters.show_run(self._run)
            self.schedule.show_run(self._run, self._steps, self._samples)
            self.treatment.show_run(self._run, self._steps, self._samples)
        if self._expanded or self.edits_open:
            self.edits.show_run(self._run, self._steps, self._samples)
            self.controls_changed.emit()

    def _arrange(self) -> None:
        for part in self._closed:
            part.setVisible(self._expanded)
        self.edits.setVisible(self._expanded or self.edits_open)
        self.setVisible(self._expanded or self.edits_open)
