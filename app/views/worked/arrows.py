"""A worked update as arrows and squares: values that a map, a surface and a panel draw each in their own way."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.engine.worked.expression import Array
from app.engine.worked.term import Term
from app.engine.worked.update import WorkedUpdate

Unit = Literal["map", "slope"]
ArrowRole = Literal["gradient", "momentum", "step"]
_RATE = r"\mathrm{lr}_{\mathrm{eff}}"
_SHRUNK = ("x", r"\theta")
_WITHOUT_UNIT = ("O", r"\bar g")
"""Terms of the momentum's role that are no slope, or no push: they light the arrow of the one they are made of."""


@dataclass(frozen=True, eq=False)
class Arrow:
    """One vector (2,) from `origin` (2,), both in units of the parameters or, the vector, in units of the slope.

    Slopes and lengths on the map never share a scale. All arrows point where they push: `latex` is what stands on the
    plate, as −g. `term` is the place in the list of the term whose value it is.
    """

    role: ArrowRole
    latex: str
    term: int
    origin: Array
    vector: Array
    unit: Unit

    @property
    def length(self) -> float:
        """In its own unit; nan and inf where the record has them."""
        return float(np.hypot(*self.vector))


@dataclass(frozen=True, eq=False)
class Divisor:
    """What the push of each axis is divided by: `size` (2,) and `push` (2,), absolute and of one unit.

    `of_rate` says that push / size is the share of the learning rate that is stepped. `term` and `push_term` are
    places in the list of terms.
    """

    size: Array
    push: Array
    latex: str
    push_latex: str
    term: int
    push_term: int
    of_rate: bool

    @property
    def share(self) -> Array:
        """How much of the side the push covers, (2,)."""
        with np.errstate(all="ignore"):
            return np.asarray(self.push / self.size, np.float64)


def arrows_of(update: WorkedUpdate) -> tuple[Arrow, ...]:
    """−g, the momentum as it pushes, and the step, as far as the optimizer has them."""
    terms = update.terms
    found = (_gradient(update, terms), _momentum(update, terms), _step(update, terms))
    return tuple(arrow for arrow in found if arrow is not None)


def divisor_of(update: WorkedUpdate, rate: float) -> Divisor | None:
    """What the step is divided by along each axis; None where the optimizer does not divide."""
    terms = update.terms
    effective = _last(terms, lambda term: term.latex == _RATE)
    size = _last(terms, lambda term: term.latex == "D")
    if effective is None and size is None:
        return None
    square = size if size is not None else _last(terms, lambda term: term.role == "square")
    until = effective if effective is not None else square
    if square is None or until is None:
        return None
    push = _push(terms, until)
    value = np.abs(terms[square].value)
    latex = terms[square].latex
    if size is None and latex == "v":
        value, latex = np.sqrt(value), r"\sqrt{v}"
    moved = np.abs(terms[push].value)
    with np.errstate(all="ignore"):
        of_rate = _is_of_rate(terms, moved / value, rate)
    return Divisor(value, moved, latex, terms[push].latex, square, push, of_rate)


def arrow_of_term(update: WorkedUpdate, index: int) -> ArrowRole | None:
    """The arrow that a term lights: of its own role, and of the step for the point it leads to."""
    role = update.terms[index].role
    if role in ("gradient", "momentum"):
        return role
    return "step" if role == "step" or index == len(update.terms) - 1 else None


def ghost_of(update: WorkedUpdate) -> Array:
    """The next point (2,), as the terms have it."""
    return update.terms[-1].value


def lead(update: WorkedUpdate) -> Array:
    """Where the step's arrow begins, (2,): the point, or the point shrunk by a weight decay of its own."""
    shrunk = _last(update.terms[:-1], lambda term: term.latex in _SHRUNK)
    return update.start if shrunk is None else update.terms[shrunk].value


def longest(arrows: Sequence[Arrow], unit: Unit) -> float:
    """The length of the longest arrow of a unit that can be drawn; 0 where there is none."""
    return max((arrow.length for arrow in arrows if arrow.unit == unit and math.isfinite(arrow.length)), default=0.0)


def round_length(most: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not above `most`, for the bar of a scale."""
    if not 0 < most < math.inf:
        return 0.0
    unit = 10.0 ** math.floor(math.log10(most))
    return next(unit * factor for factor in (5.0, 2.0, 1.0, 0.5) if unit * factor <= most * (1 + 1e-12))


def _gradient(update: WorkedUpdate, terms: Sequence[Term]) -> Arrow | None:
    place = _last(terms, lambda term: term.latex == "g" and not term.coupled)
    if place is None:
        return None
    return Arrow("gradient", "-g", place, _origin(update), -terms[place].value, "slope")


def _momentum(update: WorkedUpdate, terms: Sequence[Term]) -> Arrow | None:
    """The last one that is a slope. A direction that is given its length afterwards pushes as it is, on the map."""
    divided = _last(terms, lambda term: term.latex == "D")
    place = _last(
        terms,
        lambda term: term.role == "momentum" and term.latex not in _WITHOUT_UNIT and not term.coupled,
    )
    if place is None:
        return None
    if _moved(terms) is not None:
        return Arrow("momentum", terms[place].latex, place, _origin(update), terms[place].value, "map")
    if divided is not None and place > divided and terms[place].latex == "b":
        return None
    return Arrow("momentum", f"-{terms[place].latex}", place, update.start, -terms[place].value, "slope")


def _step(update: WorkedUpdate, terms: Sequence[Term]) -> Arrow | None:
    place = _last(terms, lambda term: term.latex == r"\Delta")
    if place is None:
        return None
    return Arrow("step", r"\Delta", place, lead(update), terms[place].value, "map")


def _moved(terms: Sequence[Term]) -> int | None:
    """The last of several moves within a step, where there are several."""
    return _last(terms, lambda term: term.latex == r"\delta")


def _origin(update: WorkedUpdate) -> Array:
    """Where the slope was taken: the point, or the one that the last of several moves begins at."""
    move = _moved(update.terms)
    if move is None:
        return update.start
    with np.errstate(all="ignore"):
        return np.asarray(update.terms[-1].value - update.terms[move].value, np.float64)


def _push(terms: Sequence[Term], until: int) -> int:
    """What is divided: the momentum before the rate, or the gradient where there is none."""
    place = _last(terms[:until], lambda term: term.role == "momentum" and term.latex != r"\bar g")
    if place is None:
        place = _last(terms[:until], lambda term: term.latex == "g")
    assert place is not None
    return place


def _is_of_rate(terms: Sequence[Term], share: Array, rate: float) -> bool:
    step = _last(terms, lambda term: term.latex == r"\Delta")
    if step is None:
        return False
    with np.errstate(all="ignore"):
        return bool(np.allclose(np.abs(terms[step].value), rate * share, rtol=1e-4, atol=0.0, equal_nan=True))


def _last(terms: Sequence[Term], fits: Callable[[Term], bool]) -> int | None:
    return max((place for place, term in enumerate(terms) if fits(term)), default=None)
