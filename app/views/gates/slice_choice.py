"""The small panel that chooses the slice: two axes, and what becomes of the third weight."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.engine.gates.slices import UNIT_NAMES
from app.i18n import tr
from app.theme import Theme
from app.views.angle_slider import AngleSlider
from app.views.buttons import explain
from app.views.gates.slice_path import third_of
from app.views.number_field import NumberField
from app.views.numbers import axis_name
from app.views.segments import Segments
from surfaces.message import Message

AXES = ((1, 2), (0, 1), (0, 2))
REACH = 12.0
_PARTS = 20  # steps of the slider to a unit
_WIDTH, _FIELD = 236, 84


class SliceChoice(QFrame):
    """Says what is wished for; shows what it is told."""

    axes_chosen = pyqtSignal(object)
    held_chosen = pyqtSignal(object)
    close_requested = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self._third, self._value = 0, 0.0
        pairs = tuple((_key(axes), ", ".join(axis_name(UNIT_NAMES[axis]) for axis in axes)) for axes in AXES)
        self._over, self._rest = QLabel(tr("Surface over"), self), QLabel(self)
        self.axes = Segments(pairs, tr("Axes of the surface"), self)
        ways = (("follow", tr("follows the run")), ("hold", tr("held")))
        self.way = Segments(ways, tr("The third weight"), self)
        self.field = NumberField(tr("Held at"), "b", self)
        self.slider = AngleSlider(tr("Held at"), -REACH * _PARTS, REACH * _PARTS, self)
        self._refusal = QLabel(self)
        self._refusal.setProperty("refusal", True)
        self._refusal.setWordWrap(True)
        self._column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(self.field)
        row.addWidget(self.slider, 1)
        for widget in (self._over, self.axes, self._rest, self.way):
            self._column.addWidget(widget)
        self._column.addLayout(row)
        self._column.addWidget(self._refusal)
        self.field.set_rules(_problem, step=0.1)
        self.axes.chosen.connect(lambda key: self.axes_chosen.emit(dict(zip(map(_key, AXES), AXES, strict=True))[key]))
        self.way.chosen.connect(lambda way: self.held_chosen.emit(self._value if way == "hold" else None))
        self.field.entered.connect(lambda value: self.held_chosen.emit(value))
        self.field.refused.connect(self._refuse)
        self.slider.turned.connect(lambda parts: self.held_chosen.emit(parts / _PARTS))
        explain(self.slider, tr("Held at"), tr("Cuts the loss at another value; the run is not changed."))
        self.way.explain_choice("follow", tr("A new cut at every step, through the weights of that step."))
        self.way.explain_choice("hold", tr("One cut for all steps; the ball is drawn on it where the run's two are."))

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._column.setContentsMargins(*[theme.px(12)] * 4)
        self._column.setSpacing(theme.px(6))
        for label in (self._over, self._rest):
            label.setFont(theme.font(theme.label_size, 600))
        self._refusal.setFont(theme.font(theme.label_size))
        for segments in (self.axes, self.way):
            segments.show_theme(theme, size=theme.label_size)
        self.field.show_theme(theme)
        self.field.setFixedWidth(theme.px(_FIELD))
        self.slider.show_theme(theme)
        self.setFixedWidth(theme.px(_WIDTH))
        self.adjustSize()

    def show_slice(self, axes: tuple[int, int], held: float | None, value: float) -> None:
        """Show the choice as it is, without a signal; `value` is the third weight's on the slice."""
        self._third, self._value = third_of(axes), value
        self._rest.setText(tr("The third, {name}", name=axis_name(UNIT_NAMES[self._third])))
        self.axes.show_choice(_key(axes))
        self.way.show_choice("follow" if held is None else "hold")
        self.field.show_name(axis_name(UNIT_NAMES[self._third]))
        self.field.show_value(round(value, 2))
        # Qt takes no number of a run that has diverged.
        self.slider.show_value(min(max(value, -REACH), REACH) * _PARTS)

    def take_focus(self) -> None:
        """Give the keyboard to the choice of the third weight."""
        self.way.focus_choice(Qt.FocusReason.TabFocusReason)

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Escape closes."""
        assert event is not None
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)


def _key(axes: tuple[int, int]) -> str:
    return f"{axes[0]}{axes[1]}"


def _problem(value: float) -> Message | None:
    return None if abs(value) <= REACH else Message("Must be from {low} to {high}.", low=-int(REACH), high=int(REACH))
