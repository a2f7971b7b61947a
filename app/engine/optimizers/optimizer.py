"""What a file of this folder states about one optimizer of torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.engine.experiment import HyperparameterValue
from surfaces.message import Message

Kind = Literal["number", "flag", "pair"]


@dataclass(frozen=True)
class Hyperparameter:
    """One argument of the torch class, under torch's own name.

    `low` and `high` bound what torch accepts (open ends are said by `open_low`, `open_high`); a pair is bounded
    element by element. `symbol` is LaTeX. `sentence` says in one sentence what it does.
    """

    name: str
    default: HyperparameterValue
    kind: Kind
    symbol: str
    sentence: str
    low: float = float("-inf")
    high: float = float("inf")
    open_low: bool = False
    open_high: bool = False


@dataclass(frozen=True)
class Rule:
    """A condition across hyperparameters that torch checks; broken, `message` says why it must hold."""

    holds: str
    message: str


@dataclass(frozen=True)
class Optimizer:
    """A class of `torch.optim` by name, its hyperparameters in torch's order, and the rules across them."""

    name: str
    hyperparameters: tuple[Hyperparameter, ...]
    sentence: str

    def hyperparameter(self, name: str) -> Hyperparameter:
        """By name; raises `KeyError`."""
        return {each.name: each for each in self.hyperparameters}[name]

    def problem(self, name: str, value: HyperparameterValue) -> Message | None:
        """Why torch would refuse the value; None where it would not."""
        raise NotImplementedError
