"""Two layers: two lines and the unit that reads them, put together by hand."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QLineF, QRect
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine.gates.composition_script import composition_script_of
from app.i18n import tr
from app.labs.gates.claim_words import seen_sentence
from app.labs.gates.page import Array, GatesPage, Shown
from app.labs.gates.row_walk import Walk, walk_at
from app.labs.gates.two_layers import LOOK, Layers, Sights, layers_of, show_inputs, show_seen
from app.labs.still import Still
from app.theme import DARK, Theme
from app.views.buttons import ToolButton
from app.views.gates.card import Card
from app.views.gates.diagram_view import DiagramView
from app.views.gates.plane_view import PlaneView
from app.views.gates.point_flight import PointFlight
from app.views.gates.row_view import RowView
from app.views.gates.table_view import TableView
from app.views.gates.verdict_bar import VerdictBar
from app.views.segments import Segments
from app.views.sentence import Sentence
from surfaces.message import Message

MIDDLE = (300, 400)
FULL, LOW = 390, 500
"""The least width of a plane's card, and height of the page, in pixels at scale 1, that have room for everything."""
LEAST_WORKED = 190
_EDGE, _GAP = 12, 10
_REASON = Message("Nothing is trained on this page.")


class LayersPage(GatesPage):
    """Left the inputs, in the middle three zooms of one row, right what the last unit sees.

    Weights changed here are the document's, and last until the table is another or they are set back.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._shown, self._step, self._row, self._walked = DARK, None, 0, -1, -1
        self._layers: Layers | None = None
        self.plane, self.seen, self.verdict, self.sentence = PlaneView(), PlaneView(), VerdictBar(), Sentence()
        self.diagram, self.worked, self.table = DiagramView(), RowView(), TableView(compact=True)
        self.back = ToolButton("reset", tr("Set all weights back to those of the notes"))
        self.table.show_layers(True)
        self.plane.show_editable(False)
        left, right = _under(self.plane, self.verdict), _under(self.seen, self.sentence)
        self.cards = (
            Card(
                left,
                tr("What the two layers say"),
                (tr("for every point of the input plane"), tr("for every input")),
            ),
            Card(self.diagram, tr("Two layers"), tools=(self.back,)),
            Card(self.worked),
            Card(self.table),
            Card(right, tr("What the last unit sees")),
        )
        self._columns, self._middle = QHBoxLayout(self), QVBoxLayout()
        self._columns.addWidget(self.cards[0])
        self.zoom = Segments((("row", tr("Row, worked")), ("table", tr("Table"))), tr("Shown"), self)
        self.zoom.show_choice("row")
        self.zoom.chosen.connect(self._show_zoom)
        self._zoom, self._is_low = "row", False
        self._middle.addWidget(self.cards[1], 35)
        self._middle.addWidget(self.zoom)
        self._middle.addWidget(self.cards[2], 45)
        self._middle.addWidget(self.cards[3], 20)
        self._columns.addLayout(self._middle)
        self._columns.addWidget(self.cards[4], 1)
        self.flight = PointFlight(self)
        self._views = (self.plane, self.seen, self.diagram, self.worked, self.table)
        self._connect()

    _shown: Shown | None

    def _connect(self) -> None:
        for telling in (self.plane, self.seen, self.table):
            telling.row_picked.connect(self.row_picked)
        self.diagram.values_edited.connect(self._edit)
        self.seen.values_edited.connect(self._edit_last)
        for view in (self.diagram, self.seen):
            view.edit_finished.connect(self.edit_finished)
            view.edit_given_up.connect(self.edit_given_up)
        self.back.clicked.connect(self._set_back)

    @property
    def layers(self) -> Layers | None:
        """What is on screen."""
        return self._layers

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        for part in (*self.cards, *self._views, self.verdict, self.sentence, self.flight):
            part.show_theme(theme)
        self.sentence.setFont(theme.font(theme.body_size + 1))
        self.sentence.setIndent(theme.px(6))
        self.sentence.setFixedHeight(self.verdict.height())
        self.zoom.show_theme(theme, theme.small_control_height, theme.label_size + 0.5)
        self.cards[3].setMinimumHeight(self.table.wanted_height(4) + self.cards[3].around)
        self.back.show_theme(theme, 16, theme.small_control_height)
        gap = theme.px(_GAP)
        self._columns.setContentsMargins(theme.px(_EDGE), gap, theme.px(_EDGE), gap)
        for layout in (self._columns, self._middle):
            layout.setSpacing(gap)
        self._divide()

    def show_shown(self, shown: Shown) -> None:
        """Another table has other layers, and a hand may have changed their weights."""
        before, self._shown, document = self._shown, shown, shown.document
        if before is None or (before.document.rows, before.document.composed) != (document.rows, document.composed):
            self._show_layers(layers_of(document.rows, np.array(document.composed) if document.composed else None))

    def _show_layers(self, layers: Layers | None) -> None:
        self._layers = layers
        if layers is None:
            return
        composition = layers.composition
        show_inputs(self.plane, layers)
        show_seen(self.seen, layers)
        for view in (self.diagram, self.worked, self.table):
            view.show_task(layers.task, LOOK)
            view.show_values(layers.values)
        self.diagram.show_names(composition.names, composition.output)
        self.verdict.show_task(layers.task)
        self.verdict.show_values(layers.values)
        first, second = composition.names
        self.cards[1].show_note(f"{composition.output}({first}, {second})")
        self.cards[4].show_note(tr("{unit}, over h₁ and h₂", unit=composition.output), composition.output)
        self.sentence.show_sentence(seen_sentence(composition, layers.task, layers.values))
        self.back.setEnabled(not np.array_equal(layers.values, composition.values))
        self._show_flight()

    def _edit(self, values: Array) -> None:
        """Those of the notes are no weights that were set by hand."""
        notes = self._layers is not None and np.array_equal(values, self._layers.composition.values)
        self.layers_edited.emit(() if notes else values)

    def _set_back(self) -> None:
        self.layers_edited.emit(())
        self.edit_finished.emit()

    def _edit_last(self, unit: Array) -> None:
        """The line of the hidden plane is the last unit's."""
        if self._layers is not None:
            self._edit(np.concatenate([self._layers.values[:6], np.asarray(unit, np.float64)]))

    def show_step(self, step: int) -> None:
        """The playhead walks the rows, as beside the other two ways."""
        self._step = step
        walk = self._walk
        before, self._walked = self._walked, walk.row
        if before not in (-1, walk.row):
            self.row_picked.emit(walk.row)
        self._show_flight()

    def show_row(self, row: int) -> None:
        """Another row of the truth table is in the foreground."""
        self._row = row
        for view in self._views:
            view.show_row(row)
        self._fit_worked()
        self._show_flight()

    @property
    def _walk(self) -> Walk:
        if self._shown is None:
            return Walk(0, 0.0)
        document = self._shown.document
        return walk_at(self._step, document.experiment.steps, len(document.rows))

    def _show_flight(self) -> None:
        walk = self._walk
        self.flight.setGeometry(self.rect())
        front = (*self.cards[1:4], self.zoom, self.verdict, self.sentence)
        seen = tuple(part for part in front if part.isVisibleTo(self))
        top, gap = self.cards[1].geometry(), self._middle.spacing()
        y = top.bottom() + 1 + gap / 2
        strait = QLineF(top.left(), y, top.right(), y)
        sights = Sights(self, self.plane, self.seen, seen, strait, gap)
        sights.show(self.flight, self._layers if walk.row == self._row else None, walk)

    def still(self) -> Still | None:
        """Both planes with all between them, and the two layers as a module."""
        if self._layers is None:
            return None
        composition, task = self._layers.composition, self._layers.task
        return Still(_REASON, self, composition_script_of(composition, task.rows, self._layers.values))

    def runs_place(self) -> QRect:
        """Over the middle: both planes stay in sight."""
        return self.cards[1].geometry().united(self.cards[2 if self.cards[3].isHidden() else 3].geometry())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Divide the width anew."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        """Both planes get the same; the middle is as wide as its table."""
        theme = self._theme
        width = self.width() - 2 * theme.px(_EDGE) - 2 * theme.px(_GAP)
        least, most = map(theme.px, MIDDLE)
        middle = min(max(round(width * 0.3), least), most)
        self.cards[0].setFixedWidth(max((width - middle) // 2, theme.px(200)))
        for card in self.cards[1:4]:
            card.setFixedWidth(middle)
        self.seen.show_compact(self.cards[0].maximumWidth() < theme.px(FULL))
        self._is_low = self.height() < theme.px(LOW)
        self._show_zoom(self._zoom)

    def _show_zoom(self, key: str) -> None:
        """Where the page is low, the worked row and the table take turns."""
        self._zoom = key
        self.zoom.setVisible(self._is_low)
        self.cards[2].setVisible(not self._is_low or key == "row")
        self.cards[3].setVisible(not self._is_low or key == "table")
        self._fit_worked()
        self._show_flight()

    def _fit_worked(self) -> None:
        """As high as its lines; what is left is the diagram's."""
        most = max(self.worked.wanted_height(), self._theme.px(LEAST_WORKED)) + self.cards[2].around
        self.cards[2].setMaximumHeight(self.height() if self._is_low else most)


def _under(plane: QWidget, words: QWidget) -> QWidget:
    """A plane with words below it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(plane, 1)
    column.addWidget(words)
    return made
