"""Adagrad (Duchi et al., 2011): the gradient over the root of the sum of all its squares."""

from __future__ import annotations

from dataclasses import replace

from app.engine.optimizers.common import EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer
from app.engine.worked.expression import Symbol
from app.engine.worked.functions import Rounded, sqrt
from app.engine.worked.prelude import (
    EFFECTIVE,
    RATE,
    count_of,
    decayed_gradient,
    eps_of,
    finish,
    parameters_of,
    rate_of,
)
from app.engine.worked.rounding import rounded, scaled_quotient, with_square
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_RATE = Message("The learning rate of this step: it shrinks with the number of steps.")
_SUM = Message("The sum of all squares of the gradient so far: it only grows.")
_DIVISOR = Message("What the step is divided by: it only grows, so the steps become shorter and shorter.")
_STEP = Message("The step: the gradient, divided by the root of that sum.")


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient = decayed_gradient(start, terms)
    rate = rate_of(start)
    if start.on("lr_decay"):
        shrunk = rate / (1 + (count_of(start) - 1) * Symbol(r"\gamma", start.number("lr_decay")))
        rate = terms.let(r"\mathrm{lr}_t", shrunk, "plain", _RATE)
    before = Symbol("G_-", start.state("sum"), "square")
    value = with_square(before.value, 1, gradient.value, start.dtype)
    total = terms.let("G", Rounded(before + gradient**2, value), "square", _SUM)
    divisor = terms.let("D", sqrt(total) + eps_of(start), "square", _DIVISOR)
    effective = terms.let(EFFECTIVE, rate / divisor, "plain", RATE)
    value = scaled_quotient(-rate.value, gradient.value, rounded(divisor.value, start.dtype), start.dtype)
    return finish(terms, parameters_of(start), Rounded(-effective * gradient, value), _STEP)


ADAGRAD = Optimizer(
    name="Adagrad",
    sentence="Divides the gradient by the root of the sum of all its squares so far.",
    hyperparameters=(
        learning_rate(1e-2),
        Hyperparameter("lr_decay", 0.0, "number", r"\gamma", "Shrinks the learning rate from step to step."),
        WEIGHT_DECAY,
        Hyperparameter("initial_accumulator_value", 0.0, "number", "G_0", "What the sum of squares begins with."),
        replace(EPS, default=1e-10),
        MAXIMIZE,
    ),
    worked=_worked,
    initial_state=lambda values: {"sum": float(values["initial_accumulator_value"])},  # type: ignore[arg-type]
    fixed=frozenset({"initial_accumulator_value"}),
)
