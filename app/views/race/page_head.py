"""The line above the fair race: back, what is raced, how far it is, and the buttons."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from app.engine.experiment import MAX_STEPS
from app.i18n import tr
from app.theme import Theme
from app.views.buttons import TextButton, explain
from app.views.elided_label import ElidedLabel
from app.views.number_field import NumberField, nothing_wrong
from app.views.number_text import parsed_count
from app.views.numbers import tick
from app.views.race.shown import RaceShown


class RaceHead(QWidget):
    """Shows what it is told."""

    back_requested = pyqtSignal()
    cancel_requested = pyqtSignal()
    again_requested = pyqtSignal()
    take_requested = pyqtSignal()
    steps_entered = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = TextButton(tr("Back"), "back", parent=self)
        explain(self.back, tr("Back (Escape)"), tr("The lab again, with the runs as they are."))
        self.title, self.about = QLabel(tr("Fair race")), ElidedLabel(parent=self)
        self.steps = NumberField(tr("Steps of the race"), tr("steps"))
        self.steps.set_rules(nothing_wrong, partial(parsed_count, most=MAX_STEPS), show=lambda value: f"{value:.0f}")
        self.steps.explain(tr("After how many steps the losses are compared.\nThe experiment keeps its own number."))
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.cancel = TextButton(tr("Cancel"), parent=self)
        explain(self.cancel, tr("Cancel (Escape)"), tr("What is known by then stays."))
        self.again = TextButton(tr("Race again"), "reset", parent=self)
        self.take = TextButton(tr("Take the best learning rates"), "check", parent=self)
        why = tr("Gives every run the learning rate of its best point, and goes back.\nUndo takes all of it back.")
        explain(self.take, tr("Take the best learning rates"), why)
        self._row = QHBoxLayout(self)
        for widget in (self.back, self.title):
            self._row.addWidget(widget)
        self._row.addWidget(self.about, 1)
        for part in (self.steps, self.bar, self.cancel, self.again, self.take):
            self._row.addWidget(part)
        self.back.clicked.connect(self.back_requested)
        self.cancel.clicked.connect(self.cancel_requested)
        self.again.clicked.connect(self.again_requested)
        self.take.clicked.connect(self.take_requested)
        self.steps.entered.connect(lambda value: self.steps_entered.emit(int(value)))

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self.setFixedHeight(theme.px(46))
        self._row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._row.setSpacing(theme.px(10))
        for button in (self.back, self.cancel, self.again, self.take):
            button.show_theme(theme, theme.body_size, 30)
        self.title.setFont(theme.font(21, 700))
        self.about.show_theme(theme)
        self.about.setFont(theme.font(14))
        self.steps.show_theme(theme)
        self.steps.setFixedWidth(theme.px(100))
        self.bar.setFixedWidth(theme.px(90))

    def show_race(self, race: RaceShown | None) -> None:
        """What is raced, and what can be asked for."""
        under_way = race is not None and race.is_under_way
        for part in (self.bar, self.cancel):
            part.setVisible(under_way)
        self.again.setVisible(race is not None and not under_way)
        self.take.setVisible(race is not None)
        self.steps.setVisible(race is not None)
        if race is None:
            self.about.show_text("")
            return
        self.bar.setRange(0, 0 if race.phase == "waiting" else 1000)
        self.bar.setValue(round(1000 * race.share))
        self.take.setEnabled(bool(race.best_rates) and not race.outdated and not under_way)
        self.steps.show_value(race.sweep.experiment.steps)
        self.about.show_text(_about(race))


def _about(race: RaceShown) -> str:
    """What goes on, or what was raced."""
    where = tr("{surface}, {dtype}", surface=tr(race.surface.name), dtype=race.sweep.experiment.dtype)
    if race.phase == "waiting":
        return tr("Loading torch…")
    if race.phase == "running":
        done = sum(map(race.is_whole, race.curves))
        return tr("{done} of {all} runs done", done=done, all=len(race.looks))
    count = sum(map(len, race.sweep.learning_rates))
    return tr("{where}: {count} walks, every run at its best", where=where, count=tick(count))
