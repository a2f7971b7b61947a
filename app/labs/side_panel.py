"""The right column of the Descent lab: the map with what is under the pointer, and the loss curve."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.buttons import Line
from app.views.loss_view import LossView
from app.views.map_view import MapView
from app.views.panel_head import PanelHead
from app.views.pointer_panel import PointerPanel
from app.views.segments import Segments

# From this height on (at scale 1) the map is as wide as its column and carries the pointer's numbers itself.
TALL = 900
LOW_MAP = 196


class SidePanel(QWidget):
    """`map_here` is false where the map has taken the surface's place."""

    def __init__(self, map_view: MapView, loss_view: LossView, map_here: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._map, self._loss, self._map_here = map_view, loss_view, map_here
        self.pointer = PointerPanel(self)
        self._scale = Segments((("log", tr("log")), ("linear", tr("linear"))), tr("Scale of the loss"), self)
        self._scale.chosen.connect(self._choose_scale)
        self._scale.show_choice("log")
        self._map_head = PanelHead(tr("Map") if map_here else tr("At the pointer"), parent=self)
        self._loss_head = PanelHead(tr("Loss"), (self._scale,), self)
        self._upper, self._lower = QWidget(self), QWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self._lay_out()

    def _lay_out(self) -> None:
        self._map_row = QHBoxLayout()
        if self._map_here:
            self._map_row.addWidget(self._map, 1)
        self._map_row.addWidget(self.pointer)
        upper, lower, whole = QVBoxLayout(self._upper), QVBoxLayout(self._lower), QVBoxLayout(self)
        for layout in (upper, lower, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        upper.addWidget(self._map_head)
        upper.addLayout(self._map_row, 1)
        lower.addWidget(Line(self))
        lower.addWidget(self._loss_head)
        lower.addWidget(self._loss, 1)
        self.splitter.addWidget(self._upper)
        self.splitter.addWidget(self._lower)
        whole.addWidget(self.splitter)

    def show_theme(self, theme: Theme, height: int) -> None:
        """Take sizes; `height` of the window in pixels chooses between the tall and the low layout."""
        self._map_head.show_theme(theme)
        self._loss_head.show_theme(theme)
        self._scale.show_theme(theme, theme.small_control_height, theme.tick_size)
        self.pointer.show_theme(theme)
        tall = height >= TALL * theme.scale
        self._map_row.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(4))
        self.pointer.setVisible(not tall or not self._map_here)
        self._map.show_plate(tall or not self._map_here)
        self._lower.setMinimumHeight(theme.px(120))
        self._upper.setMinimumHeight(theme.px(160 if self._map_here else 130))

    def show_shape(self, theme: Theme, width: int, height: int) -> None:
        """Divide the column: the map square where there is room for it."""
        wanted = theme.px(theme.head_height) + (
            width if height >= TALL * theme.scale else theme.px(LOW_MAP + 30)
        )
        self.splitter.setSizes([wanted, max(height - wanted, 1)])

    def _choose_scale(self, key: str) -> None:
        self._loss.set_scale(key)
        self._scale.show_choice(key)
