"""The head of the list of runs: how many there are, and a button that adds one."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from app.engine.experiment import MAX_RUNS, Run
from app.engine.optimizers import OPTIMIZERS
from app.i18n import tr
from app.theme import Theme
from app.views.buttons import TextButton, explain


class RunsHead(QWidget):
    """Emits the run that is to be added."""

    added = pyqtSignal(Run)
    race_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._count = QLabel(tr("Runs")), QLabel()
        self._count.setProperty("quiet", True)
        self.add = TextButton(tr("Add a run"), "plus", ghost=True)
        self.race = TextButton(tr("Race"), "race", ghost=True)
        why = tr("Sweeps the learning rate of every run, and finds the best one of each.")
        explain(self.race, tr("Fair race (F)"), why)
        self.race.clicked.connect(self.race_requested)
        self._optimizers = QMenu(self.add)
        self._optimizers.setToolTipsVisible(True)
        for optimizer in OPTIMIZERS:
            action = self._optimizers.addAction(optimizer.name)
            assert action is not None
            action.setToolTip(tr(optimizer.sentence))
            action.triggered.connect(partial(self._add, optimizer.name))
        self.add.setMenu(self._optimizers)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._title)
        self._row.addWidget(self._count)
        self._row.addStretch(1)
        self._row.addWidget(self.race)
        self._row.addWidget(self.add)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._row.setContentsMargins(theme.px(12), theme.px(4), theme.px(8), theme.px(4))
        self._row.setSpacing(theme.px(8))
        self._title.setFont(theme.font(theme.body_size, 600))
        self._count.setFont(theme.font(theme.label_size))
        for button in (self.race, self.add):
            button.show_theme(theme, theme.label_size, theme.small_control_height)
        self._optimizers.setFont(theme.font())

    def leave_out(self, names: Collection[str]) -> None:
        """Optimizers that are not offered."""
        for action in self._optimizers.actions():
            action.setVisible(action.text() not in names)

    def show_race(self, possible: bool) -> None:
        """Whether there is a race to be run."""
        self.race.setVisible(possible)

    def show_count(self, count: int) -> None:
        """So many runs there are."""
        self._count.setText(str(count))
        self.add.setEnabled(count < MAX_RUNS)
        self.race.setEnabled(count > 0)
        full = tr("There are {most} runs, as many as can be told apart.", most=MAX_RUNS)
        explain(self.add, tr("Add a run."), tr("It starts where the others start.") if count < MAX_RUNS else full)

    def _add(self, optimizer: str, _checked: bool = False) -> None:
        self.added.emit(Run(optimizer))
