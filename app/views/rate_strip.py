"""The strip under the loss curve: the learning rates, where some change, under a head that folds them away."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.engine.experiment import Experiment
from app.engine.trajectory import Trajectory
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import ToolButton, explain
from app.views.rate_view import HEIGHT, RateView
from app.views.run_look import RunLook
from surfaces.surface import Surface

_HEAD = 24


class RateStrip(QWidget):
    """Not there at all where every learning rate is constant. `height_wanted` is emitted when it takes another."""

    height_wanted = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._folded, self._wanted = DARK, False, 0
        self._head, self._title = QWidget(self), QLabel(tr("Learning rate"))
        self._title.setProperty("quiet", True)
        self.fold = ToolButton("chev_u", tr("Hide the learning rates."))
        self.view = RateView(self)
        self._row, column = QHBoxLayout(self._head), QVBoxLayout(self)
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        self._row.addWidget(self.fold)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.view)
        self.fold.clicked.connect(lambda: self.show_folded(not self._folded))
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._row.setContentsMargins(theme.px(12), 0, theme.px(8), 0)
        self._head.setFixedHeight(theme.px(_HEAD))
        self._title.setFont(theme.font(theme.label_size))
        self.fold.show_theme(theme, 14, 22)
        self.view.show_theme(theme)
        self._arrange()

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Take the number of steps and how the runs look."""
        self.view.show_experiment(experiment, looks)
        self._arrange()

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """Take what was recorded so far, one entry a run."""
        self.view.show_trajectories(trajectories)
        self._arrange()

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        self.view.show_step(step)

    def show_folded(self, folded: bool) -> None:
        """Only the head, or all of it."""
        self._folded = folded
        self.fold.show_icon("chev_d" if folded else "chev_u")
        explain(self.fold, tr("Show the learning rates.") if folded else tr("Hide the learning rates."))
        self._arrange()

    def _arrange(self) -> None:
        shown = self.view.worth_showing
        self.setVisible(shown)
        self.view.setVisible(not self._folded)
        wanted = self._theme.px(_HEAD) + (0 if self._folded else self._theme.px(HEIGHT)) if shown else 0
        if wanted != self._wanted:
            self._wanted = wanted
            self.height_wanted.emit(wanted)
