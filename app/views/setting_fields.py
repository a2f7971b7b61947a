"""Named settings, each with the field or switch of its kind: numbers, lists, choices and flags."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.engine.experiment import HyperparameterValue
from app.engine.optimizers.optimizer import Hyperparameter
from app.engine.value_text import value_text
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import FlagButton, set_property
from app.views.choice import Choice
from app.views.list_field import ListField
from app.views.named_choice import NamedChoice
from app.views.number_field import NumberField, Parse, Show
from app.views.number_text import parsed_number, parsed_or_none, shown_number, shown_or_none
from app.views.sentence import Sentence
from app.views.typeset import Typeset
from surfaces.message import Message

Values = Mapping[str, HyperparameterValue]
Problem = Callable[[str, HyperparameterValue], Message | None]
Notation = tuple[Parse, Show]
_LONG_FLAG, _LONG_NUMBER = 14, 11  # what has a longer name takes the whole width
_COLUMNS = 2


class SettingFields(QWidget):
    """Fields two abreast, below them the flags; a sentence under all says what was refused, and why.

    `problem` says why a setting cannot have a value; `notations` how a number is written, where not plainly.
    """

    entered = pyqtSignal(str, object)
    refused = pyqtSignal(str)

    def __init__(self, problem: Problem, notations: Mapping[str, Notation] | None = None) -> None:
        super().__init__()
        self._theme, self._problem, self._notations = DARK, problem, notations or {}
        self._known: tuple[Hyperparameter, ...] = ()
        self._values: dict[str, HyperparameterValue] = {}
        self._fields: dict[tuple[str, int], NumberField] = {}
        self._lists: dict[str, ListField] = {}
        self._choices: dict[str, NamedChoice] = {}
        self._flags: dict[str, FlagButton] = {}
        self._column, self._grid = QVBoxLayout(self), QGridLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._refusal = Sentence(refusal=True)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._refusal)
        self.refused.connect(self._refusal.show_sentence)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key visits, in order."""
        fields = (field.edit for field in self._fields.values())
        lists = (field.edit for field in self._lists.values())
        return (*fields, *lists, *(choice.button for choice in self._choices.values()), *self._flags.values())

    @property
    def refusal(self) -> str:
        """The sentence now under the fields; empty where all is well."""
        return self._refusal.text()

    @property
    def numbers(self) -> frozenset[tuple[str, int]]:
        """The fields of numbers there are: name, and which of several."""
        return frozenset(self._fields)

    def field(self, name: str, at: int = 0) -> NumberField:
        """The field of a number, or of one element of several."""
        return self._fields[name, at]

    def list_field(self, name: str) -> ListField:
        """The field of a list of any length."""
        return self._lists[name]

    def flag(self, name: str) -> FlagButton:
        """The switch of a flag."""
        return self._flags[name]

    def choice(self, name: str) -> Choice:
        """The button of a choice."""
        return self._choices[name].button

    def say_elsewhere(self) -> None:
        """What is refused is said by whoever listens to `refused`, not below the fields."""
        self.refused.disconnect(self._refusal.show_sentence)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._theme = theme
        self._column.setSpacing(theme.px(4))
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 0)
        self._refusal.show_theme(theme)
        for field in self._fields.values():
            field.show_theme(theme)
        for several in self._lists.values():
            several.show_theme(theme)
        for choice in self._choices.values():
            choice.show_theme(theme)
        for button in self._flags.values():
            button.show_theme(theme)

    def show_settings(self, known: Sequence[Hyperparameter], values: Values) -> None:
        """Show values without a signal; other settings get other fields."""
        self._values = dict(values)
        if tuple(known) != self._known:
            self._known = tuple(known)
            self._build()
        for (name, at), field in self._fields.items():
            field.show_value(_element(values[name], at))
        for name, several in self._lists.items():
            several.show_value(values[name])
        for name, button in self._flags.items():
            button.show_on(values[name] is True)
        for name, choice in self._choices.items():
            choice.button.show_choice(value_text(values[name]))

    def _build(self) -> None:
        several = (self._fields.values(), self._lists.values(), self._choices.values(), self._flags.values())
        old: list[QWidget] = [each for group in several for each in group]
        for widget in old:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._fields, self._lists, self._choices, self._flags = {}, {}, {}, {}
        self.refused.emit("")
        kinds = {kind: [each for each in self._known if each.kind == kind] for kind in ("integers", "choice", "flag")}
        numbers = [each for each in self._known if each.kind in ("number", "integer", "numbers")]
        long = [each for each in numbers if each.kind != "numbers" and len(each.name) > _LONG_NUMBER]
        self._place([field for each in numbers if each not in long for field in self._number_fields(each)])
        self._place([field for each in long for field in self._number_fields(each)], 1)
        self._place([self._list(each) for each in kinds["integers"]], 1)
        self._place([self._choice(each) for each in kinds["choice"]], 1)
        flags = [self._flag(each) for each in kinds["flag"]]
        self._place([each for each in flags if len(each.text()) <= _LONG_FLAG])
        self._place([each for each in flags if len(each.text()) > _LONG_FLAG], 1)
        self.show_theme(self._theme)

    def _place(self, widgets: Sequence[QWidget], columns: int = _COLUMNS) -> None:
        """Below what is there, so many abreast."""
        first, columns = self._grid.rowCount(), min(columns, max(len(self._known), 1))
        for at, widget in enumerate(widgets):
            self._grid.addWidget(widget, first + at // columns, at % columns, 1, _COLUMNS // columns)

    def _number_fields(self, setting: Hyperparameter) -> Iterator[NumberField]:
        name, symbols = setting.name, setting.symbol.split(", ")
        step = 1.0 if setting.kind == "integer" else None
        for at in range(setting.length):
            if setting.kind == "numbers":
                field = NumberField(f"{name}[{at}]", Typeset(symbols[at], token="text2"))
            else:
                field = NumberField(name, name)
            plain = (parsed_or_none, shown_or_none) if setting.optional(at) else (parsed_number, shown_number)
            parse, show = self._notations.get(name, plain)
            field.set_rules(partial(self._number_problem, name, at), parse, step, show)
            field.explain(f"{name}\n{tr(setting.sentence)}")
            field.entered.connect(partial(self._enter_number, name, at))
            field.refused.connect(self.refused)
            self._fields[name, at] = field
            yield field

    def _list(self, setting: Hyperparameter) -> ListField:
        field = ListField(setting, partial(self._problem, setting.name))
        field.entered.connect(partial(self._take, setting.name))
        field.refused.connect(self.refused)
        self._lists[setting.name] = field
        return field

    def _flag(self, setting: Hyperparameter) -> FlagButton:
        button = FlagButton(setting.name)
        button.setAccessibleName(setting.name)
        button.setToolTip(f"{setting.name}\n{tr(setting.sentence)}")
        button.clicked.connect(partial(self._turn, setting.name))
        self._flags[setting.name] = button
        return button

    def _choice(self, setting: Hyperparameter) -> NamedChoice:
        name = setting.name
        words = {value_text(each): each for each in setting.choices}
        choice = NamedChoice(name, tuple(words), f"{name}\n{tr(setting.sentence)}")
        choice.button.chosen.connect(lambda word: self._choose(name, words[word]))
        self._choices[name] = choice
        return choice

    def _with_element(self, name: str, at: int, value: float) -> HyperparameterValue:
        current, kind = self._values[name], next(each.kind for each in self._known if each.name == name)
        # Not a number stands for "none" in a field.
        element = None if math.isnan(value) else value
        if isinstance(current, tuple):
            return (*current[:at], element, *current[at + 1 :])
        return int(value) if kind == "integer" and value.is_integer() else element

    def _number_problem(self, name: str, at: int, value: float) -> Message | None:
        return self._problem(name, self._with_element(name, at, value))

    def _enter_number(self, name: str, at: int, value: float) -> None:
        self._take(name, self._with_element(name, at, value))

    def _choose(self, name: str, value: str | None) -> None:
        if (problem := self._problem(name, value)) is None:
            self._choices[name].button.show_choice(value_text(value))
            self._take(name, value)
            return
        kept = value_text(self._values[name])
        self._choices[name].button.show_choice(kept)
        self._say_kept(problem, kept)

    def _turn(self, name: str, on: bool) -> None:
        if (problem := self._problem(name, on)) is None:
            self._take(name, on)
            return
        self._flags[name].show_on(not on)
        self._mark_flags(name)
        self._say_kept(problem, tr("{name} on", name=name) if not on else tr("{name} off", name=name))

    def _take(self, name: str, value: HyperparameterValue) -> None:
        self._mark_flags("")
        self.refused.emit("")
        self._values[name] = value
        self.entered.emit(name, value)

    def _say_kept(self, problem: Message, kept: str) -> None:
        self.refused.emit(tr("{problem} Kept {value}.", problem=tr(problem), value=kept))

    def _mark_flags(self, refused: str) -> None:
        for name, button in self._flags.items():
            set_property(button, "refused", name == refused)


def _element(value: HyperparameterValue, at: int) -> float:
    each = value[at] if isinstance(value, tuple) else value
    return math.nan if each is None else float(each)
