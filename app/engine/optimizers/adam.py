"""Adam (Kingma and Ba, 2014, arXiv:1412.6980): the mean of the gradient over the root of the mean of its square."""

from __future__ import annotations

from app.engine.optimizers.common import AMSGRAD, BETAS, DECOUPLED, EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Optimizer
from app.engine.worked.expression import Symbol
from app.engine.worked.functions import Rounded, maximum, sqrt
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
from app.engine.worked.rounding import rounded, scaled_quotient
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_LARGEST = Message("AMSGrad: the largest mean square so far, so that the divisor never shrinks.")
_SQUARE_HAT = Message("The same correction for the square.")
_STEP = Message("The step: the mean, divided by its usual size, so that it comes out near the learning rate.")


def worked_adam(start: StepStart) -> Terms:
    """Adam and AdamW: they differ in where the weight decay goes."""
    terms = Terms()
    gradient, parameters = decayed(start, terms)
    beta1, beta2 = betas_of(start)
    mean = mean_of(start, terms, beta1, gradient)
    square = square_of(start, terms, beta2, "exp_avg_sq", gradient)
    if start.on("amsgrad"):
        largest = Symbol(r"v_{\max-}", start.state("max_exp_avg_sq"), "square")
        square = terms.let(r"v_{\max}", maximum(largest, square), "square", _LARGEST)
    t, eps = count_of(start), eps_of(start)
    correction1, correction2 = 1 - beta1**t, 1 - beta2**t
    mean_hat = terms.let(r"\hat m", mean / correction1, "momentum", UNBIASED)
    square_hat = terms.let(r"\hat v", square / correction2, "square", _SQUARE_HAT)
    size = Rounded(sqrt(square_hat) + eps, sqrt(square) / sqrt(correction2) + eps)
    divisor = terms.let("D", size, "square", DIVISOR)
    rate = rate_of(start)
    effective = terms.let(EFFECTIVE, rate / divisor, "plain", RATE)
    share = -rate.value / correction1.value
    value = scaled_quotient(share, mean.value, rounded(divisor.value, start.dtype), start.dtype)
    return finish(terms, parameters, Rounded(-effective * mean_hat, value), _STEP)


ADAM = Optimizer(
    name="Adam",
    sentence="Divides a running mean of the gradient by the root of a running mean of its square.",
    hyperparameters=(learning_rate(1e-3), BETAS, EPS, WEIGHT_DECAY, AMSGRAD, MAXIMIZE, DECOUPLED),
    worked=worked_adam,
    from_start=frozenset({"amsgrad"}),
)
