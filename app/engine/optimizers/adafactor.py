"""Adafactor (Shazeer and Stern, 2018, arXiv:1804.04235): steps relative to the parameters, without momentum."""

from __future__ import annotations

import numpy as np

from app.engine.optimizers.common import MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer
from app.engine.worked.expression import Array, Expression, Number, Symbol
from app.engine.worked.functions import Norm, Rounded, maximum, minimum, sqrt
from app.engine.worked.prelude import (
    EFFECTIVE,
    RATE,
    SQUARE,
    finish,
    gradient_of,
    parameters_of,
    rate_of,
    shrunk_parameters,
)
from app.engine.worked.rounding import moved_share, rounded
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_RATE = Message("The relative rate: at most the learning rate, and falling with the root of the number of steps.")
_SCALE = Message("The rate times the usual size of the parameters, which couples both axes: larger ones move farther.")
_NEW = Message("The share of the new square in the mean: all of it at first, less and less later.")
_SCALED = Message("The gradient, divided by its usual size.")
_CLIP = Message("How far that is beyond the allowed length d, both axes together; 1 where it is not.")
_STEP = Message("The step: rescaled, cut to the allowed length, and relative to the parameters.")


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient, parameters = gradient_of(start, terms), parameters_of(start)
    t, root = Symbol("t", float(start.t)), sqrt(Number(parameters.value.size))
    eps1 = Symbol(r"\varepsilon_1", _first_eps(start))
    eps2 = Symbol(r"\varepsilon_2", start.number("eps", 1))
    relative = terms.let(r"\rho", minimum(rate_of(start), 1 / sqrt(t)), "plain", _RATE)
    scale = terms.let("a", maximum(eps2, Norm(parameters) / root) * relative, "plain", _SCALE)
    parameters = shrunk_parameters(start, terms)
    share = terms.let("w", t ** Symbol("c", start.number("beta2_decay")), "plain", _NEW)
    before = Symbol("v_-", start.state("variance"), "square")
    written = (1 - share) * before + share * gradient**2
    mean = Rounded(written, _squares_moved(start, before, gradient, share))
    square = terms.let("v", mean, "square", SQUARE)
    divisor = sqrt(maximum(square, eps1**2))
    scaled = terms.let("u", gradient / divisor, "gradient", _SCALED)
    allowed = root * Symbol("d", start.number("d"))
    clip = terms.let("C", maximum(1, Norm(scaled) / allowed), "plain", _CLIP)
    effective: Expression = scale / (clip * divisor)
    terms.let(EFFECTIVE, effective, "plain", RATE)
    return finish(terms, parameters, -scale / clip * scaled, _STEP)


def _squares_moved(start: StepStart, before: Symbol, gradient: Symbol, share: Symbol) -> Array:
    new = rounded(gradient.value * gradient.value, start.dtype)
    return moved_share(before.value, new, float(share.value), start.dtype)


def _first_eps(start: StepStart) -> float:
    """The smallest difference from 1 in the dtype of the parameters, where none is set."""
    eps = start.values["eps"]
    return start.number("eps") if isinstance(eps, tuple) and eps[0] is not None else float(np.finfo(start.dtype).eps)


ADAFACTOR = Optimizer(
    name="Adafactor",
    sentence="Steps relative to the size of the parameters, cut to a largest length, without any momentum.",
    hyperparameters=(
        learning_rate(1e-2, "The largest relative step; later it falls with the root of the number of steps."),
        Hyperparameter(
            "beta2_decay", -0.8, "number", "c", "How fast the mean of the square gets slower: its power of t.",
            float("-inf"), most=0.0,
        ),
        Hyperparameter(
            "eps", (None, 1e-3), "numbers", r"\varepsilon_1, \varepsilon_2",
            "The smallest divisor (none: the rounding of the dtype), and the smallest size of the parameters.",
        ),
        Hyperparameter("d", 1.0, "number", "d", "The largest length of a step, before the rate scales it.", 1.0),
        WEIGHT_DECAY,
        MAXIMIZE,
    ),
    worked=_worked,
)  # fmt: skip
