"""NAdam (Dozat, 2016): Adam that looks ahead along its own momentum, as Nesterov does."""

from __future__ import annotations

import numpy as np

from app.engine.optimizers.common import BETAS, DECOUPLED, EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer, Rule, Values
from app.engine.worked.expression import Expression, Number, Symbol
from app.engine.worked.functions import Rounded, sqrt
from app.engine.worked.prelude import (
    DIVISOR,
    EFFECTIVE,
    RATE,
    UNBIASED,
    betas_of,
    count_of,
    decayed,
    eps_of,
    finish,
    mean_of,
    rate_of,
    square_of,
)
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_MU = Message("The weight of the momentum in this step: it grows from about β₁/2 to β₁.")
_NEXT = Message("The weight that it will have in the next step.")
_PRODUCT = Message("The product of all these weights so far, kept in single precision by torch.")
_NEW = Message("The new gradient, corrected for the beginning at zero.")
_AHEAD = Message("Nesterov's mix: the new gradient, and the momentum as the next step will use it.")
_STEP = Message("The step: the mix, divided by its usual size.")
_LONGEST_MOMENTUM = 1 - 1e-7


def _momentum_below_one(values: Values) -> bool:
    betas = values["betas"]
    return not isinstance(betas, tuple) or betas[0] is None or betas[0] <= _LONGEST_MOMENTUM


def _weight(beta1: Expression, count: Expression, decay: Expression) -> Expression:
    return beta1 * (1 - 0.5 * Number(0.96) ** (count * decay))


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient, parameters = decayed(start, terms)
    beta1, beta2 = betas_of(start)
    t, decay, rate = count_of(start), Symbol(r"\psi", start.number("momentum_decay")), rate_of(start)
    mu = terms.let(r"\mu", _weight(beta1, t, decay), "plain", _MU)
    ahead = terms.let(r"\mu_+", _weight(beta1, t + 1, decay), "plain", _NEXT)
    before = Symbol(r"\Pi_-", start.state("mu_product"))
    product = terms.let(r"\Pi", Rounded(before * mu, _single(before, mu)), "plain", _PRODUCT)
    mean = mean_of(start, terms, beta1, gradient)
    square = square_of(start, terms, beta2, "exp_avg_sq", gradient)
    square_hat = terms.let(r"\hat v", square / (1 - beta2**t), "square", UNBIASED)
    divisor = terms.let("D", sqrt(square_hat) + eps_of(start), "square", DIVISOR)
    new = terms.let(r"\hat g", gradient / (1 - product), "gradient", _NEW)
    mean_hat = terms.let(r"\hat m", mean / (1 - product * ahead), "momentum", UNBIASED)
    mix = terms.let(r"\bar m", (1 - mu) * new + ahead * mean_hat, "momentum", _AHEAD)
    effective = terms.let(EFFECTIVE, rate / divisor, "plain", RATE)
    shares = rate * (1 - mu) / (1 - product) * gradient / divisor, rate * ahead / (1 - product * ahead) * mean / divisor
    return finish(terms, parameters, Rounded(-effective * mix, -shares[0] - shares[1]), _STEP)


def _single(before: Expression, factor: Expression) -> Expression:
    return Symbol("", float(np.float32(before.value) * np.float32(factor.value)))


NADAM = Optimizer(
    name="NAdam",
    sentence="Adam that looks ahead: it already uses the momentum of the next step.",
    hyperparameters=(
        learning_rate(2e-3),
        BETAS,
        EPS,
        WEIGHT_DECAY,
        Hyperparameter("momentum_decay", 4e-3, "number", r"\psi", "How fast the weight of the momentum grows to β₁."),
        DECOUPLED,
        MAXIMIZE,
    ),
    worked=_worked,
    rules=(
        Rule(
            _momentum_below_one,
            Message("NAdam divides by 1 − β₁ in single precision: the first of betas must be at most 1 − 1e-7."),
        ),
    ),
    initial_state=lambda values: {"mu_product": 1.0},
)
