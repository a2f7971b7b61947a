"""What the network is: hidden units, their activation, its loss, and the first weights."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.initializations import INITIALIZATIONS
from app.engine.gates.losses import LOSSES
from app.engine.gates.task import MOST_HIDDEN, GateTask
from app.i18n import tr
from app.theme import Theme
from app.views.buttons import TextButton, ToolButton, explain
from app.views.choice import Choice
from app.views.gates.seed_field import SeedField
from app.views.segments import Segments
from app.views.sentence import Sentence


class NetworkChoices(QWidget):
    """Emits wishes by key; shows what it is told."""

    hidden_chosen = pyqtSignal(int)
    activation_chosen = pyqtSignal(str)
    loss_chosen = pyqtSignal(str)
    initialization_chosen = pyqtSignal(str)
    seed_chosen = pyqtSignal(int)
    failing_seed_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        units = tuple((str(count), str(count)) for count in range(1, MOST_HIDDEN + 1))
        self.hidden = Segments(units, tr("Hidden units"))
        hidden = tuple((each.key, tr(each.name)) for each in ACTIVATIONS if each.hidden)
        self.activation = Segments(hidden, tr("Activation of the hidden units"))
        self.initialization, self.loss = Choice(tr("First weights")), Choice(tr("Loss"))
        self.initialization.show_options(tuple((each.key, _name(each.key, each.name)) for each in INITIALIZATIONS))
        self.loss.show_options(tuple((each.key, tr(each.name)) for each in LOSSES))
        self.seed = SeedField()
        self.next_seed = ToolButton("dice", tr("Next seed."), tr("Other first weights."))
        self.failing = TextButton(tr("a failing seed"))
        self.refusal = Sentence(refusal=True)
        self._labels = tuple(QLabel(text) for text in (tr("hidden"), tr("loss"), tr("start")))
        self._lay_out()
        self._explain()
        self._connect()

    def _lay_out(self) -> None:
        self._column, self._grid, self._seeds = QVBoxLayout(self), QGridLayout(), QHBoxLayout()
        for row, (label, field) in enumerate(
            zip(self._labels, (self.hidden, self.loss, self.initialization), strict=True)
        ):
            label.setProperty("quiet", True)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)
        self._grid.setColumnStretch(1, 1)
        self._seeds.addWidget(self.seed, 1)
        self._seeds.addWidget(self.next_seed)
        self._seeds.addWidget(self.failing)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.activation)
        self._column.addLayout(self._seeds)
        self._column.addWidget(self.refusal)

    def _explain(self) -> None:
        for each in ACTIVATIONS:
            if each.hidden:
                self.activation.explain_choice(each.key, tr(each.sentence))
        for loss in LOSSES:
            self.loss.explain_choice(loss.key, tr(loss.sentence))
        for way in INITIALIZATIONS:
            self.initialization.explain_choice(way.key, tr(way.sentence))
        self.loss.setToolTip(tr("What a wrong answer costs."))
        self.initialization.setToolTip(tr("How the first weights are drawn from the seed."))

    def _connect(self) -> None:
        self.hidden.chosen.connect(lambda key: self.hidden_chosen.emit(int(key)))
        self.activation.chosen.connect(self.activation_chosen)
        self.loss.chosen.connect(self.loss_chosen)
        self.initialization.chosen.connect(self.initialization_chosen)
        self.seed.entered.connect(lambda seed: self.seed_chosen.emit(int(seed)))
        self.seed.refused.connect(self.refusal.show_sentence)
        self.next_seed.clicked.connect(lambda: self.seed_chosen.emit(self.seed.following))
        self.failing.clicked.connect(self.failing_seed_wanted)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        gap = theme.px(6)
        for layout in (self._column, self._seeds):
            layout.setSpacing(gap)
        self._grid.setVerticalSpacing(gap)
        self._grid.setHorizontalSpacing(theme.px(8))
        for label in self._labels:
            label.setFont(theme.font(theme.label_size))
        for segments in (self.hidden, self.activation):
            segments.show_theme(theme, theme.small_control_height, theme.label_size + 0.5)
        for part in (self.initialization, self.loss, self.seed, self.next_seed, self.refusal):
            part.show_theme(theme)
        low = theme.small_control_height
        for field in (self.initialization, self.loss, self.seed):
            field.setFixedHeight(theme.px(low))
        self.next_seed.show_theme(theme, 16, low)
        self.failing.show_theme(theme, theme.label_size + 0.5, low)

    def show_network(self, task: GateTask, seed: int) -> None:
        """Show the choice as it is, without a signal."""
        self.hidden.show_choice(str(task.hidden))
        self.activation.show_choice(task.activation)
        self.loss.show_choice(task.loss)
        self.initialization.show_choice(task.initialization)
        self.seed.show_value(seed)

    def show_failing(self, count: int | None, of: int) -> None:
        """So many of the seeds that were counted fail; None before any was."""
        self.failing.setEnabled(bool(count))
        why = (
            tr("{count} of {of} seeds fail.", count=count or 0, of=of) if count is not None else tr("Not counted yet.")
        )
        explain(self.failing, tr("The next seed that fails."), why)


def _name(key: str, name: str) -> str:
    return tr("all zeros") if key == "zeros" else name
