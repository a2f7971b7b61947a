"""Rounded numbers that add up on screen."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from app.views.worked.typesetting import number_latex

DIGITS = 3
"""Places after the point."""
MOST_DIGITS = 6
_LARGE = 1e5
_FIGURES = 3


def fixed(value: float, digits: int = DIGITS) -> str:
    """A number as LaTeX with so many places; a power of ten where that would show nothing, or too much."""
    small = 0 < abs(value) < 0.5 * 10.0**-digits
    if small or not abs(value) < _LARGE:
        return number_latex(value, _FIGURES)
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def adding_up(parts: Sequence[float], total: float, digits: int = DIGITS) -> tuple[float, ...]:
    """The parts rounded so that they have exactly the rounded sum: each is off by less than one in the last place.

    Each is rounded to the nearest first; what then is missing is given to those that rounding moved farthest. Numbers
    too large for that are returned as they are.
    """
    if not all(abs(each) < _LARGE for each in (*parts, total)):
        return tuple(parts)
    unit = 10.0**-digits
    steps = [round(part / unit) for part in parts]
    missing = round(total / unit) - sum(steps)
    way = 1 if missing > 0 else -1
    moved = sorted(range(len(parts)), key=lambda at: -way * (parts[at] / unit - steps[at]))
    for at in [at for at in moved if parts[at] != 0][: abs(missing)]:
        steps[at] += way
    return tuple(round(step * unit, digits) for step in steps)


def enough(of: Callable[[float], float], value: float, digits: int = DIGITS) -> int | None:
    """The fewest places with which a number, put into a formula, gives the result that is shown; None if none do."""
    wanted = fixed(of(value), digits)
    for places in range(digits, MOST_DIGITS + 1):
        try:
            if fixed(of(round(value, places)), digits) == wanted:
                return places
        except (ValueError, OverflowError):
            continue
    return None


def softplus(value: float) -> float:
    """ln(1 + eˣ), without overflow."""
    return max(value, 0.0) + math.log1p(math.exp(-abs(value)))
