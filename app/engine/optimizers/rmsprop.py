"""RMSprop (Hinton, lecture 6 of Neural Networks for Machine Learning, 2012): the gradient over its running size."""

from __future__ import annotations

from app.engine.optimizers.common import EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer
from app.engine.worked.expression import Symbol
from app.engine.worked.functions import Rounded, sqrt
from app.engine.worked.prelude import (
    DIVISOR,
    EFFECTIVE,
    RATE,
    decayed_gradient,
    finish,
    parameters_of,
    rate_of,
    running_mean,
    square_of,
)
from app.engine.worked.rounding import rounded, scaled_quotient, with_square
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_MEAN = Message("A running mean of the gradient itself.")
_SPREAD = Message("Centered: the spread of the gradient about its mean, which is smaller than its size.")
_SCALED = Message("The velocity keeps the share μ and takes up the gradient, divided by its usual size.")
_STEP = Message("The step goes against the gradient, divided by its usual size.")


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient = decayed_gradient(start, terms)
    alpha = Symbol(r"\alpha", start.number("alpha"))
    square = square_of(start, terms, alpha, "square_avg", gradient)
    if start.on("centered"):
        mean_before = Symbol(r"\bar g_-", start.state("grad_avg"), "momentum")
        mean = terms.let(r"\bar g", running_mean(start, alpha, mean_before, gradient), "momentum", _MEAN)
        spread = Rounded(square - mean**2, with_square(square.value, -1, mean.value, start.dtype))
        square = terms.let(r"\tilde v", spread, "square", _SPREAD)
    divisor = terms.let("D", sqrt(square) + Symbol(r"\varepsilon", start.number("eps")), "square", DIVISOR)
    rate = rate_of(start)
    if not start.on("momentum"):
        effective = terms.let(EFFECTIVE, rate / divisor, "plain", RATE)
        value = scaled_quotient(-rate.value, gradient.value, rounded(divisor.value, start.dtype), start.dtype)
        return finish(terms, parameters_of(start), Rounded(-effective * gradient, value), _STEP)
    kept = Symbol(r"\mu", start.number("momentum")) * Symbol("b_-", start.state("momentum_buffer"), "momentum")
    velocity = terms.let("b", kept + gradient / divisor, "momentum", _SCALED)
    return finish(terms, parameters_of(start), -rate * velocity)


RMSPROP = Optimizer(
    name="RMSprop",
    sentence="Divides the gradient by the root of a running mean of its square.",
    hyperparameters=(
        learning_rate(1e-2),
        Hyperparameter("alpha", 0.99, "number", r"\alpha", "How much of the running mean of the square is kept."),
        EPS,
        WEIGHT_DECAY,
        Hyperparameter("momentum", 0.0, "number", r"\mu", "How much of the velocity is kept at every step."),
        Hyperparameter("centered", False, "flag", "", "Divides by the spread of the gradient about its running mean."),
        MAXIMIZE,
    ),
    worked=_worked,
    from_start=frozenset({"centered", "momentum"}),
)
