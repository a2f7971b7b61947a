"""The first way: one line, and why it never gets all four rows right."""

from __future__ import annotations

import numpy as np
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import tr
from app.labs.gates.claim_words import coin_line, coin_of, line_note, line_sentences, mark_of, one_line_claim
from app.labs.gates.page import Array, GatesPage, Shown
from app.theme import DARK, Theme
from app.views.buttons import TextButton, explain
from app.views.gates.claim_column import ClaimColumn
from app.views.gates.curves_view import CurvesView
from app.views.gates.diagram_view import DiagramView
from app.views.gates.plane_view import PlaneView
from app.views.gates.table_view import TableView
from app.views.sentence import Sentence

_BEST = (-1.0, 2.0, 2.0)
"""Weights (b, w1, w2) with which three rows of XOR are right; turned around, of XNOR."""


class LineColumn:
    """The unit of the document: its line can be dragged, and one playhead moves it."""

    def __init__(self, page: GatesPage) -> None:
        self._page = page
        self._shown: Shown | None = None
        self.plane, self.table, self.diagram = PlaneView(), TableView(compact=True), DiagramView()
        self.curves, self.note = CurvesView(compact=True), Sentence()
        self.best = TextButton(tr("Try 3 right"))
        explain(
            self.best,
            tr("Begin with a line that has 3 corners right"),
            tr("Then see what it costs, and where training takes it."),
        )
        self.plane.show_compact(True)
        self.plane.show_proof(True)
        left, right = QWidget(), QWidget()
        self._theme, self._is_low = DARK, False
        self._left, self._right = QVBoxLayout(left), QVBoxLayout(right)
        for rows in (self._left, self._right):
            rows.setContentsMargins(0, 0, 0, 0)
        self._left.addWidget(self.diagram, 1)
        self._right.addWidget(self.curves, 1)
        self._right.addWidget(self.note)
        self.column = ClaimColumn(1, self.plane, self.table, (left, right))
        self.column.divided.connect(self._divide)
        self.column.set_tool(self.best)
        self._views = (self.plane, self.table, self.diagram)
        self._connect()

    def _connect(self) -> None:
        page = self._page
        for editor in (self.plane, self.diagram):
            editor.values_edited.connect(page.unit_edited)
            editor.edit_finished.connect(page.edit_finished)
            editor.edit_given_up.connect(page.edit_given_up)
        for telling in (self.plane, self.table):
            telling.row_picked.connect(page.row_picked)
            telling.row_flipped.connect(page.row_flipped)
        self.curves.step_requested.connect(page.step_requested)
        self.column.opened.connect(lambda: page.page_requested.emit("unit"))
        self.best.clicked.connect(self._begin_with_best)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        for part in (*self._views, self.curves, self.note, self.column):
            part.show_theme(theme)
        self.note.setFont(theme.font(theme.body_size, 500))
        self.best.show_theme(theme, theme.label_size, 22)
        self.curves.setMinimumSize(theme.px(80), theme.px(60))

    def show_shown(self, shown: Shown) -> None:
        """Another document, or other records."""
        before, self._shown = self._shown, shown
        document = shown.document
        if before is None or before.document is not document:
            for view in self._views:
                view.show_task(document.unit, document.look)
                view.show_threshold(document.threshold)
            experiment = document.experiment
            self.curves.show_experiment(document.unit, document.looks, experiment.steps, experiment.runs)
            self.curves.show_threshold(document.threshold)
            self.curves.show_selected(document.selected)
            self.curves.show_levels(coin_line(coin_of(document.unit)))
            self.column.show_captions(tr("the unit"), tr("loss, {steps} steps", steps=experiment.steps))
        self.curves.show_trajectories(shown.unit)

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        shown = self._shown
        self.curves.show_step(step)
        if shown is None:
            return
        document, values = shown.document, shown.unit_values(step)
        for view in self._views:
            view.show_values(values)
        # At the start the curve's own marker is there, and says the same.
        mark = mark_of(document.unit, self._start) if step else None
        self.curves.show_mark(*((None, "") if mark is None else mark))
        self.column.show_claim(one_line_claim(document.unit), line_sentences(document.unit))
        self.note.show_sentence(line_note(document.unit, self._start, values, self._end, document.threshold))

    def show_row(self, row: int) -> None:
        """Another row in the foreground."""
        for view in self._views:
            view.show_row(row)

    def _divide(self) -> None:
        """Where the evidence is too low for curve and sentence below each other, this takes the diagram's place."""
        low = self.column.places.is_low(self._theme)
        if low != self._is_low:
            self._is_low = low
            (self._right if low else self._left).removeWidget(self.note)
            (self._left if low else self._right).addWidget(self.note)
            self.note.setVisible(bool(self.note.text()))
            self.diagram.setVisible(not low)

    @property
    def _start(self) -> Array:
        """The weights that were set by hand."""
        return np.array(() if self._shown is None else self._shown.document.experiment.start, np.float64)

    @property
    def _end(self) -> Array:
        """The last weights of a whole record."""
        shown = self._shown
        at = 0 if shown is None else shown.document.selected
        trajectory = None if shown is None or at >= len(shown.unit) else shown.unit[at]
        if trajectory is None or not trajectory.complete or trajectory.failure is not None:
            return np.empty(0)
        return np.asarray(trajectory.parameters[-1], np.float64)

    def _begin_with_best(self) -> None:
        if self._shown is None:
            return
        first = {(row.x1, row.x2): row.target for row in self._shown.document.rows}[0.0, 0.0]
        self._page.unit_edited.emit(np.array(_BEST) * (1 - 2 * first))
        self._page.edit_finished.emit()
