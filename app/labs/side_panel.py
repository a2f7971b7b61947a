"""The right column of the Descent lab: the map, below it the loss curve, and below that worked update or results."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import tr
from app.labs.kept_splitter import KeptSplitter
from app.labs.panel import Panel
from app.theme import DARK, Theme
from app.views.loss_view import LossView
from app.views.panel_head import PanelHead
from app.views.rate_strip import RateStrip
from app.views.results_table import ResultsTable
from app.views.segments import Segments
from app.views.worked_panel import WorkedPanel

# From this height on (at scale 1) the map is as wide as its column.
TALL = 900
# Below this height there is room for one panel under the map.
LOW = 700
LOW_MAP = 196
LEAST_LOSS, TALL_LOSS, LEAST_ROWS, TERMS, LEAST_TERMS = 110, 130, 4, 9, 5
PANELS = ("update", "results", "loss")


class SidePanel(QWidget):
    """Puts them one below the other. `panel_shown` names the panel that was brought to the top."""

    panel_shown = pyqtSignal(str)

    def __init__(
        self,
        map_panel: QWidget,
        loss_view: LossView,
        rates: RateStrip,
        worked: WorkedPanel,
        results: ResultsTable,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._map, self._loss, self._worked, self._results = map_panel, loss_view, worked, results
        self._theme, self._runs, self._shared, self._tall = DARK, 0, False, False
        self.chosen = "update"
        self._scale = Segments((("log", tr("log")), ("linear", tr("linear"))), tr("Scale of the loss"), self)
        self._scale.chosen.connect(self._choose_scale)
        self._scale.show_choice("log")
        self._map_head = PanelHead(tr("Map"), parent=self)
        curves, self._rates_height = QWidget(self), 0
        column = QVBoxLayout(curves)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(loss_view, 1)
        column.addWidget(rates)
        rates.height_wanted.connect(self._make_room)
        self.loss_panel = Panel("loss", tr("Loss"), curves, (self._scale,))
        self.worked_panel = Panel("update", tr("Update"), worked, (worked.head,))
        self.results_panel = Panel("results", tr("Results"), results, (results.tolerance,))
        self._panels = (self.loss_panel, self.worked_panel, self.results_panel)
        self._upper, self._lower = QWidget(self), QWidget(self)
        self.splitter = KeptSplitter(Qt.Orientation.Vertical, 1, self)
        self.lower_splitter = KeptSplitter(Qt.Orientation.Vertical, 0, self)
        self._lay_out()
        self._share()
        for panel in self._panels:
            panel.chosen.connect(self._choose)

    def _lay_out(self) -> None:
        self._map_row = QVBoxLayout()
        self._map_row.addWidget(self._map)
        upper, lower, whole = QVBoxLayout(self._upper), QVBoxLayout(self._lower), QVBoxLayout(self)
        for layout in (upper, lower, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        upper.addWidget(self._map_head)
        upper.addLayout(self._map_row, 1)
        lower.addWidget(self.worked_panel)
        lower.addWidget(self.results_panel)
        self.lower_splitter.addWidget(self.loss_panel)
        self.lower_splitter.addWidget(self._lower)
        self.splitter.addWidget(self._upper)
        self.splitter.addWidget(self.lower_splitter)
        whole.addWidget(self.splitter)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._theme = theme
        self._map_head.show_theme(theme)
        for part in (*self._panels, self._results, self._worked):
            part.show_theme(theme)
        self._scale.show_theme(theme, theme.small_control_height, theme.tick_size)
        self._map_row.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(4))
        self.loss_panel.setMinimumHeight(theme.px(110) + self._rates_height)
        self._lower.setMinimumHeight(theme.px(90))
        self._upper.setMinimumHeight(theme.px(160))

    def show_shape(self, theme: Theme, width: int, tall: bool, shared: bool) -> None:
        """Divide the column: the map square where there is room for it, one panel below it where there is little."""
        self._tall = tall
        self._square = theme.px(theme.head_height) + width
        self._worked.show_tall(tall)
        if shared != self._shared:
            self._shared = shared
            self._share()
        self._divide()

    _square = 0

    def show_runs(self, count: int) -> None:
        """So many rows are wanted."""
        if count != self._runs:
            self._runs = count
            self._divide()

    def show_panel(self, key: str) -> None:
        """Bring a panel to the top of the place that it shares."""
        if key in PANELS and key != self.chosen:
            self.chosen = key
            self._show_chosen()

    def _choose(self, key: str) -> None:
        self.show_panel(key)
        panel = next(each for each in self._panels if each.key == key)
        panel.take_focus()
        self.panel_shown.emit(key)

    def _share(self) -> None:
        """Where there is little room all three share a place, else the lower two."""
        sharing = self._panels if self._shared else (self.worked_panel, self.results_panel)
        for panel in self._panels:
            panel.show_sharing(sharing if panel in sharing else (panel,))
        self._show_chosen()

    def _show_chosen(self) -> None:
        lower = "update" if self.chosen == "loss" else self.chosen
        alone = self.chosen == "loss"
        self.loss_panel.setVisible(alone or not self._shared)
        self._lower.setVisible(not (alone and self._shared))
        self.worked_panel.setVisible(lower == "update")
        self.results_panel.setVisible(lower == "results")

    def _divide(self) -> None:
        """The map first, as large as leaves some terms; then all rows, as many as leave a curve that can be read."""
        theme, head = self._theme, self._theme.px(self._theme.head_height)
        terms = head + self._worked.wanted_height(TERMS)
        low_map = head + theme.px(LOW_MAP)
        if self._shared:
            self.splitter.propose(max(low_map, self.splitter.height() - terms), 0)
            return
        loss = head + theme.px(TALL_LOSS if self._tall else LEAST_LOSS) + self._rates_height
        left = self.splitter.height() - loss - head - self._worked.wanted_height(LEAST_TERMS)
        self.splitter.propose(max(low_map, min(self._square, left)) if self._tall else low_map, 0)
        wanted = max(terms, head + self._results.wanted_height(max(LEAST_ROWS, self._runs)))
        room = self.lower_splitter.height() - loss
        self.lower_splitter.propose(0, max(head + self._results.wanted_height(LEAST_ROWS), min(wanted, room)))

    def _make_room(self, rates: int) -> None:
        """The learning rates take so many pixels under the loss curve."""
        self._rates_height = rates
        self.loss_panel.setMinimumHeight(self._theme.px(110) + rates)
        self._divide()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Divide the column anew."""
        super().resizeEvent(event)
        self._divide()

    def _choose_scale(self, key: str) -> None:
        self._loss.set_scale("linear" if key == "linear" else "log")
        self._scale.show_choice(key)
