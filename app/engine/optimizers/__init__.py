"""The optimizers, in menu order: one file each, and one line here."""

from __future__ import annotations

from app.engine.optimizers.adadelta import ADADELTA
from app.engine.optimizers.adafactor import ADAFACTOR
from app.engine.optimizers.adagrad import ADAGRAD
from app.engine.optimizers.adam import ADAM
from app.engine.optimizers.adamax import ADAMAX
from app.engine.optimizers.adamw import ADAMW
from app.engine.optimizers.asgd import ASGD
from app.engine.optimizers.lbfgs import LBFGS
from app.engine.optimizers.muon import MUON
from app.engine.optimizers.nadam import NADAM
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer, Rule
from app.engine.optimizers.radam import RADAM
from app.engine.optimizers.rmsprop import RMSPROP
from app.engine.optimizers.rprop import RPROP
from app.engine.optimizers.sgd import SGD
from surfaces.message import Message

OPTIMIZERS = (
    SGD,
    ADAM,
    ADAMW,
    NADAM,
    RADAM,
    ADAMAX,
    ADAGRAD,
    ADADELTA,
    RMSPROP,
    RPROP,
    ASGD,
    ADAFACTOR,
    LBFGS,
    MUON,
)
LEFT_OUT = {
    "SparseAdam": Message(
        "SparseAdam is left out: it takes only sparse gradients, and the gradient of a surface has an entry for every "
        "axis at every step."
    )
}
"""What torch has and this list has not, with the reason."""


def optimizer_named(name: str) -> Optimizer:
    """By torch's name, in any case; raises `KeyError`."""
    return {each.name.casefold(): each for each in OPTIMIZERS}[name.casefold()]


__all__ = ["LEFT_OUT", "OPTIMIZERS", "Hyperparameter", "Optimizer", "Rule", "optimizer_named"]
