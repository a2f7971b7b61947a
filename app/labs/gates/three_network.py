"""The third way: torch finds the lines, from most seeds."""

from __future__ import annotations

from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import tr
from app.labs.gates.claim_words import coin_of, live_claim, network_caption, network_sentences
from app.labs.gates.page import GatesPage, Shown
from app.labs.gates.study_link import StudyLink
from app.theme import DARK, Theme
from app.views.gates.claim_column import ClaimColumn
from app.views.gates.curves_view import CurvesView
from app.views.gates.diagram_view import DiagramView
from app.views.gates.plane_view import PlaneView
from app.views.gates.seed_bars import SeedBars
from app.views.gates.table_view import TableView


class NetworkColumn:
    """The network of the document; the bars count the seeds that solve it, by hidden units."""

    def __init__(self, page: GatesPage, studies: StudyLink) -> None:
        self._studies = studies
        self._shown: Shown | None = None
        self.plane, self.table, self.diagram = PlaneView(), TableView(compact=True), DiagramView()
        self.curves, self.bars = CurvesView(compact=True), SeedBars()
        self.plane.show_compact(True)
        left, right = QWidget(), QWidget()
        self._theme, self._is_low = DARK, False
        self._left, self._right = QVBoxLayout(left), QVBoxLayout(right)
        for rows in (self._left, self._right):
            rows.setContentsMargins(0, 0, 0, 0)
        self._left.addWidget(self.diagram, 1)
        self._right.addWidget(self.curves, 46)
        self._right.addWidget(self.bars, 54)
        self.column = ClaimColumn(3, self.plane, self.table, (left, right))
        self.column.divided.connect(self._divide)
        self._views = (self.plane, self.table, self.diagram)
        self.diagram.values_edited.connect(page.network_edited)
        self.diagram.edit_finished.connect(page.edit_finished)
        self.diagram.edit_given_up.connect(page.edit_given_up)
        for telling in (self.plane, self.table):
            telling.row_picked.connect(page.row_picked)
            telling.row_flipped.connect(page.row_flipped)
        self.curves.step_requested.connect(page.step_requested)
        self.column.opened.connect(lambda: page.page_requested.emit("network"))
        self.bars.bar_picked.connect(studies.pick)
        self.bars.start_requested.connect(studies.count)
        self.bars.cancel_requested.connect(studies.cancel)
        studies.changed.connect(self._show_study)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._right.setSpacing(theme.px(2))
        self.curves.setMinimumSize(theme.px(100), theme.px(60))
        for part in (*self._views, self.curves, self.bars, self.column):
            part.show_theme(theme)

    def show_shown(self, shown: Shown) -> None:
        """Another document, or other records."""
        before, self._shown = self._shown, shown
        document = shown.document
        if before is None or before.document is not document:
            task, experiment = document.network_task, document.experiment
            for view in self._views:
                view.show_task(task, document.look)
                view.show_threshold(document.threshold)
            self.curves.show_experiment(task, document.looks, experiment.steps, experiment.runs)
            self.curves.show_threshold(document.threshold)
            self.curves.show_selected(document.selected)
            coin = coin_of(task)
            self.curves.show_levels(() if coin is None else ((coin[0], coin[1].split(" = ")[0]),))
            by_hand = bool(document.network.start)
            seed = tr("loss, weights by hand") if by_hand else tr("loss, seed {seed}", seed=experiment.seed)
            self.column.show_captions(network_caption(task), seed)
            self._show_study()
        self.curves.show_trajectories(shown.network)

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        shown = self._shown
        self.curves.show_step(step)
        if shown is None:
            return
        document, values = shown.document, shown.network_values(step)
        task = document.network_task
        for view in self._views:
            view.show_values(values)
        claim = live_claim(tr("Let torch find it"), task, values, document.threshold, task.cloud is not None)
        self.column.show_claim(claim, network_sentences(task))

    def show_row(self, row: int) -> None:
        """Another row in the foreground."""
        for view in self._views:
            view.show_row(row)

    def _divide(self) -> None:
        """Where the evidence is too low for curve and bars below each other, the bars take the diagram's place."""
        low = self.column.places.is_low(self._theme)
        if low != self._is_low:
            self._is_low = low
            (self._right if low else self._left).removeWidget(self.bars)
            if low:
                self._left.addWidget(self.bars, 1)
            else:
                self._right.addWidget(self.bars, 54)
            self.bars.setVisible(bool(self._studies.bars))
            self.diagram.setVisible(not low)

    def _show_study(self) -> None:
        """What is counted so far, while it is of hidden units that the link counts."""
        if self._studies.kind != "hidden" or self._shown is None:
            return
        bars = self._studies.bars
        self.bars.setVisible(bool(bars))
        self.bars.show_hidden(tuple(bar.key for bar in bars))
        self.bars.show_counts(self._studies.counts)
        self.bars.show_chosen(*self._studies.chosen)
        self.bars.show_running(self._studies.running)
