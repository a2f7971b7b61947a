"""The second way: two lines, and one unit that reads what they say."""

from __future__ import annotations

from PyQt6.QtCore import QRect

from app.i18n import tr
from app.labs.gates.claim_words import layers_caption, live_claim
from app.labs.gates.page import GatesPage
from app.labs.gates.row_walk import Walk
from app.labs.gates.two_layers import LOOK, Layers, Sights, show_inputs, show_seen
from app.theme import DARK, Theme
from app.views.gates.claim_column import ClaimColumn
from app.views.gates.diagram_view import DiagramView
from app.views.gates.plane_view import PlaneView
from app.views.gates.point_flight import PointFlight
from app.views.gates.table_view import TableView

SMALL = 168
"""A hidden plane on a widget of less, in pixels at scale 1, has no room for names and labels."""


class LayersColumn:
    """The composition with the weights of the notes; they are changed on the page of its own."""

    def __init__(self, page: GatesPage) -> None:
        self.plane, self.seen = PlaneView(), PlaneView()
        self.table, self.diagram = TableView(compact=True), DiagramView()
        self._layers: Layers | None = None
        self._theme, self._row, self._small = DARK, -1, False
        for plane in (self.plane, self.seen):
            plane.show_compact(True)
            plane.show_editable(False)
            plane.row_picked.connect(page.row_picked)
        self.table.show_layers(True)
        self.table.row_picked.connect(page.row_picked)
        self.diagram.setEnabled(False)
        self.column = ClaimColumn(2, self.plane, self.table, (self.diagram, self.seen))
        self.column.opened.connect(lambda: page.page_requested.emit("layers"))
        self.column.divided.connect(self._divide)
        self.flight = PointFlight(self.column)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.seen.setMinimumSize(theme.px(60), theme.px(60))
        for part in (self.plane, self.seen, self.table, self.diagram, self.column, self.flight):
            part.show_theme(theme)

    def show_layers(self, layers: Layers, fuzzy: bool = False) -> None:
        """Another composition; it is counted at the corners, which is said where the other ways' are `fuzzy`."""
        self._layers = layers
        composition, values = layers.composition, layers.values
        show_inputs(self.plane, layers)
        show_seen(self.seen, layers, self._small)
        for view in (self.table, self.diagram):
            view.show_task(layers.task, LOOK)
            view.show_values(values)
        self.diagram.show_names(composition.names, composition.output)
        title = tr("Two lines, then {output}", output=composition.output)
        claim = live_claim(title, layers.task, values, 0.5, fuzzy)
        self.column.show_claim(claim, tuple(map(tr, composition.sentences)))
        sees = tr("what {unit} sees", unit=composition.output)
        self.column.show_captions(layers_caption(layers.task, values), sees)

    def _divide(self) -> None:
        """Names and labels of the hidden plane need room."""
        room = self.column.places.evidence[1]
        small = min(room.width(), room.height()) < self._theme.px(SMALL)
        if small != self._small:
            self._small = small
            if self._layers is not None:
                show_seen(self.seen, self._layers, small)

    def show_row(self, row: int) -> None:
        """Another row in the foreground."""
        self._row = row
        for view in (self.plane, self.seen, self.table, self.diagram):
            view.show_row(row)

    def show_walk(self, walk: Walk) -> None:
        """The row in the foreground on its way to the hidden plane; the others are where they are."""
        self.flight.setGeometry(QRect(0, 0, self.column.width(), self.column.height()))
        flies = walk.row == self._row and not self.column.places.folded
        front = (self.table, self.diagram, *self.column.captions)
        Sights(self.column, self.plane, self.seen, front).show(self.flight, self._layers if flies else None, walk)
