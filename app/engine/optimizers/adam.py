"""Adam (Kingma and Ba, 2014, arXiv:1412.6980): the mean of the gradient over the root of the mean of its square."""

from __future__ import annotations

from app.engine.optimizers.common import AMSGRAD, BETAS, EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer
from app.engine.worked.expression import Rounded, Symbol, maximum, running_mean, sqrt
from app.engine.worked.prelude import (
    DIVISOR,
    EFFECTIVE,
    RATE,
    decayed_gradient,
    finish,
    gradient_of,
    parameters_of,
    rate_of,
    shrunk_parameters,
)
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_MEAN = Message("A running mean of the gradient: most of what it was, a little of what is new.")
_SQUARE = Message("A running mean of the gradient's square: how large the slope usually is.")
_LARGEST = Message("AMSGrad: the largest mean square so far, so that the divisor never shrinks.")
_MEAN_HAT = Message("Both means began at zero; dividing takes that beginning out again.")
_SQUARE_HAT = Message("The same correction for the square.")
_STEP = Message("The step: the mean, divided by its usual size, so that it comes out near the learning rate.")


def worked_adam(start: StepStart) -> Terms:
    """Adam and AdamW: they differ in where the weight decay goes."""
    terms = Terms()
    if start.on("decoupled_weight_decay"):
        gradient, parameters = gradient_of(start, terms), shrunk_parameters(start, terms)
    else:
        gradient, parameters = decayed_gradient(start, terms), parameters_of(start)
    beta1, beta2 = (Symbol(rf"\beta_{at + 1}", start.number("betas", at)) for at in (0, 1))
    before, square_before = start.state("exp_avg"), start.state("exp_avg_sq")
    mean = terms.let("m", running_mean(beta1, Symbol("m_-", before, "momentum"), gradient), "momentum", _MEAN)
    squares = beta2 * Symbol("v_-", square_before, "square") + (1 - beta2) * gradient**2
    square = terms.let("v", squares, "square", _SQUARE)
    if start.on("amsgrad"):
        largest = Symbol(r"v_{\max-}", start.state("max_exp_avg_sq"), "square")
        square = terms.let(r"v_{\max}", maximum(largest, square), "square", _LARGEST)
    t, eps = Symbol("t", float(start.t)), Symbol(r"\varepsilon", start.number("eps"))
    correction1, correction2 = 1 - beta1**t, 1 - beta2**t
    mean_hat = terms.let(r"\hat m", mean / correction1, "momentum", _MEAN_HAT)
    square_hat = terms.let(r"\hat v", square / correction2, "square", _SQUARE_HAT)
    size = Rounded(sqrt(square_hat) + eps, sqrt(square) / sqrt(correction2) + eps)
    divisor = terms.let("D", size, "square", DIVISOR)
    rate = rate_of(start)
    effective = terms.let(EFFECTIVE, rate / divisor, "plain", RATE)
    step = Rounded(-effective * mean_hat, -(rate / correction1) * mean / divisor)
    return finish(terms, parameters, step, _STEP)


ADAM = Optimizer(
    name="Adam",
    sentence="Divides a running mean of the gradient by the root of a running mean of its square.",
    hyperparameters=(
        learning_rate(1e-3),
        BETAS,
        EPS,
        WEIGHT_DECAY,
        AMSGRAD,
        MAXIMIZE,
        Hyperparameter(
            "decoupled_weight_decay",
            False,
            "flag",
            "",
            "Decays the parameters, as AdamW does, not the gradient.",
        ),
    ),
    worked=worked_adam,
    from_start=frozenset({"amsgrad"}),
)
