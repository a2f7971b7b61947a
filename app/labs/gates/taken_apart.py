"""The worked update of the unit or the network in front: along which two of its parameters, and over which cut."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from app.labs.gates.page import Shown
from app.recorder import Trajectories
from app.views.gates.worked_axes import UNIT_AXES, GateGround
from app.views.worked.page import WorkedPage


class TakenApart(QObject):
    """Remembers the two parameters by how many there are: another unit or network of that size keeps them."""

    def __init__(self, page: WorkedPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._shown: Shown | None = None
        self._network = False
        self._axes: dict[int, tuple[int, int]] = {}
        page.axes_chosen.connect(self._choose)

    def show_shown(self, shown: Shown, network: bool) -> None:
        """Another document, or other records, of the unit or of the network."""
        self._shown, self._network = shown, network
        self._show_ground()
        trajectories: Trajectories = shown.network if network else shown.unit
        self._page.show_trajectories(trajectories)
        self._page.show_selected(shown.document.selected)

    def _show_ground(self) -> None:
        if self._shown is None:
            return
        document = self._shown.document
        task = document.network_task if self._network else document.unit
        experiment = document.network_experiment if self._network else document.experiment
        first = (task.hidden, task.hidden + 1) if task.hidden else UNIT_AXES
        ground = GateGround(task, self._axes.get(task.size, first))
        self._page.show_ground(ground, experiment, document.looks)

    def _choose(self, axes: tuple[int, int]) -> None:
        if self._shown is not None:
            document = self._shown.document
            task = document.network_task if self._network else document.unit
            self._axes[task.size] = axes
            self._show_ground()
