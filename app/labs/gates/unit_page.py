"""One unit: what it says, what it is, and where it is."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine.gates.forward import boundary_level
from app.engine.gates.slips import Slip
from app.engine.gates.tables import gate_of
from app.gates_document import GatesDocument
from app.i18n import tr
from app.labs.gates.page import Array, GatesPage, Shown
from app.theme import DARK, Theme
from app.timers import timer
from app.views.gates.card import Card
from app.views.gates.curves_view import CurvesView
from app.views.gates.diagram_view import DiagramView
from app.views.gates.exercise_bar import ExerciseBar
from app.views.gates.plane_view import PlaneView
from app.views.gates.row_view import RowView
from app.views.gates.slice_pane import SlicePane
from app.views.gates.table_view import TableView
from app.views.gates.verdict_bar import VerdictBar
from app.views.gates.weights_menu import WeightsMenu

MIDDLE = (290, 340)
LEAST_RIGHT = 304
CUT_MS = 50
LEAST_DIAGRAM, LEAST_ROW, MOST_ROWS = 97, 60, 6


class UnitPage(GatesPage):
    """Left the plane, in the middle three zooms of one row, right the loss: one playhead moves them all."""

    needs_unit = True

    def __init__(self, opengl: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._step = DARK, 0
        self._shown: Shown | None = None
        self._told: object = None
        self._gate_key = ""
        self.plane, self.verdict = PlaneView(), VerdictBar()
        self.diagram, self.row, self.table = DiagramView(), RowView(), TableView()
        self.slice, self.curves = SlicePane(opengl=opengl), CurvesView()
        self.weights, self.exercise = WeightsMenu(), ExerciseBar()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.exercise)
        column.addWidget(self.plane, 1)
        column.addWidget(self.verdict)
        self.cards = (
            Card(left, tr("What the unit says"), tools=(self.weights,)),
            Card(self.diagram, tr("The unit")),
            Card(self.row),
            Card(self.table),
            Card(self.slice, bare=True),
            Card(self.curves, bare=True),
        )
        self._row_layout, self._middle, self._right = QHBoxLayout(self), QVBoxLayout(), QVBoxLayout()
        self._row_layout.addWidget(self.cards[0])
        for layout, cards in ((self._middle, self.cards[1:4]), (self._right, self.cards[4:])):
            for card in cards:
                layout.addWidget(card)
            self._row_layout.addLayout(layout)
        self._views = (self.plane, self.diagram, self.row, self.table)
        self._values: Array = np.empty(0)
        self._cut_timer = timer(self, CUT_MS, self._show_cut, single=True)
        self._connect()

    def _connect(self) -> None:
        for view in (self.plane, self.diagram, self.slice):
            view.values_edited.connect(self.unit_edited)
        for editing in (self.plane, self.diagram, self.slice, self.table):
            editing.edit_finished.connect(self.edit_finished)
            editing.edit_given_up.connect(self.edit_given_up)
        for telling in (self.plane, self.table):
            telling.row_picked.connect(self.row_picked)
            telling.row_flipped.connect(self.row_flipped)
        self.weights.weights_chosen.connect(self._choose_weights)
        self.weights.slip_chosen.connect(self._ask)
        self.exercise.closed.connect(lambda: self._ask(None))
        self.table.threshold_edited.connect(self.threshold_edited)
        self.slice.loss_picked.connect(self.loss_chosen)
        self.curves.step_requested.connect(self.step_requested)

    def _choose_weights(self, weights: tuple[float, ...]) -> None:
        self.unit_edited.emit(weights)
        self.edit_finished.emit()

    def _ask(self, slip: Slip | None) -> None:
        """A slip of the notes is to be found, or is done with."""
        self.exercise.show_slip(slip)
        self.plane.show_drawn(() if slip is None or slip.drawn is None else slip.drawn)
        if slip is not None:
            self.slip_picked.emit(slip)
            self.edit_finished.emit()

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        for part in (*self.cards, *self._views, self.verdict, self.slice, self.curves, self.exercise):
            part.show_theme(theme)
        self.weights.show_size(theme)
        gap = theme.px(10)
        self._row_layout.setContentsMargins(theme.px(12), gap, theme.px(12), gap)
        for layout in (self._row_layout, self._middle, self._right):
            layout.setSpacing(gap)
        self._divide()

    def show_shown(self, shown: Shown) -> None:
        """Another document, or other records."""
        self._shown = shown
        document = shown.document
        told = (document.unit, document.look, document.threshold)
        if told != self._told:
            self._told = told
            self._show_task(document)
        self.curves.show_experiment(document.unit, document.looks, runs=document.experiment.runs)
        self.curves.show_selected(document.selected)
        self.curves.show_trajectories(shown.unit)
        if not self._cut_timer.isActive():
            self._cut_timer.start()
        self._show_values()

    def _show_task(self, document: GatesDocument) -> None:
        """Another table, unit, look or threshold."""
        task, look, threshold = document.unit, document.look, document.threshold
        for view in self._views:
            view.show_task(task, look)
            view.show_threshold(threshold)
        self.verdict.show_task(task)
        self.verdict.show_threshold(threshold)
        self.curves.show_threshold(threshold)
        if document.gate_key != self._gate_key:
            self._gate_key = document.gate_key
            self.weights.show_gate(document.gate_key)
            self._ask(None)
        elif boundary_level(task, threshold) != 0:
            self._ask(None)  # the answers are about the line where z is 0
        gate = gate_of(document.rows)
        everywhere = tr("for every point of the input plane"), tr("for every input")
        self.cards[0].show_note(*((tr(gate.sentence),) if gate is not None else everywhere))

    def _show_cut(self) -> None:
        """The surface under the run, a moment later: while a hand drags, it is not raised at every move."""
        if self._shown is not None:
            document = self._shown.document
            self.slice.show_experiment(document.experiment, document.looks)
            self.slice.show_selected(document.selected)
            self.slice.show_trajectories(self._shown.unit)

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        self._step = step
        self.slice.show_step(step)
        self.curves.show_step(step)
        self._show_values()

    def _show_values(self) -> None:
        if self._shown is None:
            return
        values = self._shown.unit_values(self._step)
        if np.array_equal(values, self._values, equal_nan=True) and len(values):
            return
        self._values = values
        for view in (*self._views, self.verdict):
            view.show_values(values)
        self._divide_middle()

    def show_row(self, row: int) -> None:
        """Another row of the truth table is in the foreground."""
        for view in self._views:
            view.show_row(row)
        self._divide_middle()
        rows = () if self._shown is None else self._shown.document.rows
        if row < len(rows):
            inputs = f"({rows[row].x1:g}, {rows[row].x2:g})"
            self.cards[1].show_note(tr("given row {inputs}", inputs=inputs), inputs)

    def runs_place(self) -> QRect:
        """Over the middle: plane, ball and loss stay in sight."""
        return self.cards[1].geometry().united(self.cards[3].geometry())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Divide the width anew."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        """The plane is square, the middle as wide as its table; the rest is the loss's."""
        theme = self._theme
        width = self.width() - 2 * theme.px(12) - 2 * theme.px(10)
        least, most = map(theme.px, MIDDLE)
        middle = min(max(round(width * 0.245), least), most)
        high = self.height() - 2 * theme.px(10)
        left = min(round(high * 0.85), width - middle - theme.px(LEAST_RIGHT))
        left = max(left, theme.px(260))
        self.cards[0].setFixedWidth(left)
        for card in self.cards[1:4]:
            card.setFixedWidth(middle)
        self._right.setStretch(0, 65)
        self._right.setStretch(1, 35)
        self._divide_middle()

    def _divide_middle(self) -> None:
        """The table has all its rows and the worked row all its lines; the diagram gets what is left, up to a point."""
        _, diagram, row, table, *_ = self.cards
        theme, gaps = self._theme, 4 * self._theme.px(10)
        rows = 0 if self._shown is None else min(len(self._shown.document.rows), MOST_ROWS)
        high = self.height() - gaps
        least = diagram.around + theme.px(LEAST_DIAGRAM)
        wanted_table = table.around + self.table.wanted_height(max(rows, 1))
        wanted_row = row.around + self.row.wanted_height()
        table.setFixedHeight(max(min(wanted_table, high - least - theme.px(LEAST_ROW)), theme.px(60)))
        left = high - table.height()
        row.setFixedHeight(max(min(wanted_row, left - least), theme.px(LEAST_ROW)))
