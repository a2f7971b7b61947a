"""Adamax (Kingma and Ba, 2014, arXiv:1412.6980): Adam with the largest recent slope in place of the mean square."""

from __future__ import annotations

from app.engine.optimizers.common import BETAS, EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Optimizer
from app.engine.worked.expression import Symbol
from app.engine.worked.functions import Rounded, absolute, maximum
from app.engine.worked.prelude import (
    EFFECTIVE,
    RATE,
    UNBIASED,
    betas_of,
    count_of,
    decayed_gradient,
    eps_of,
    finish,
    mean_of,
    parameters_of,
    rate_of,
)
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_LARGEST = Message("The largest slope of late: it is remembered, and fades by β₂ at every step.")
_STEP = Message("The step: the mean, divided by the largest slope, so that it is hardly ever larger than lr.")


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient = decayed_gradient(start, terms)
    beta1, beta2 = betas_of(start)
    rate, correction = rate_of(start), 1 - beta1 ** count_of(start)
    mean = mean_of(start, terms, beta1, gradient)
    before = Symbol("u_-", start.state("exp_inf"), "square")
    largest = terms.let("u", maximum(beta2 * before, absolute(gradient) + eps_of(start)), "square", _LARGEST)
    mean_hat = terms.let(r"\hat m", mean / correction, "momentum", UNBIASED)
    effective = terms.let(EFFECTIVE, rate / largest, "plain", RATE)
    step = Rounded(-effective * mean_hat, -(rate / correction) * mean / largest)
    return finish(terms, parameters_of(start), step, _STEP)


ADAMAX = Optimizer(
    name="Adamax",
    sentence="Divides a running mean of the gradient by its largest recent size.",
    hyperparameters=(learning_rate(2e-3), BETAS, EPS, WEIGHT_DECAY, MAXIMIZE),
    worked=_worked,
)
