"""Surfaces of typed formulas."""

from __future__ import annotations

import pickle

import pytest

from surfaces import of_formula
from surfaces.formula import FormulaError


@pytest.mark.parametrize("text", ["x**2 + y**2", "x", "y", "log(x - 2)", "sqrt(x)*y", "relu(x - y - 4)"])
def test_start_has_a_slope_to_follow(text: str) -> None:
    surface = of_formula(text)
    assert surface.domain.contains(*surface.start)
    assert any(surface.loss_and_gradient(*surface.start)[1:])


@pytest.mark.parametrize("text", ["5", "floor(x)", "sqrt(-1 - x**2)"])
def test_without_any_slope_there_is_a_start_all_the_same(text: str) -> None:
    surface = of_formula(text)
    assert surface.domain.contains(*surface.start)


def test_typed_surfaces_are_values() -> None:
    surface = of_formula("x**4 + exp(-x*y)")
    assert surface == of_formula("x**4 + exp(-x*y)") == pickle.loads(pickle.dumps(surface))
    assert surface != of_formula("x**4 + exp(-x*y) ")
    assert surface.name == "x**4 + exp(-x*y)"


def test_no_formula_no_surface() -> None:
    with pytest.raises(FormulaError):
        of_formula("x +")
