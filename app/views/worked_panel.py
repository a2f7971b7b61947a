"""The step at the playhead taken apart: its terms, one of them with its numbers, and whether torch went there."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.engine.experiment import Experiment
from app.engine.run_name import run_names
from app.engine.trajectory import Trajectory
from app.engine.worked.update import WorkedUpdate
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.numbers import axis_name
from app.views.run_look import RunLook, own_names
from app.views.sentence import Sentence
from app.views.step_update import update_at
from app.views.worked_head import WorkedHead
from app.views.worked_numbers import TermNumbers, term_lines
from app.views.worked_table import TermTable
from app.views.worked_verdict import WorkedVerdict
from surfaces.surface import Surface

LEAST_ROWS = 3


class WorkedPanel(QWidget):
    """Of the selected run. `head` belongs into the head of the panel around it."""

    term_pointed = pyqtSignal(int)
    page_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._experiment: Experiment | None = None
        self._looks: tuple[RunLook, ...] = ()
        self._names: tuple[str, ...] = ()
        self._axes = ("x", "y")
        self._trajectories: tuple[Trajectory | None, ...] = ()
        self._selected, self._step, self._pointed = 0, 0, -1
        self._kept: str | None = None
        self._update: WorkedUpdate | None = None
        self._stale = True
        self.head = WorkedHead(self)
        self.table, self.numbers, self.verdict = TermTable(self), TermNumbers(self), WorkedVerdict(self)
        self.sentence = Sentence(parent=self)
        self.sentence.setProperty("quiet", True)
        self._column = QVBoxLayout(self)
        for part in (self.table, self.numbers, self.verdict):
            self._column.addWidget(part, 1000 * (part is self.table))
        self._column.addWidget(self.sentence)
        self._column.addStretch(1)
        self.head.page_requested.connect(self.page_requested)
        self.table.term_pointed.connect(self.term_pointed)
        self.table.clicked.connect(lambda index: self._keep(index.row()))
        self.table.copy_requested.connect(self.copy)

    @property
    def update_shown(self) -> WorkedUpdate | None:
        """The step that is worked out; None where there is no next step."""
        return self._update

    @property
    def chosen(self) -> int:
        """The term whose numbers show: the one pointed at, else the one clicked last, else the step."""
        terms = self.table.terms.terms
        if 0 <= self._pointed < len(terms):
            return self._pointed
        wanted = [index for index, term in enumerate(terms) if term.latex == (self._kept or r"\Delta")]
        wanted = wanted or [index for index, term in enumerate(terms) if term.role == "step"]
        return wanted[-1] if wanted else len(terms) - 1

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.table.setAccessibleName(tr("Worked update"))
        self._column.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(4))
        self._column.setSpacing(theme.px(2))
        for part in (self.head, self.table, self.numbers, self.verdict, self.sentence):
            part.show_theme(theme)

    def show_tall(self, tall: bool) -> None:
        """High rows with typeset fractions, or low ones."""
        self.table.show_tall(tall)
        self.numbers.show_tall(tall)
        self._refresh()

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Take the runs and how they look."""
        if len(looks) != len(self._looks):
            self._trajectories = ()
        self._experiment, self._looks = experiment, looks
        self._names = tuple(tr(name) for name in run_names(experiment.runs, own_names(looks)))
        self._axes = axis_name(surface.axes[0]), axis_name(surface.axes[1])
        self.table.terms.show_axes(surface.axes)
        self._refresh()

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """Take what was recorded so far, one entry a run."""
        self._trajectories = trajectories
        self._refresh()

    def show_selected(self, index: int) -> None:
        """The run to work out; −1 for none."""
        if index != self._selected:
            self._selected = index
            self._refresh()

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        if step != self._step:
            self._step = step
            self._refresh()

    def show_term(self, index: int) -> None:
        """The term that is pointed at, here or on another view; −1 for none."""
        if index != self._pointed:
            self._pointed = index
            self._show_chosen()

    def wanted_height(self, rows: int = 9) -> int:
        """The height at which so many terms show, in pixels."""
        below = self.numbers.sizeHint().height() + self.verdict.sizeHint().height()
        around = below + 3 * self._theme.px(2) + self._theme.px(4)
        return self.table.wanted_height(rows) + around

    def copy(self) -> None:
        """The chosen term with its numbers, as text."""
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        clipboard.setText(self.numbers.text)

    def showEvent(self, event: object) -> None:
        """Nothing was computed while it was hidden."""
        if self._stale:
            self._refresh()

    def _keep(self, row: int) -> None:
        self._kept = self.table.terms.terms[row].latex
        self._show_chosen()

    def _refresh(self) -> None:
        self._stale = not self.isVisible()
        if self._stale:
            return
        self._update = self._found()
        there = self._update is not None
        for part in (self.table, self.numbers, self.verdict):
            part.setVisible(there)
        self.table.show_update(self._update)
        self.table.setMaximumHeight(self.table.wanted_height(len(self.table.terms.terms)))
        self.verdict.show_update(self._update)
        self.sentence.show_sentence("" if there else self._why_nothing())
        if 0 <= self._selected < len(self._names):
            step = self._update.step if self._update is not None else self._step
            self.head.show_run(self._looks[self._selected], self._names[self._selected], step, there)
        self._show_chosen()

    def _found(self) -> WorkedUpdate | None:
        trajectory = self._trajectory
        if self._experiment is None or trajectory is None:
            return None
        return update_at(self._experiment.runs[self._selected], trajectory, self._step)

    @property
    def _trajectory(self) -> Trajectory | None:
        shown = 0 <= self._selected < min(len(self._trajectories), len(self._looks))
        return self._trajectories[self._selected] if shown else None

    def _why_nothing(self) -> str:
        trajectory = self._trajectory
        if not 0 <= self._selected < len(self._looks):
            return tr("Select a run, and its step is worked out here.")
        if trajectory is None or not trajectory.complete:
            return tr("The next step is not recorded yet.")
        if trajectory.failure is not None:
            return tr("The run broke off at step {step}: there is no next one.", step=trajectory.steps)
        return tr("This is the last step. Go back one, and it is worked out here.")

    def _show_chosen(self) -> None:
        if self._update is None:
            self.numbers.show_lines(())
            return
        chosen = self.chosen
        self.table.show_marked(chosen)
        self.numbers.show_lines(term_lines(self._update.terms[chosen], self._axes))
        self.numbers.setAccessibleName(self.numbers.text)
