"""The worked update in a lab: which arrows are shown, and that a term and its arrow light each other."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal

from app.labs.side_panel import SidePanel
from app.views.map_view import MapView
from app.views.step_marks import CHOICES, ArrowChoice
from app.views.surface3d import SurfaceView
from app.views.view_panel import ViewPanel
from app.views.worked_panel import WorkedPanel


class WorkedLink(QObject):
    """Holds the choice of arrows; the views never meet. `changed` is emitted when it, or the panel, is another."""

    changed = pyqtSignal()

    def __init__(
        self,
        panel: ViewPanel,
        side: SidePanel,
        worked: WorkedPanel,
        surface: SurfaceView,
        chart: MapView,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.arrows: ArrowChoice = "gradient"
        self._panel, self._side, self._surface, self._map = panel, side, surface, chart
        self._pointing = (worked, surface, chart)
        panel.arrows_chosen.connect(self.show_arrows)
        side.panel_shown.connect(lambda _key: self.changed.emit())
        for view in self._pointing:
            view.term_pointed.connect(self._show_term)

    @property
    def panel(self) -> str:
        """The panel that was brought to the top of the place it shares."""
        return self._side.chosen

    def restore(self, arrows: str, panel: str) -> None:
        """As at the last time."""
        self.show_arrows(arrows)
        self._side.show_panel(panel)

    def show_arrows(self, choice: str) -> None:
        """Show others on surface and map."""
        self.arrows = next((each for each in CHOICES if each == choice), CHOICES[0])
        for view in (self._surface, self._map, self._panel):
            view.show_arrows(self.arrows)
        self.changed.emit()

    def _show_term(self, index: int) -> None:
        for view in self._pointing:
            view.show_term(index)
