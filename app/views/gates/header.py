"""The row over the pages: which gate, which page, what the unit is, and the runs."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.losses import LOSSES
from app.engine.gates.tables import GATES
from app.engine.gates.task import Cloud, GateTask
from app.engine.seed import following_seed
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import FlagButton, TextButton, explain
from app.views.choice import Choice
from app.views.segments import Segments

OWN = "own"
PAGES = ("three", "unit", "layers", "network")
CLOUDS = ((10, 0.1), (10, 0.2), (30, 0.2), (30, 0.35), (100, 0.35))
NARROW = 1250
"""Below this width, at scale 1, words are short."""
_EXACT, _AGAIN = "exact", "again"


class GatesHeader(QWidget):
    """Emits wishes by key; shows what it is told."""

    gate_chosen = pyqtSignal(str)
    page_chosen = pyqtSignal(str)
    activation_chosen = pyqtSignal(str)
    loss_chosen = pyqtSignal(str)
    cloud_chosen = pyqtSignal(object)
    runs_toggled = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._cloud: Cloud | None = None
        self._group, self.gates = QButtonGroup(self), dict[str, FlagButton]()
        for key, text in (*((gate.key, gate.name) for gate in GATES), (OWN, tr("Own"))):
            self.gates[key] = self._gate(key, text)
        for gate in GATES:
            explain(self.gates[gate.key], gate.name, tr(gate.sentence))
        explain(self.gates[OWN], tr("Your own table"), tr("Click a corner or a target to flip it."))
        three, unit, layers, network = tr("Three ways"), tr("One unit"), tr("Two layers"), tr("Network")
        self.gate = Choice(tr("Gate"))
        self.gate.show_options((*((gate.key, gate.name) for gate in GATES), (OWN, tr("Own"))))
        self.gate.chosen.connect(self.gate_chosen)
        self.pages = Segments(tuple(zip(PAGES, (three, unit, layers, network), strict=True)), tr("Page"), self)
        self.cloud = Choice(tr("Corners"))
        self.activation, self.loss = Choice(tr("Activation")), Choice(tr("Loss"))
        self.activation.show_options(tuple((each.key, tr(each.name)) for each in ACTIVATIONS))
        self._narrow = False
        self.runs = TextButton("", "wave")
        self.runs.setCheckable(True)
        explain(self.runs, tr("The runs (Ctrl+B)"), tr("Optimizers, learning rates, steps and seed."))
        self._explain()
        self._lay_out()
        self._connect()

    def _gate(self, key: str, text: str) -> FlagButton:
        button = FlagButton(text)
        button.clicked.connect(lambda _checked: self.gate_chosen.emit(key))
        self._group.addButton(button)
        return button

    def _explain(self) -> None:
        for each in ACTIVATIONS:
            self.activation.explain_choice(each.key, tr(each.sentence))
        self.activation.setToolTip(tr("What the unit makes of z."))
        self.loss.setToolTip(tr("What a wrong answer costs."))
        self.cloud.setToolTip(tr("Learn from the corners themselves, or from noisy points around each."))

    def _lay_out(self) -> None:
        self._row, self._gates = QHBoxLayout(self), QHBoxLayout()
        for button in self.gates.values():
            self._gates.addWidget(button)
        self._row.addWidget(self.gate)
        self._row.addLayout(self._gates)
        self._row.addWidget(self.pages)
        self._row.addStretch(1)
        for choice in (self.cloud, self.activation, self.loss):
            self._row.addWidget(choice)
        for choice in (self.gate, self.cloud, self.activation, self.loss):
            choice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row.addWidget(self.runs)

    def _connect(self) -> None:
        self.pages.chosen.connect(self.page_chosen)
        self.cloud.chosen.connect(self._choose_cloud)
        self.activation.chosen.connect(self.activation_chosen)
        self.loss.chosen.connect(self.loss_chosen)
        self.runs.toggled.connect(self.runs_toggled)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), 0)
        self._row.setSpacing(theme.px(8))
        self._gates.setSpacing(theme.px(4))
        for button in self.gates.values():
            button.show_theme(theme)
            button.setFont(theme.font(theme.body_size, 500))
            button.setFixedHeight(theme.px(theme.control_height))
        self.pages.show_theme(theme, theme.control_height, theme.body_size)
        for choice in (self.gate, self.cloud, self.activation, self.loss):
            choice.show_theme(theme)
        self.runs.show_theme(theme, theme.body_size, theme.control_height)
        self._show_choices()

    def show_gate(self, key: str, three_ways: bool) -> None:
        """Mark the gate; only a gate that no line computes has three ways, and two layers of the notes."""
        self.gates[key].setChecked(True)
        self.gate.show_choice(key)
        for page in ("three", "layers"):
            self.pages.show_possible(page, three_ways)

    def show_page(self, page: str) -> None:
        """Mark the page; what the unit is, is chosen where a unit is shown."""
        self.pages.show_choice(page)
        for choice in (self.activation, self.loss):
            choice.setVisible(page == "unit")
        self._fit_gates()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Shorter words where there is little room."""
        super().resizeEvent(event)
        self._show_choices()

    def _show_choices(self) -> None:
        self._narrow = self.width() < NARROW * self._theme.scale
        texts = {each.key: tr(each.name) for each in LOSSES}
        if self._narrow:
            texts |= {"bce": tr("BCE"), "mse": tr("MSE")}
        self.loss.show_options(tuple(texts.items()))
        for loss in LOSSES:
            self.loss.explain_choice(loss.key, tr(loss.sentence))
        self.cloud.show_options(self._cloud_options())
        self._fit_gates()

    def _fit_gates(self) -> None:
        """All gates side by side where there is room for them, else in a menu."""
        others = (self.pages, *(each for each in (self.cloud, self.activation, self.loss) if not each.isHidden()))
        gap = self._theme.px(8)
        taken = sum(each.sizeHint().width() + gap for each in (*others, self.runs)) + 3 * gap
        gates = sum(button.sizeHint().width() + self._theme.px(4) for button in self.gates.values())
        roomy = taken + gates <= self.width()
        self.gate.setVisible(not roomy)
        for button in self.gates.values():
            button.setVisible(roomy)

    def show_task(self, task: GateTask) -> None:
        """What the unit is, and what it learns from."""
        self._cloud = task.cloud
        self.activation.show_choice(task.activation)
        self._show_choices()
        self.loss.show_choice(task.loss)
        self.cloud.show_choice(_EXACT if task.cloud is None else _cloud_key(task.cloud.count, task.cloud.spread))

    def show_runs(self, text: str, opened: bool) -> None:
        """The run in the foreground, and whether the runs are open."""
        self.runs.setText(text)
        blocked = self.runs.blockSignals(True)
        self.runs.setChecked(opened)
        self.runs.blockSignals(blocked)

    def _cloud_options(self) -> tuple[tuple[str, str], ...]:
        clouds = dict.fromkeys(CLOUDS)
        if self._cloud is not None:
            clouds[self._cloud.count, self._cloud.spread] = None
        sentence = "{count}, ±{spread}" if self._narrow else "{count} points, ±{spread}"
        texts = tuple(
            (_cloud_key(count, spread), tr(sentence, count=count, spread=f"{spread:g}")) for count, spread in clouds
        )
        again = () if self._cloud is None else ((_AGAIN, tr("Draw the points anew")),)
        return ((_EXACT, tr("exact") if self._narrow else tr("Exact corners")), *texts, *again)

    def _choose_cloud(self, key: str) -> None:
        seed = 0 if self._cloud is None else self._cloud.seed
        if key == _EXACT:
            self.cloud_chosen.emit(None)
        elif key == _AGAIN and self._cloud is not None:
            self.cloud_chosen.emit(Cloud(self._cloud.count, self._cloud.spread, following_seed(seed)))
        else:
            count, spread = key.split()
            self.cloud_chosen.emit(Cloud(int(count), float(spread), seed))


def _cloud_key(count: int, spread: float) -> str:
    return f"{count} {spread:g}"
