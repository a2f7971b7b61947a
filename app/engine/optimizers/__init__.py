"""The optimizers, in menu order: one file each, and one line here."""

from __future__ import annotations

from app.engine.optimizers.adam import ADAM
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer, Rule
from app.engine.optimizers.rmsprop import RMSPROP
from app.engine.optimizers.sgd import SGD

OPTIMIZERS = (SGD, ADAM, RMSPROP)


def optimizer_named(name: str) -> Optimizer:
    """By torch's name, in any case; raises `KeyError`."""
    return {each.name.casefold(): each for each in OPTIMIZERS}[name.casefold()]


__all__ = ["OPTIMIZERS", "Hyperparameter", "Optimizer", "Rule", "optimizer_named"]
