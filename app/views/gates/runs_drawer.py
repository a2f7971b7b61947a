"""The runs of the lab, laid over a page: steps, precision, first weights, and a card for each run."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.engine.experiment import MAX_STEPS, Experiment
from app.engine.optimizers import OPTIMIZERS
from app.engine.validation import walk_problem
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import Line, TextButton, ToolButton, explain
from app.views.gates.seed_field import SeedField
from app.views.number_field import NumberField
from app.views.number_text import parsed_count
from app.views.run_list import RunList
from app.views.segments import Segments
from app.views.sentence import Sentence
from surfaces.message import Message


class RunsDrawer(QFrame):
    """Emits wishes; the list of runs has its own."""

    steps_edited = pyqtSignal(int)
    seed_edited = pyqtSignal(int)
    dtype_chosen = pyqtSignal(str)
    drawn_start_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._theme, self._experiment = DARK, None
        self.steps, self.seed = NumberField(tr("Steps"), tr("steps")), SeedField()
        self.next_seed = ToolButton("dice", tr("Next seed."), tr("Other first weights, and another order of the rows."))
        self.dtype = Segments((("float32", "float32"), ("float64", "float64")), tr("Precision"))
        self.dtype.setObjectName("tight")
        self.drawn = TextButton(tr("First weights from the seed"))
        explain(self.drawn, tr("First weights from the seed"), tr("As torch.nn.Linear draws them, instead of by hand."))
        self.refusal = Sentence(refusal=True)
        self.runs = RunList()
        self.runs.head.show_race(False)
        self.runs.leave_out(frozenset(each.name for each in OPTIMIZERS if each.form == "matrix"))
        self._lay_out()
        self._connect()

    _experiment: Experiment | None

    def _lay_out(self) -> None:
        self._column, self._first, self._second = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        for field in (self.steps, self.seed):
            self._first.addWidget(field, 1)
        self._first.addWidget(self.next_seed)
        self._second.addWidget(self.dtype)
        self._second.addWidget(self.drawn, 1)
        self._column.addLayout(self._first)
        self._column.addLayout(self._second)
        self._column.addWidget(self.refusal)
        self._column.addWidget(Line(self))
        self._column.addWidget(self.runs, 1)

    def _connect(self) -> None:
        self.steps.set_rules(self._steps_problem, parse=lambda text: parsed_count(text, MAX_STEPS))
        self.steps.entered.connect(lambda steps: self.steps_edited.emit(int(steps)))
        self.seed.entered.connect(lambda seed: self.seed_edited.emit(int(seed)))
        self.next_seed.clicked.connect(lambda: self.seed_edited.emit(self.seed.following))
        for field in (self.steps, self.seed):
            field.refused.connect(self.refusal.show_sentence)
        self.dtype.chosen.connect(self.dtype_chosen)
        self.drawn.clicked.connect(self.drawn_start_requested)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        margin = theme.px(8)
        self._column.setContentsMargins(margin, margin, margin, margin)
        for layout in (self._column, self._first, self._second):
            layout.setSpacing(theme.px(6))
        for part in (self.steps, self.seed, self.next_seed, self.dtype, self.refusal, self.runs):
            part.show_theme(theme)
        self.dtype.show_theme(theme, theme.control_height, theme.tick_size)
        self.drawn.show_theme(theme, theme.label_size, theme.control_height)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the choice as it is, without a signal."""
        self._experiment = experiment
        self.steps.show_value(experiment.steps)
        self.seed.show_value(experiment.seed)
        self.dtype.show_choice(experiment.dtype)

    def show_drawn(self, drawn: bool) -> None:
        """Whether the first weights are torch's own already."""
        self.drawn.setEnabled(not drawn)

    def _steps_problem(self, steps: float) -> Message | None:
        """A schedule can be too short for so many steps."""
        if self._experiment is None:
            return None
        longer = replace(self._experiment, steps=int(steps))
        return next((found for run in longer.runs if (found := walk_problem(run, longer)) is not None), None)
