"""Weights worth setting: those of the notes, none at all, torch's own; and the slips of the notes."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QMenu, QWidget

from app.engine.gates.slips import Slip, slips_of
from app.engine.gates.tables import GATES
from app.i18n import tr
from app.theme import Theme
from app.views.buttons import TextButton, explain
from app.views.numbers import significant


class WeightsMenu(TextButton):
    """Emits weights (b, w1, w2), empty ones for torch's own, or a slip to be found."""

    weights_chosen = pyqtSignal(object)
    slip_chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Weights"), "chev_d", ghost=True, parent=parent)
        explain(self, tr("Weights"), tr("Set all three at once; undo brings yours back."))
        self._entries = QMenu(self)
        self.setMenu(self._entries)

    def show_size(self, theme: Theme) -> None:
        """Take font and height."""
        self.show_theme(theme, theme.label_size, theme.small_control_height)
        self._entries.setFont(theme.font())

    def show_gate(self, key: str) -> None:
        """The entries of a gate, those of the others below."""
        self._entries.clear()
        for gate in sorted(GATES, key=lambda gate: gate.key != key):
            if gate.notes is not None:
                b, w1, w2 = map(significant, gate.notes)
                text = tr("Notes: {gate}, b = {b}, w = ({w1}, {w2})", gate=gate.name, b=b, w1=w1, w2=w2)
                self._add(text, partial(self.weights_chosen.emit, gate.notes))
        self._add(tr("All zero"), partial(self.weights_chosen.emit, (0.0, 0.0, 0.0)))
        self._add(tr("From the seed, as nn.Linear draws them"), partial(self.weights_chosen.emit, ()))
        slips: tuple[Slip, ...] = slips_of(key)
        if slips:
            self._entries.addSeparator()
        for slip in slips:
            self._add(tr(slip.name), partial(self.slip_chosen.emit, slip))

    def _add(self, text: str, wish: partial[None]) -> None:
        action = self._entries.addAction(text)
        assert action is not None
        action.triggered.connect(lambda _checked: wish())
