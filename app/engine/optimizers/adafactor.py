"""Adafactor (Shazeer and Stern, 2018, arXiv:1804.04235): steps relative to the parameters, without momentum."""

from __future__ import annotations

import numpy as np

from app.engine.optimizers.common import MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer
from app.engine.worked.adafactor_squares import squares_of
from app.engine.worked.expression import Array, Expression, Number, Symbol
from app.engine.worked.functions import Case, Cases, Norm, PartNorm, Rounded, maximum, minimum, sqrt
from app.engine.worked.parts import Part, parts_of, spread
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
_PART_SCALE = Message("The rate times the usual size of the parameters of one tensor: larger ones move farther.")
_ROWS = Message("A running mean of the gradient's square over each row of a matrix; a vector has no rows.")
_COLUMNS = Message("The same over each column: together fewer numbers than the matrix has.")
_FACTORED = Message(
    "The usual square of the slope: of a matrix its row's times its column's over the mean of all rows, of a vector a "
    "running mean of its own."
)
_PART_CLIP = Message("How far that is beyond the allowed length d, over one tensor; 1 where it is not.")
_STEP = Message("The step: rescaled, cut to the allowed length, and relative to the parameters.")


def _worked(start: StepStart) -> Terms:
    parts = parts_of(start.parameters.size)
    return _worked_vector(start) if len(parts) == 1 else _worked_parts(start, parts)


def _worked_vector(start: StepStart) -> Terms:
    """All parameters are one vector."""
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


def _worked_parts(start: StepStart, parts: tuple[Part, ...]) -> Terms:
    """Tensor by tensor: each has a scale and a cut of its own, and a matrix keeps its squares by rows and columns."""
    terms = Terms()
    gradient, parameters = gradient_of(start, terms), parameters_of(start)
    t, root = Symbol("t", float(start.t)), sqrt(Symbol("n", spread(parts, lambda place: np.asarray(place.size))))
    relative = terms.let(r"\rho", minimum(rate_of(start), 1 / sqrt(t)), "plain", _RATE)
    eps1, eps2 = Symbol(r"\varepsilon_1", _first_eps(start)), Symbol(r"\varepsilon_2", start.number("eps", 1))
    size = maximum(eps2, PartNorm(parameters, parts) / root)
    scale = terms.let("a", size * relative, "plain", _PART_SCALE)
    parameters = shrunk_parameters(start, terms)
    share = terms.let("w", t ** Symbol("c", start.number("beta2_decay")), "plain", _NEW)
    square = _factored(start, terms, parts, gradient, share)
    divisor = sqrt(maximum(square, eps1**2))
    scaled = terms.let("u", gradient / divisor, "gradient", _SCALED)
    clip = maximum(1, PartNorm(scaled, parts) / (root * Symbol("d", start.number("d"))))
    clip = terms.let("C", clip, "plain", _PART_CLIP)
    terms.let(EFFECTIVE, scale / (clip * divisor), "plain", RATE)
    return finish(terms, parameters, -scale / clip * scaled, _STEP)


def _factored(start: StepStart, terms: Terms, parts: tuple[Part, ...], gradient: Symbol, share: Symbol) -> Symbol:
    """v: of a matrix the product of what is kept of its rows and columns, of a vector as it is."""
    found = squares_of(start, parts, gradient.value, float(share.value))
    matrix, vector = (r"\mathrm{matrix}", found.in_matrix), (r"\mathrm{vector}", np.logical_not(found.in_matrix))
    nothing = Case(Number(0), *vector)
    kept = {}
    for name, before, new, after, sentence in (
        ("r", found.rows_before, found.rows_new, found.rows_after, _ROWS),
        ("k", found.columns_before, found.columns_new, found.columns_after, _COLUMNS),
    ):
        mean = Symbol(rf"\bar q_{name}", new, "gradient")
        written = (1 - share) * Symbol(f"{name}_-", before, "square") + share * mean
        kept[name] = terms.let(name, Cases(Case(Rounded(written, after), *matrix), nothing), "square", sentence)
    least = Symbol(r"\varepsilon_1", _first_eps(start))
    product = kept["r"] * kept["k"] / maximum(Symbol(r"\bar r", found.middle, "square"), least)
    own = Symbol("v_-", found.vectors, "square")
    plain = Rounded((1 - share) * own + share * gradient**2, _squares_moved(start, own, gradient, share))
    return terms.let("v", Cases(Case(product, *matrix), Case(plain, *vector)), "square", _FACTORED)


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
