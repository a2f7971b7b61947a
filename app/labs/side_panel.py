"""The right column of the Descent lab: the map, and below it the loss curve."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import tr
from app.labs.kept_splitter import KeptSplitter
from app.theme import Theme
from app.views.loss_view import LossView
from app.views.panel_head import PanelHead
from app.views.segments import Segments

# From this height on (at scale 1) the map is as wide as its column.
TALL = 900
LOW_MAP = 196


class SidePanel(QWidget):
    """Puts them one below the other."""

    def __init__(self, map_panel: QWidget, loss_view: LossView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._map, self._loss = map_panel, loss_view
        self._scale = Segments((("log", tr("log")), ("linear", tr("linear"))), tr("Scale of the loss"), self)
        self._scale.chosen.connect(self._choose_scale)
        self._scale.show_choice("log")
        self._map_head = PanelHead(tr("Map"), parent=self)
        self._loss_head = PanelHead(tr("Loss"), (self._scale,), self)
        self._upper, self._lower = QWidget(self), QWidget(self)
        self.splitter = KeptSplitter(Qt.Orientation.Vertical, 1, self)
        self._lay_out()

    def _lay_out(self) -> None:
        self._map_row = QVBoxLayout()
        self._map_row.addWidget(self._map)
        upper, lower, whole = QVBoxLayout(self._upper), QVBoxLayout(self._lower), QVBoxLayout(self)
        for layout in (upper, lower, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        upper.addWidget(self._map_head)
        upper.addLayout(self._map_row, 1)
        lower.addWidget(self._loss_head)
        lower.addWidget(self._loss, 1)
        self.splitter.addWidget(self._upper)
        self.splitter.addWidget(self._lower)
        whole.addWidget(self.splitter)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._map_head.show_theme(theme)
        self._loss_head.show_theme(theme)
        self._scale.show_theme(theme, theme.small_control_height, theme.tick_size)
        self._map_row.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(4))
        self._lower.setMinimumHeight(theme.px(120))
        self._upper.setMinimumHeight(theme.px(160))

    def show_shape(self, theme: Theme, width: int, tall: bool) -> None:
        """Divide the column: the map square where there is room for it."""
        wanted = theme.px(theme.head_height) + (width if tall else theme.px(LOW_MAP + 30))
        self.splitter.propose(wanted, 0)

    def _choose_scale(self, key: str) -> None:
        self._loss.set_scale("linear" if key == "linear" else "log")
        self._scale.show_choice(key)
