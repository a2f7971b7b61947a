"""What a file of this folder states about one optimizer of torch."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.engine.experiment import HyperparameterValue, Run
from surfaces.message import Message

Kind = Literal["number", "flag", "pair"]
Values = Mapping[str, HyperparameterValue]

# Torch raises where a number it works out of these, such as lr / (1 - beta), does not fit into float32.
MOST = 1e20


@dataclass(frozen=True)
class Hyperparameter:
    """One argument of the torch class, under torch's own name.

    `low` and `below` bound what torch accepts: low ≤ value < below, element by element for a pair; nothing is
    above `MOST`.
    `symbol` is LaTeX; `sentence` says what the argument does.
    """

    name: str
    default: HyperparameterValue
    kind: Kind
    symbol: str
    sentence: str
    low: float = 0.0
    below: float = math.inf

    def problem(self, value: HyperparameterValue) -> Message | None:
        """Why the value is refused; None where it is not."""
        if self.kind == "flag":
            return None if type(value) is bool else Message("{name} is either true or false.", name=self.name)
        numbers = value if isinstance(value, tuple) else (value,)
        if len(numbers) != (2 if self.kind == "pair" else 1):
            return Message("{name} takes {count} numbers.", name=self.name, count=2 if self.kind == "pair" else 1)
        return next((found for each in numbers if (found := self._number_problem(each)) is not None), None)

    def _number_problem(self, value: object) -> Message | None:
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not math.isfinite(value):
            return Message("{name} is a finite number.", name=self.name)
        if value < self.low:
            return Message("{name} must be at least {low}.", name=self.name, low=f"{self.low:g}")
        if value >= self.below:
            return Message("{name} must be below {below}.", name=self.name, below=f"{self.below:g}")
        if value > MOST:
            return Message("{name} must be at most {most}.", name=self.name, most=f"{MOST:g}")
        return None


@dataclass(frozen=True)
class Rule:
    """A condition across hyperparameters that torch checks; `message` says why it must hold."""

    holds: Callable[[Values], bool]
    message: Message


@dataclass(frozen=True)
class Optimizer:
    """A class of `torch.optim` by name, its hyperparameters in torch's order, and the rules across them."""

    name: str
    sentence: str
    hyperparameters: tuple[Hyperparameter, ...]
    rules: tuple[Rule, ...] = ()

    def hyperparameter(self, name: str) -> Hyperparameter:
        """By name; raises `KeyError`."""
        return {each.name: each for each in self.hyperparameters}[name]

    def values(self, run: Run) -> dict[str, HyperparameterValue]:
        """Every hyperparameter of a run: what it sets, torch's defaults for the rest."""
        return {each.name: each.default for each in self.hyperparameters} | dict(run.hyperparameters)

    def problem(self, name: str, value: HyperparameterValue) -> Message | None:
        """Why one value is refused; None where it is not."""
        return self.hyperparameter(name).problem(value)

    def run_problem(self, run: Run) -> Message | None:
        """The first thing that torch would refuse about a run of this optimizer."""
        for name, value in run.hyperparameters:
            if (found := self.problem(name, value)) is not None:
                return found
        values = self.values(run)
        return next((rule.message for rule in self.rules if not rule.holds(values)), None)
