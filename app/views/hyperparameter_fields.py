"""Every hyperparameter of an optimizer but the learning rate, each with its own field or switch."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.engine.experiment import HyperparameterValue, Run
from app.engine.optimizers import optimizer_named
from app.engine.optimizers.optimizer import Hyperparameter
from app.engine.value_text import value_text
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import FlagButton, set_property
from app.views.choice import Choice
from app.views.named_choice import NamedChoice
from app.views.number_field import NumberField
from app.views.number_text import parsed_or_none, shown_or_none
from app.views.run_values import proposal, with_value
from app.views.sentence import Sentence
from app.views.typeset import Typeset
from surfaces.message import Message

_LONG_NAME = 14  # a flag with a longer name takes the whole width
_COLUMNS = 2


class HyperparameterFields(QWidget):
    """Fields two abreast, below them the flags; a sentence under all says what was refused."""

    edited = pyqtSignal(Run)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._run = Run("")
        self._fields: dict[tuple[str, int], NumberField] = {}
        self._flags: dict[str, FlagButton] = {}
        self._choices: dict[str, NamedChoice] = {}
        self._column, self._grid = QVBoxLayout(self), QGridLayout()
        self._refusal = Sentence(refusal=True)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._refusal)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._theme = theme
        self._column.setContentsMargins(0, theme.px(4), theme.px(4), theme.px(2))
        self._column.setSpacing(theme.px(4))
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        self._refusal.show_theme(theme)
        for field in self._fields.values():
            field.show_theme(theme)
        for button in self._flags.values():
            button.show_theme(theme)
        for choice in self._choices.values():
            choice.show_theme(theme)

    def show_run(self, run: Run) -> None:
        """Show the values of a run; another optimizer gets other fields."""
        rebuilt = run.optimizer != self._run.optimizer
        self._run = run
        if rebuilt:
            self._build()
        values = optimizer_named(run.optimizer).values(run)
        for (name, at), field in self._fields.items():
            field.show_value(_element(values[name], at))
        for name, button in self._flags.items():
            button.show_on(values[name] is True)
        for name, choice in self._choices.items():
            choice.button.show_choice(value_text(values[name]))

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key visits, in order."""
        fields = (field.edit for field in self._fields.values())
        return (*fields, *(choice.button for choice in self._choices.values()), *self._flags.values())

    def field(self, name: str, at: int = 0) -> NumberField:
        """The field of a number, or of one element of several."""
        return self._fields[name, at]

    def flag(self, name: str) -> FlagButton:
        """The switch of a flag."""
        return self._flags[name]

    def choice(self, name: str) -> Choice:
        """The button of a choice."""
        return self._choices[name].button

    def _build(self) -> None:
        old: tuple[QWidget, ...] = (*self._fields.values(), *self._choices.values(), *self._flags.values())
        for widget in old:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._fields, self._flags, self._choices = {}, {}, {}
        self._refusal.show_sentence("")
        shown = [each for each in optimizer_named(self._run.optimizer).hyperparameters if each.name != "lr"]
        fields = [field for each in shown if each.kind not in ("flag", "choice") for field in self._number_fields(each)]
        for at, field in enumerate(fields):
            self._grid.addWidget(field, at // _COLUMNS, at % _COLUMNS)
        for each in shown:
            if each.kind == "choice":
                self._grid.addWidget(self._choice(each), self._grid.rowCount(), 0, 1, _COLUMNS)
        self._place_flags([self._flag(each) for each in shown if each.kind == "flag"], self._grid.rowCount())
        self.show_theme(self._theme)

    def _place_flags(self, buttons: list[FlagButton], first_row: int) -> None:
        short = [button for button in buttons if len(button.text()) <= _LONG_NAME]
        for at, button in enumerate(short):
            self._grid.addWidget(button, first_row + at // _COLUMNS, at % _COLUMNS)
        for button in buttons:
            if button not in short:
                self._grid.addWidget(button, self._grid.rowCount(), 0, 1, _COLUMNS)

    def _number_fields(self, hyperparameter: Hyperparameter) -> Iterator[NumberField]:
        name, symbols = hyperparameter.name, hyperparameter.symbol.split(", ")
        step = 1.0 if hyperparameter.kind == "integer" else None
        for at in range(hyperparameter.length):
            if hyperparameter.kind == "numbers":
                field = NumberField(f"{name}[{at}]", Typeset(symbols[at], token="text2"))
            else:
                field = NumberField(name, name)
            check = partial(self._problem, name, at)
            if hyperparameter.optional(at):
                field.set_rules(check, parsed_or_none, step, shown_or_none)
            else:
                field.set_rules(check, step=step)
            field.explain(f"{name}\n{tr(hyperparameter.sentence)}")
            field.entered.connect(partial(self._enter, name, at))
            field.refused.connect(self._refusal.show_sentence)
            self._fields[name, at] = field
            yield field

    def _flag(self, hyperparameter: Hyperparameter) -> FlagButton:
        button = FlagButton(hyperparameter.name)
        button.setAccessibleName(hyperparameter.name)
        button.setToolTip(f"{hyperparameter.name}\n{tr(hyperparameter.sentence)}")
        button.clicked.connect(partial(self._turn, hyperparameter.name))
        self._flags[hyperparameter.name] = button
        return button

    def _choice(self, hyperparameter: Hyperparameter) -> NamedChoice:
        name = hyperparameter.name
        words = {value_text(each): each for each in hyperparameter.choices}
        choice = NamedChoice(name, tuple(words), f"{name}\n{tr(hyperparameter.sentence)}")
        choice.button.chosen.connect(lambda word: self._choose(name, words[word]))
        self._choices[name] = choice
        return choice

    def _with_element(self, name: str, at: int, value: float) -> HyperparameterValue:
        optimizer = optimizer_named(self._run.optimizer)
        current = optimizer.values(self._run)[name]
        # Not a number stands for "none" in a field.
        element = None if math.isnan(value) else value
        if isinstance(current, tuple):
            return (*current[:at], element, *current[at + 1 :])
        whole = optimizer.hyperparameter(name).kind == "integer" and value.is_integer()
        return int(value) if whole else element

    def _problem(self, name: str, at: int, value: float) -> Message | None:
        return proposal(self._run, name, self._with_element(name, at, value))

    def _enter(self, name: str, at: int, value: float) -> None:
        self._show_flag_refusals("")
        self._run = with_value(self._run, name, self._with_element(name, at, value))
        self.edited.emit(self._run)

    def _choose(self, name: str, value: str | None) -> None:
        problem = proposal(self._run, name, value)
        if problem is not None:
            kept = value_text(optimizer_named(self._run.optimizer).values(self._run)[name])
            self._choices[name].button.show_choice(kept)
            self._refusal.show_sentence(tr("{problem} Kept {value}.", problem=tr(problem), value=kept))
            return
        self._refusal.show_sentence("")
        self._run = with_value(self._run, name, value)
        self.edited.emit(self._run)

    def _turn(self, name: str, on: bool) -> None:
        problem = proposal(self._run, name, on)
        if problem is not None:
            self._flags[name].show_on(not on)
            self._show_flag_refusals(name)
            kept = tr("{name} on", name=name) if not on else tr("{name} off", name=name)
            self._refusal.show_sentence(tr("{problem} Kept {value}.", problem=tr(problem), value=kept))
            return
        self._show_flag_refusals("")
        self._refusal.show_sentence("")
        self._run = with_value(self._run, name, on)
        self.edited.emit(self._run)

    def _show_flag_refusals(self, refused: str) -> None:
        for name, button in self._flags.items():
            set_property(button, "refused", name == refused)


def _element(value: HyperparameterValue, at: int) -> float:
    each = value[at] if isinstance(value, tuple) else value
    return math.nan if each is None else float(each)
