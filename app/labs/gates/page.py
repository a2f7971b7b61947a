"""What every page of the Gates lab answers, and what it wishes for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QRect, pyqtSignal
from PyQt6.QtWidgets import QWidget

from app.engine.experiment import Experiment
from app.gates_document import GatesDocument
from app.labs.still import Still
from app.recorder import Trajectories
from app.theme import Theme

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Shown:
    """What a page shows: the document, and the records of the unit and of the network, aligned with the runs. Those
    that a page has no need of are empty.
    """

    document: GatesDocument
    unit: Trajectories = ()
    network: Trajectories = ()

    def unit_values(self, step: int) -> Array:
        """The unit's weights (3,) at a step of the run in the foreground; empty where there are none yet."""
        return self._values(self.document.experiment, self.unit, step)

    def network_values(self, step: int) -> Array:
        """The network's weights (P,) at a step of the run in the foreground."""
        return self._values(self.document.network_experiment, self.network, step)

    def _values(self, experiment: Experiment, trajectories: Trajectories, step: int) -> Array:
        # Weights that were set by hand are there before anything is recorded.
        if step == 0 and experiment.start:
            return np.array(experiment.start, np.float64)
        selected = self.document.selected
        trajectory = trajectories[selected] if selected < len(trajectories) else None
        size = 0 if experiment.gate is None else experiment.gate.size
        if trajectory is None or trajectory.parameters.shape[1] != size:
            return np.array(experiment.start, np.float64)
        return np.asarray(trajectory.parameters[trajectory.row(step)], np.float64)


class GatesPage(QWidget):
    """A page shows what it is told. `needs_unit` and `needs_network` say whose records it wants.

    `unit_edited` and `network_edited` carry first weights, `layers_edited` those of the composition (none: the notes'),
    and are followed by `edit_finished` once the hand lets go, or by `edit_given_up` where Escape takes them back.
    """

    unit_edited = pyqtSignal(object)
    network_edited = pyqtSignal(object)
    layers_edited = pyqtSignal(object)
    edit_finished = pyqtSignal()
    edit_given_up = pyqtSignal()
    row_picked = pyqtSignal(int)
    row_flipped = pyqtSignal(int)
    slip_picked = pyqtSignal(object)
    threshold_edited = pyqtSignal(float)
    loss_chosen = pyqtSignal(str)
    network_chosen = pyqtSignal(object)
    seed_chosen = pyqtSignal(int)
    step_requested = pyqtSignal(int)
    page_requested = pyqtSignal(str)

    needs_unit = False
    needs_network = False

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        raise NotImplementedError

    def show_shown(self, shown: Shown) -> None:
        """Another document, or other records."""
        raise NotImplementedError

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        raise NotImplementedError

    def show_row(self, row: int) -> None:
        """Another row of the truth table is in the foreground."""
        raise NotImplementedError

    def still(self) -> Still | None:
        """What is there where nothing is recorded of it; None on a page of records."""
        return None

    def runs_place(self) -> QRect:
        """Where the list of runs may be laid over the page."""
        raise NotImplementedError
