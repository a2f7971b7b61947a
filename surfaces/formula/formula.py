"""A formula of x and y: stated once as text, and whatever is computed or shown of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from surfaces.formula.array_code import ArrayCode, ArrayFunctions, ArraySource, array_source
from surfaces.formula.fold import folded
from surfaces.formula.latex import latex, nested_size
from surfaces.formula.nodes import Node
from surfaces.formula.parse import parse
from surfaces.formula.rowwise import is_rowwise
from surfaces.formula.scalar_code import ScalarCode, ScalarDtype, is_exact, scalar_code

# About 0.2 s.
MOST_TYPESET = 1000


@dataclass(frozen=True)
class Formula:
    """`typed` is the tree as written, `tree` the same with its constant parts folded.

    Raises `FormulaError` where the text is no formula. Equal texts are equal formulas.
    """

    text: str
    typed: Node = field(init=False, repr=False, compare=False)
    tree: Node = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "typed", parse(self.text))
        object.__setattr__(self, "tree", folded(self.typed))

    def __reduce__(self) -> tuple[object, ...]:
        return Formula, (self.text,)

    def array(self, functions: ArrayFunctions) -> ArrayCode:
        """A function of x and y in the array library of `functions`."""
        return _array_source(self).of(functions)

    @cached_property
    def exact(self) -> bool:
        """Whether `scalar_code` gives the very bits of torch's autograd."""
        return is_exact(self.tree)

    @cached_property
    def rowwise(self) -> bool:
        """Whether torch computes many points at once to the very bits of each point alone."""
        return is_rowwise(self.tree)

    def scalar_code(self, dtype: ScalarDtype) -> ScalarCode:
        """Plain code for value and gradient at one point, fast and in one dtype; it may warn where numpy would."""
        return _scalar_code(self, dtype)

    def scalar(self, x: float, y: float) -> tuple[float, float, float]:
        """Loss, ∂/∂x and ∂/∂y at one point in double precision; inf and nan as torch has them, never an error."""
        with np.errstate(all="ignore"):
            loss, slope_x, slope_y = self.scalar_code("float64")(np.float64(x), np.float64(y))
        return float(loss), float(slope_x), float(slope_y)

    def latex(self, axes: tuple[str, str] = ("x", "y")) -> str:
        """The formula as typed, for typesetting; as plain text where setting it would take longer than a moment."""
        printed = latex(self.typed, axes)
        return printed if nested_size(printed) <= MOST_TYPESET else rf"\text{{{self.text}}}"


@lru_cache(maxsize=128)
def _array_source(formula: Formula) -> ArraySource:
    return array_source(formula.tree)


@lru_cache(maxsize=128)
def _scalar_code(formula: Formula, dtype: ScalarDtype) -> ScalarCode:
    return scalar_code(formula.tree, dtype)
