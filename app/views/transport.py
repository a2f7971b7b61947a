"""The bar below: play, step, scrub, and how fast."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.buttons import ToolButton
from app.views.choice import Choice
from app.views.numbers import tick
from app.views.play_button import PlayButton
from app.views.timeline import Event, Timeline

SPEEDS: tuple[float, ...] = (1, 2, 5, 10, 20, 50, 100, 500)
FIT_SECONDS = 10
_FIT = "fit"


class Transport(QWidget):
    """Says what is wished; playing itself happens elsewhere. A speed of None is "fit to 10 s"."""

    play_toggled = pyqtSignal()
    step_requested = pyqtSignal(int)
    step_back_requested = pyqtSignal()
    step_on_requested = pyqtSignal()
    first_requested = pyqtSignal()
    last_requested = pyqtSignal()
    speed_chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps, self._least = 0, 34
        self.play = PlayButton()
        self.first = ToolButton("first", tr("First step (Home)"))
        self.back = ToolButton("back", tr("One step back (←)"))
        self.on = ToolButton("fwd", tr("One step on (→)"))
        self.last = ToolButton("last", tr("Last step (End)"))
        self.timeline = Timeline()
        self.speed = Choice(tr("Speed"))
        self.speed.setToolTip(tr("How many steps play in a second"))
        self.speed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._word, self._here, self._all = QLabel(tr("Step")), QLabel("0"), QLabel()
        self._here.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        for widget in (self.first, self.back, self.play, self.on, self.last):
            self._row.addWidget(widget)
        self._row.addWidget(self.timeline, 1)
        for label in (self._word, self._here, self._all):
            self._row.addWidget(label)
        self._gap = QSpacerItem(8, 0)
        self._row.addSpacerItem(self._gap)
        self._row.addWidget(self.speed)
        self._connect()

    def _connect(self) -> None:
        self.play.clicked.connect(lambda: self.play_toggled.emit())
        self.first.clicked.connect(lambda: self.first_requested.emit())
        self.back.clicked.connect(lambda: self.step_back_requested.emit())
        self.on.clicked.connect(lambda: self.step_on_requested.emit())
        self.last.clicked.connect(lambda: self.last_requested.emit())
        self.timeline.step_requested.connect(self.step_requested)
        self.speed.chosen.connect(lambda key: self.speed_chosen.emit(None if key == _FIT else float(key)))

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self.setFixedHeight(theme.px(theme.transport_height))
        self._row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._row.setSpacing(theme.px(4))
        self._gap.changeSize(theme.px(8), 0)
        self._least = theme.px(34)
        self.play.show_theme(theme)
        for button in (self.first, self.back, self.on, self.last):
            button.setAutoRepeat(button in (self.back, self.on))
            button.show_theme(theme, box=32)
        self.timeline.show_theme(theme)
        self.speed.show_theme(theme)
        options = [(f"{speed:g}", tr("{speed} steps/s", speed=tick(speed))) for speed in SPEEDS]
        self.speed.show_options((*options, (_FIT, tr("fit to {seconds} s", seconds=FIT_SECONDS))))
        self.speed.setFixedWidth(theme.px(112))
        ink = {self._word: theme.text2, self._here: theme.text, self._all: theme.text2}
        for label, color in ink.items():
            label.setStyleSheet(f"color: {color}")
        # After the style sheet: the first one that a label is given takes its font away (Qt 6.11).
        self._word.setFont(theme.font(theme.label_size))
        self._here.setFont(theme.font(theme.step_size, 600))
        self._all.setFont(theme.font())
        self._fit_counter()

    def show_experiment(self, steps: int) -> None:
        """The last step there is."""
        self._steps = steps
        self._all.setText(f"/ {tick(steps)}")
        self.timeline.show_steps(steps)
        self._fit_counter()

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        self._here.setText(tick(step))
        self.timeline.show_step(step)

    def show_playing(self, playing: bool) -> None:
        """Whether it plays now."""
        self.play.show_playing(playing)

    def show_speed(self, speed: float | None) -> None:
        """Steps per second; None where the whole fits 10 seconds."""
        self.speed.show_choice(_FIT if speed is None else f"{speed:g}")

    def set_events(self, events: Sequence[Event]) -> None:
        """Where each run's story ended: style, step and what happened."""
        self.timeline.set_events(events)

    def _fit_counter(self) -> None:
        """Room for the widest step, so that nothing moves while playing."""
        widest = QFontMetrics(self._here.font()).horizontalAdvance(tick(self._steps))
        self._here.setFixedWidth(max(widest + 2, self._least))
