"""The network: what it says, what it is, what its output unit sees, and how many seeds solve it."""

from __future__ import annotations

from dataclasses import replace
from math import nan

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.engine.gates.diagnosis import gate_diagnosis
from app.engine.gates.levels import CLOSE
from app.gates_document import GatesDocument
from app.i18n import tr
from app.labs.gates.network_layout import NetworkLayout
from app.labs.gates.page import GatesPage, Shown
from app.labs.gates.study_link import StudyLink
from app.labs.gates.study_panel import StudyPanel
from app.theme import Theme
from app.views.gates.card import Card
from app.views.gates.curves_view import CurvesView
from app.views.gates.diagram_view import DiagramView
from app.views.gates.hidden_space import HiddenSpace
from app.views.gates.level_lines import level_lines
from app.views.gates.network_choices import NetworkChoices
from app.views.gates.outcome_bar import OutcomeBar
from app.views.gates.plane_view import PlaneView
from app.views.gates.row_view import RowView
from app.views.gates.switched import Switched
from app.views.gates.table_view import TableView
from app.views.gates.verdict_bar import VerdictBar


class NetworkPage(GatesPage):
    """Left the plane and how it ended, in the middle the network, right the hidden space, many seeds and the loss."""

    needs_network = True

    def __init__(self, studies: StudyLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._step = 0
        self._studies = studies
        self.plane, self.verdict, self.outcome = PlaneView(), VerdictBar(), OutcomeBar()
        self.choices, self.diagram = NetworkChoices(), DiagramView()
        self.row, self.table = RowView(headed=False), TableView()
        self.hidden, self.curves, self.seeds = HiddenSpace(), CurvesView(), StudyPanel(studies)
        views = (("table", tr("Table"), self.table), ("row", tr("Row, worked"), self.row))
        self.zooms = Switched(tr("Shown"), views)
        self._views = (self.plane, self.diagram, self.row, self.table, self.hidden)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.plane, 1)
        column.addWidget(self.verdict)
        column.addWidget(self.outcome)
        self._diagram_card = Card(self.diagram, tr("The network"))
        self._hidden_card = Card(self.hidden, tr("Hidden space"))
        self.parts = NetworkLayout(
            self,
            Card(
                left,
                tr("What the network says"),
                (tr("each dashed line is a hidden unit"), tr("dashed: hidden units")),
            ),
            (Card(self.choices), self._diagram_card, Card(self.zooms)),
            (self._hidden_card, Card(self.seeds, tr("Many seeds"))),
            Card(self.curves),
        )

    def _connect(self) -> None:
        for view in (self.diagram, self.hidden):
            view.values_edited.connect(self.network_edited)
        for telling in (self.plane, self.table, self.hidden):
            telling.row_picked.connect(self.row_picked)
            telling.row_flipped.connect(self.row_flipped)
        self.table.threshold_edited.connect(self.threshold_edited)
        for editing in (self.diagram, self.hidden, self.table):
            editing.edit_finished.connect(self.edit_finished)
            editing.edit_given_up.connect(self.edit_given_up)
        self.curves.step_requested.connect(self.step_requested)
        choices = self.choices
        choices.hidden_chosen.connect(self._choose_hidden)
        choices.activation_chosen.connect(self._choose_activation)
        choices.loss_chosen.connect(self._choose_loss)
        choices.initialization_chosen.connect(self._choose_initialization)
        choices.seed_chosen.connect(self.seed_chosen)
        choices.failing_seed_wanted.connect(self._studies.pick_failing)
        self._studies.changed.connect(self._show_studies)
        self.seeds.kind_changed.connect(lambda: self.parts.show_wide_seeds(self.seeds.needs_width))
        self.hidden.axes_changed.connect(self._show_note)

    @property
    def _document(self) -> GatesDocument:
        assert self._shown is not None
        return self._shown.document

    def _choose_hidden(self, hidden: int) -> None:
        """Weights that were set by hand do not fit another number of units."""
        self.network_chosen.emit(replace(self._document.network, hidden=hidden, start=()))

    def _choose_activation(self, key: str) -> None:
        self.network_chosen.emit(replace(self._document.network, activation=key))

    def _choose_loss(self, key: str) -> None:
        self.network_chosen.emit(replace(self._document.network, loss=key))

    def _choose_initialization(self, key: str) -> None:
        """Whoever chooses how weights are drawn wants them drawn."""
        self.network_chosen.emit(replace(self._document.network, initialization=key, start=()))

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        parts = (self.verdict, self.outcome, self.choices, self.zooms, self.curves, self.seeds)
        for part in (*self._views, *parts):
            part.show_theme(theme)
        self.parts.show_theme(theme)

    def show_shown(self, shown: Shown) -> None:
        """Another document, or other records."""
        before, self._shown = self._shown, shown
        document = shown.document
        renewed = before is None or before.document is not document
        if renewed:
            self._show_document(document)
        if renewed or before is None or before.network is not shown.network:
            self.curves.show_trajectories(shown.network)
            self._show_outcome(shown)
            self._show_levels()
        self._show_values()

    def _show_document(self, document: GatesDocument) -> None:
        task, look = document.network_task, document.look
        for view in self._views:
            view.show_task(task, look)
            view.show_threshold(document.threshold)
        self.verdict.show_task(task)
        self.verdict.show_threshold(document.threshold)
        self.curves.show_experiment(task, document.looks, runs=document.experiment.runs)
        self.curves.show_threshold(document.threshold)
        self.curves.show_selected(document.selected)
        self.choices.show_network(task, document.experiment.seed)
        self._show_note()
        self._show_studies()

    def _show_outcome(self, shown: Shown) -> None:
        document, at = shown.document, shown.document.selected
        if at >= len(shown.network):
            self.outcome.show_diagnosis(None)
            return
        experiment = document.network_experiment
        found = gate_diagnosis(experiment, experiment.runs[at], shown.network[at], document.threshold)
        self.outcome.show_diagnosis(found)

    def _show_studies(self) -> None:
        """How many of the seeds of this very network fail."""
        count = self._studies.count_on_screen
        known = count is not None and count.done == count.of
        self.choices.show_failing(len(count.failed) if known and count else None, count.of if count else 0)

    def _show_note(self) -> None:
        self._hidden_card.show_note(*self.hidden.notes)

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        self._step = step
        self.curves.show_step(step)
        self._show_values()

    def _show_values(self) -> None:
        if self._shown is None:
            return
        values = self._shown.network_values(self._step)
        for view in (*self._views, self.verdict):
            view.show_values(values)

    def show_row(self, row: int) -> None:
        """Another row of the truth table is in the foreground."""
        for view in self._views:
            view.show_row(row)
        rows = () if self._shown is None else self._shown.document.rows
        if row < len(rows):
            inputs = f"({rows[row].x1:g}, {rows[row].x2:g})"
            self._diagram_card.show_note(tr("given row {inputs}", inputs=inputs), inputs)

    def runs_place(self) -> QRect:
        """Over the middle: plane, seeds and loss stay in sight."""
        return self.parts.middle_place()

    def showEvent(self, event: QShowEvent | None) -> None:
        """In front: seeds are counted."""
        super().showEvent(event)
        self.seeds.begin()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Left: they are not."""
        super().hideEvent(event)
        self._studies.close()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Divide the width anew."""
        super().resizeEvent(event)
        self.parts.divide()
        self._show_levels()

    def _show_levels(self) -> None:
        """All levels where there is room for their names, else the first, and the one where the training stands."""
        shown = self._shown
        if shown is None:
            return
        levels = level_lines(shown.document.network_task)
        if self.parts.is_low or self.parts.is_narrow:
            at = shown.document.selected
            trajectory = shown.network[at] if at < len(shown.network) else None
            last = float(trajectory.losses[-1]) if trajectory is not None and len(trajectory.losses) else nan
            levels = levels[:1] + tuple(level for level in levels[1:] if abs(level[0] - last) < CLOSE)
        self.curves.show_levels(levels)
