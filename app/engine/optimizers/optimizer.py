"""What a file of this folder states about one optimizer of torch."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.engine.experiment import HyperparameterValue, Run
from app.engine.worked.term import Worked
from surfaces.message import Message

Kind = Literal["number", "integer", "flag", "numbers", "integers", "choice"]
Values = Mapping[str, HyperparameterValue]
Form = Literal["vector", "matrix", "closure"]
LARGEST = 1e20
"""No hyperparameter is larger: beyond 3.4e38 torch refuses numbers in single precision, and it divides by 1 − β."""


@dataclass(frozen=True)
class Hyperparameter:
    """One argument of the torch class, under torch's own name.

    `low`, `below` and `most` bound what torch accepts: low ≤ value < below, value ≤ most, element by element for
    several `numbers` (as many as in the default) or `integers` (any count). None is accepted where the default (or its
    element) is None. `choices` are the words of a `choice`. `symbol` is LaTeX, one symbol an element with commas
    between; `sentence` says what the argument does.
    """

    name: str
    default: HyperparameterValue
    kind: Kind
    symbol: str
    sentence: str
    low: float = 0.0
    below: float = math.inf
    most: float = math.inf
    choices: tuple[str | None, ...] = ()

    @property
    def length(self) -> int:
        """How many values it takes."""
        return len(self.default) if isinstance(self.default, tuple) else 1

    def optional(self, at: int = 0) -> bool:
        """Whether None is accepted, for one element of several."""
        return (self.default[at] if isinstance(self.default, tuple) else self.default) is None

    def problem(self, value: HyperparameterValue) -> Message | None:
        """Why the value is refused; None where it is not."""
        if self.kind == "flag":
            return None if type(value) is bool else Message("{name} is either true or false.", name=self.name)
        if self.kind == "choice":
            return None if value in self.choices else self._choice_problem()
        elements = value if isinstance(value, tuple) else (value,)
        if isinstance(value, tuple) != isinstance(self.default, tuple) or not self._counts(len(elements)):
            return self._count_problem()
        found = (self._element_problem(each, at) for at, each in enumerate(elements))
        return next((each for each in found if each is not None), None)

    def typed(self, value: HyperparameterValue) -> HyperparameterValue:
        """The same value as torch takes it: numbers as floats, whole numbers as integers."""
        if isinstance(value, tuple):
            return tuple(None if each is None else self._typed_number(each) for each in value)
        return value if value is None or isinstance(value, bool | str) else self._typed_number(value)

    def _typed_number(self, value: float) -> float:
        return int(value) if self.kind in ("integer", "integers") else float(value)

    def _counts(self, count: int) -> bool:
        return count > 0 if self.kind == "integers" else count == self.length

    def _count_problem(self) -> Message:
        if self.length == 1:
            return Message("{name} takes one number.", name=self.name)
        return Message("{name} takes {count} numbers.", name=self.name, count=self.length)

    def _choice_problem(self) -> Message:
        words = ", ".join("none" if each is None else each for each in self.choices)
        return Message("{name} is one of {words}.", name=self.name, words=words)

    def _element_problem(self, value: object, at: int) -> Message | None:
        if value is None and self.kind != "integers" and self.optional(at):
            return None
        if not isinstance(value, int | float) or isinstance(value, bool) or value != value or abs(value) == math.inf:
            return Message("{name} is a finite number.", name=self.name)
        if abs(value) > LARGEST:
            return Message("{name} goes to {most} at most.", name=self.name, most=f"{LARGEST:g}")
        if self.kind in ("integer", "integers") and value != int(value):
            return Message("{name} is a whole number.", name=self.name)
        if value < self.low:
            return Message("{name} must be at least {low}.", name=self.name, low=f"{self.low:g}")
        if value >= self.below:
            return Message("{name} must be below {below}.", name=self.name, below=f"{self.below:g}")
        if value > self.most:
            return Message("{name} must be at most {most}.", name=self.name, most=f"{self.most:g}")
        return None


@dataclass(frozen=True)
class Rule:
    """A condition across hyperparameters that torch checks, or breaks at; `message` says why it must hold."""

    holds: Callable[[Values], bool]
    message: Message


def nothing_yet(values: Values) -> Mapping[str, float]:
    """No state of torch begins with anything but zero."""
    return {}


@dataclass(frozen=True)
class Optimizer:
    """A class of `torch.optim` by name, its hyperparameters in torch's order, and the rules across them.

    `worked` takes a step apart. `initial_state` names what torch's state holds before the first step where that is
    not zero (nan: it does not exist yet). Hyperparameters that torch reads only before the first step cannot change on
    the way: `fixed` ones not at all, those of `from_start` cannot be switched on. `form` is how torch wants its
    parameters: as a vector, as a matrix of one row, or with a function that evaluates the loss anew.
    """

    name: str
    sentence: str
    hyperparameters: tuple[Hyperparameter, ...]
    worked: Worked
    rules: tuple[Rule, ...] = ()
    initial_state: Callable[[Values], Mapping[str, float]] = nothing_yet
    fixed: frozenset[str] = frozenset()
    from_start: frozenset[str] = frozenset()
    form: Form = "vector"

    def hyperparameter(self, name: str) -> Hyperparameter:
        """By name; raises `KeyError`."""
        return {each.name: each for each in self.hyperparameters}[name]

    def values(self, run: Run) -> dict[str, HyperparameterValue]:
        """Every hyperparameter of a run: what it sets, torch's defaults for the rest."""
        return {each.name: each.default for each in self.hyperparameters} | dict(run.hyperparameters)

    def typed(self, values: Values) -> dict[str, HyperparameterValue]:
        """The same values as torch takes them."""
        return {name: self.hyperparameter(name).typed(value) for name, value in values.items()}

    def problem(self, name: str, value: HyperparameterValue) -> Message | None:
        """Why one value is refused; None where it is not."""
        return self.hyperparameter(name).problem(value)

    def values_problem(self, values: Values) -> Message | None:
        """The first thing that torch would refuse about hyperparameters that are in force together."""
        for name, value in values.items():
            if (found := self.problem(name, value)) is not None:
                return found
        return next((rule.message for rule in self.rules if not rule.holds(values)), None)

    def run_problem(self, run: Run) -> Message | None:
        """The first thing that torch would refuse about a run of this optimizer, before its first step."""
        return self.values_problem(self.values(run))

    def edit_problem(self, before: Values, name: str, value: HyperparameterValue) -> Message | None:
        """Why a hyperparameter cannot get this value on the way, where the run began with the values `before`."""
        if name in self.fixed or (name in self.from_start and value and not before[name]):
            return Message(
                "{optimizer} reads {name} only before its first step: it cannot change on the way.",
                optimizer=self.name, name=name,
            )  # fmt: skip
        if value is None and self.hyperparameter(name).kind == "integer":
            return Message("On the way {name} needs a number: torch works it out only at the start.", name=name)
        return self.problem(name, value)
