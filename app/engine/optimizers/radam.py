"""RAdam (Liu et al., 2019, arXiv:1908.03265): Adam that waits with dividing until its mean square can be trusted."""

from __future__ import annotations

from app.engine.optimizers.common import BETAS, DECOUPLED, EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Optimizer
from app.engine.worked.expression import Expression
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

_LIMIT = Message("How many gradients the mean square will remember in the long run.")
_LENGTH = Message("How many it remembers by now.")
_TRUST = Message("How far the mean square can be trusted by now: near 0 at first, near 1 in the end.")
_UNRECTIFIED = Message(
    "The mean square remembers 5 gradients or fewer and cannot be trusted yet: a plain step along the mean, "
    "nothing is divided."
)
_STEP = Message("The step: the mean, divided by its usual size, as far as that can be trusted.")


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient, parameters = decayed(start, terms)
    beta1, beta2 = betas_of(start)
    t, rate = count_of(start), rate_of(start)
    mean = mean_of(start, terms, beta1, gradient)
    square = square_of(start, terms, beta2, "exp_avg_sq", gradient)
    correction2 = 1 - beta2**t
    mean_hat = terms.let(r"\hat m", mean / (1 - beta1**t), "momentum", UNBIASED)
    limit = terms.let(r"\rho_\infty", 2 / (1 - beta2) - 1, "plain", _LIMIT)
    length = terms.let(r"\rho", limit - 2 * t * beta2**t / correction2, "plain", _LENGTH)
    if length.value <= 5:
        return finish(terms, parameters, -rate * mean_hat, _UNRECTIFIED)
    trust = terms.let("r", sqrt(_share(length, limit)), "plain", _TRUST)
    size = (sqrt(square) + eps_of(start)) / sqrt(correction2)
    divisor = terms.let("D", size, "square", DIVISOR)
    effective = terms.let(EFFECTIVE, rate * trust / divisor, "plain", RATE)
    rounded = mean_hat * rate * (sqrt(correction2) / (sqrt(square) + eps_of(start))) * trust
    return finish(terms, parameters, Rounded(-effective * mean_hat, -rounded), _STEP)


def _share(length: Expression, limit: Expression) -> Expression:
    return (length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)


RADAM = Optimizer(
    name="RAdam",
    sentence="Adam that begins without dividing, and trusts its mean square more from step to step.",
    hyperparameters=(learning_rate(1e-3), BETAS, EPS, WEIGHT_DECAY, DECOUPLED, MAXIMIZE),
    worked=_worked,
)
