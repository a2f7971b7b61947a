"""Rounded numbers, and how many of their digits have to be written for them to add up on screen."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.views.worked.typesetting import number_latex

DIGITS, MOST_DIGITS = 3, 6
"""Places after the point: as a rule, and where a formula needs more to come out."""
MOST_OF_SUM = 5
"""Places after the point that a sum may need to come out."""
_LEAST, _LARGE = 1e-4, 1e5
"""Smaller and larger numbers are written with a power of ten: fewer than two of their digits would be seen."""
_FIGURES = 3

Sum = tuple[Sequence[float], float]
"""Parts, and what they add up to."""


def fixed(value: float, digits: int = DIGITS) -> str:
    """A number as LaTeX, rounded to so many places; one that would read as zero has more of them, or a power of ten."""
    small = 0 < abs(value) < 0.5 * 10.0**-digits
    if (small and abs(value) < _LEAST) or not abs(value) < _LARGE:
        return number_latex(value, _FIGURES)
    text = f"{value:.{MOST_OF_SUM if small else digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text


@dataclass(frozen=True)
class Addition:
    """How the numbers of a sum are written: with `places` after the point, as multiples of ten to the `power`. `exact`:
    as they are written they add up; else rounding is in the way.
    """

    places: int
    power: int = 0
    exact: bool = True

    def written(self, value: float) -> str:
        """The size of a number, without the power: rounded; one that would read as zero with a power of its own."""
        if not math.isfinite(value):
            return number_latex(abs(value), _FIGURES)
        rounded = self.rounded(abs(value))
        if value and not rounded:
            return number_latex(abs(value) / 10.0**self.power, _FIGURES)
        return f"{rounded:f}"

    def whole(self, value: float) -> str:
        """A number with its sign and the power."""
        sign = "-" if value < 0 else ""
        if value and math.isfinite(value) and not self.rounded(value):
            return fixed(value)
        return sign + self.written(value) + self.factor

    @property
    def factor(self) -> str:
        """What the numbers are multiples of; nothing for 1."""
        return rf" \cdot 10^{{{self.power}}}" if self.power else ""

    def rounded(self, value: float) -> Decimal:
        """A number as it is written, exactly."""
        return Decimal(f"{Decimal(value).scaleb(-self.power):.{self.places}f}")


def addition(*sums: Sum, beside: Sequence[float] = (), least: int = DIGITS) -> Addition:
    """The fewest places, from `least` on, with which all sums come out as they are written and no number reads as
    zero. `beside` stands among the parts without being added, as a weight whose input is 0.
    """
    numbers = [each for parts, total in sums for each in (*parts, total)] + list(beside)
    if not all(map(math.isfinite, numbers)):
        return Addition(DIGITS)
    largest = max(abs(each) for each in [part for parts, _ in sums for part in parts] + list(beside))
    power = 0 if largest == 0 or _LEAST <= largest < _LARGE else math.floor(math.log10(largest))
    every = [Addition(places, power) for places in range(least, MOST_OF_SUM + 1)]
    seen = [each for each in every if all(each.rounded(number) for number in numbers if number)] or every
    # One digit of the largest number would be too few to tell the parts apart.
    seen = [each for each in seen if each.rounded(largest) * 10**each.places >= 10] or seen
    found = next((each for each in seen if all(_comes_out(each, *one) for one in sums)), None)
    return found or Addition(seen[-1].places, power, exact=False)


def _comes_out(written: Addition, parts: Sequence[float], total: float) -> bool:
    """Whether the written parts make the written total; of one that is written as zero nobody can tell."""
    if total and not written.rounded(total):
        return [part for part in parts if part] == [total]
    return sum(map(written.rounded, parts), Decimal()) == written.rounded(total)


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
