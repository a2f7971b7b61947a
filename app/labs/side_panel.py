"""The right column of the Descent lab: the map, below it the loss curve, and below that the results."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import tr
from app.labs.kept_splitter import KeptSplitter
from app.labs.panel import Panel
from app.theme import DARK, Theme
from app.views.loss_view import LossView
from app.views.panel_head import PanelHead
from app.views.results_table import ResultsTable
from app.views.segments import Segments

# From this height on (at scale 1) the map is as wide as its column.
TALL = 900
# Below this height there is room for one panel under the map.
LOW = 700
LOW_MAP = 196
LEAST_LOSS, LEAST_ROWS = 150, 4


class SidePanel(QWidget):
    """Puts them one below the other."""

    def __init__(
        self, map_panel: QWidget, loss_view: LossView, results: ResultsTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._map, self._loss, self._results = map_panel, loss_view, results
        self._theme, self._runs, self._low = DARK, 0, False
        self._scale = Segments((("log", tr("log")), ("linear", tr("linear"))), tr("Scale of the loss"), self)
        self._scale.chosen.connect(self._choose_scale)
        self._scale.show_choice("log")
        self._map_head = PanelHead(tr("Map"), parent=self)
        self.loss_panel = Panel("loss", tr("Loss"), loss_view, (self._scale,))
        self.results_panel = Panel("results", tr("Results"), results)
        self._panels = (self.loss_panel, self.results_panel)
        self._upper = QWidget(self)
        self.splitter = KeptSplitter(Qt.Orientation.Vertical, 1, self)
        self.lower_splitter = KeptSplitter(Qt.Orientation.Vertical, 0, self)
        self._lay_out()
        for panel in self._panels:
            panel.chosen.connect(self.show_panel)

    def _lay_out(self) -> None:
        self._map_row = QVBoxLayout()
        self._map_row.addWidget(self._map)
        upper, whole = QVBoxLayout(self._upper), QVBoxLayout(self)
        for layout in (upper, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        upper.addWidget(self._map_head)
        upper.addLayout(self._map_row, 1)
        for panel in self._panels:
            self.lower_splitter.addWidget(panel)
        self.splitter.addWidget(self._upper)
        self.splitter.addWidget(self.lower_splitter)
        whole.addWidget(self.splitter)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._theme = theme
        self._map_head.show_theme(theme)
        for part in (*self._panels, self._results):
            part.show_theme(theme)
        self._scale.show_theme(theme, theme.small_control_height, theme.tick_size)
        self._map_row.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(4))
        self.loss_panel.setMinimumHeight(theme.px(110))
        self.results_panel.setMinimumHeight(theme.px(90))
        self._upper.setMinimumHeight(theme.px(160))

    def show_shape(self, theme: Theme, width: int, tall: bool, low: bool) -> None:
        """Divide the column: the map square where there is room for it, one panel below it where there is little."""
        wanted = theme.px(theme.head_height) + (width if tall else theme.px(LOW_MAP + 30))
        self.splitter.propose(wanted, 0)
        if low != self._low:
            self._low = low
            for panel in self._panels:
                panel.show_sharing(self._panels if low else (panel,))
                panel.setVisible(not low or panel is self.loss_panel)
        self._divide()

    def show_runs(self, count: int) -> None:
        """So many rows are wanted."""
        if count != self._runs:
            self._runs = count
            self._divide()

    def show_panel(self, key: str) -> None:
        """Bring a panel to the top where several share a place."""
        if not self._low:
            return
        for panel in self._panels:
            panel.setVisible(panel.key == key)
            if panel.key == key:
                panel.take_focus()

    def _divide(self) -> None:
        """All rows, but never more than leaves a curve that can be read, nor fewer than four."""
        theme, head = self._theme, self._theme.px(self._theme.head_height)
        rows = max(LEAST_ROWS, self._runs)
        wanted = head + self._results.wanted_height(rows)
        room = self.lower_splitter.height() - head - theme.px(LEAST_LOSS)
        self.lower_splitter.propose(0, max(head + self._results.wanted_height(LEAST_ROWS), min(wanted, room)))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Divide the column anew."""
        super().resizeEvent(event)
        self._divide()

    def _choose_scale(self, key: str) -> None:
        self._loss.set_scale("linear" if key == "linear" else "log")
        self._scale.show_choice(key)
