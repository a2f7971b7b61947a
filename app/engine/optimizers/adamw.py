"""AdamW (Loshchilov and Hutter, 2017, arXiv:1711.05101): Adam, with the weight decay taken out of the gradient."""

from __future__ import annotations

from dataclasses import replace

from app.engine.optimizers.adam import worked_adam
from app.engine.optimizers.common import AMSGRAD, BETAS, EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Optimizer
from app.engine.worked.term import StepStart, Terms


def _worked(start: StepStart) -> Terms:
    return worked_adam(replace(start, values={**start.values, "decoupled_weight_decay": True}))


ADAMW = Optimizer(
    name="AdamW",
    sentence="Adam that shrinks the parameters themselves, instead of adding their decay to the gradient.",
    hyperparameters=(learning_rate(1e-3), BETAS, EPS, replace(WEIGHT_DECAY, default=1e-2), AMSGRAD, MAXIMIZE),
    worked=_worked,
    from_start=frozenset({"amsgrad"}),
)
