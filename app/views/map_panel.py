"""The map with its readout: beside it where there is room, else as a plate at the pointer."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.engine.experiment import Experiment
from app.theme import DARK, Theme
from app.views.map_view import MapView
from app.views.pointer_panel import PointerPanel
from app.views.run_look import RunLook
from surfaces.surface import Surface

_GAP, _LEAST_PANEL, _WIDEST_PANEL = 12, 84, 150


class MapPanel(QWidget):
    """Lays `map` and `pointer` out; what the map is told otherwise goes to `map` itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self.map = MapView(self)
        self.pointer = PointerPanel(self)
        self.map.pointer_moved.connect(self.pointer.show_point)
        self.map.pointer_left.connect(self.pointer.show_nothing)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.map.show_theme(theme)
        self.pointer.show_theme(theme)
        self._place()

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Take the surface, the start and how the runs look."""
        self.map.show_experiment(surface, experiment, looks)
        self.pointer.show_surface(surface)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """The map's own."""
        return self.map.minimumSize()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Share the width anew."""
        self._place()

    def _place(self) -> None:
        theme = self._theme
        wanted = self.map.width_for_height(self.height())
        spare = self.width() - wanted - theme.px(_GAP)
        beside = spare >= theme.px(_LEAST_PANEL)
        self.map.show_plate(not beside)
        self.pointer.setVisible(beside)
        self.map.setGeometry(0, 0, wanted if beside else self.width(), self.height())
        width = min(spare - theme.px(_GAP), theme.px(_WIDEST_PANEL))
        self.pointer.setGeometry(wanted + theme.px(_GAP), 0, max(width, 0), self.height())
