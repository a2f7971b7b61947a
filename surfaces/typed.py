"""The surface of a formula that a user typed."""

from __future__ import annotations

import math

from surfaces.formula import Formula
from surfaces.surface import Domain, Point, Surface

HALF_WIDTH = 5.0
# Tried in this order: the first where there is a slope to follow.
_STARTS: tuple[Point, ...] = ((-3.0, 3.0), (3.0, 3.0), (3.0, -3.0), (-3.0, -3.0), (1.0, 1.0), (0.5, 0.25))


def of_formula(text: str) -> Surface:
    """A formula of x and y on [-5, 5]². Raises `FormulaError`."""
    formula = Formula(text)
    return Surface(
        key=text,
        name=text,
        loss=formula,
        domain=Domain((-HALF_WIDTH, HALF_WIDTH), (-HALF_WIDTH, HALF_WIDTH)),
        start=next((point for point in _STARTS if _has_slope(formula, point)), _STARTS[0]),
        learning_rates=(1e-4, 1.0),
        teaches="A formula of your own.",
    )


def _has_slope(formula: Formula, point: Point) -> bool:
    loss, *slope = formula.scalar(*point)
    return math.isfinite(loss) and all(map(math.isfinite, slope)) and any(slope)
