"""Value and gradient at one point."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from surfaces import SURFACES, Surface
from surfaces.formula import Formula
from surfaces.formula.nodes import FUNCTIONS
from tests.surfaces.autograd import DTYPES, autograd

NASTY = (0.0, -0.0, 1.0, -1.0, 0.5, 5e-324, 1e-200, 1e200, -1e308, math.inf, -math.inf, math.nan)
CALLS = [f"{name}({', '.join('xy'[:count])})" for name, count in FUNCTIONS.items()]
OPERATIONS = ["x + y", "x - y", "x*y", "x/y", "x**y", "2**x", "x**0.5", "x**-1", "x/0", "1/x", "x**0", "-x"]
COMPOSED = ["sqrt(relu(x))", "log(abs(x*y))", "1/floor(x)", "softplus(x)/sign(y)", "min(x, 1)/max(y, 0)", "7", "y"]

every_exact_surface = pytest.mark.parametrize(
    "surface", [surface for surface in SURFACES if surface.loss.exact], ids=lambda surface: surface.key
)
every_dtype = pytest.mark.parametrize("dtype", DTYPES)


def wild_points(dtype: str) -> np.ndarray:
    """Points of every size, and every pair of nasty numbers; shape (count, 2)."""
    random = np.random.default_rng(5)
    most = 38 if dtype == "float32" else 308
    near = random.uniform(-10, 10, (300, 2))
    wild = random.choice((-1, 1), (100, 2)) * 10.0 ** random.uniform(-most, most, (100, 2))
    nasty = np.stack(np.meshgrid(NASTY, NASTY), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        return np.concatenate([near, wild, nasty]).astype(dtype)


@every_exact_surface
@every_dtype
def test_exact_surfaces_give_the_bits_of_autograd(surface: Surface, dtype: str) -> None:
    code = surface.loss.scalar_code("float32" if dtype == "float32" else "float64")
    points = wild_points(dtype)
    rows = points.tolist() if dtype == "float64" else points
    with np.errstate(all="ignore"):
        ours = [[float(each) for each in code(*row)] for row in rows]
    assert_array_equal(ours, [autograd(surface.loss, row[0], row[1], dtype) for row in points.tolist()])


@every_dtype
def test_results_have_the_dtype(dtype: str) -> None:
    number = np.dtype(dtype).type
    for text in ("x**2*y", "x**3 + 1e-60*y", "exp(x)*0.1", "y", "min(x, 0.3)/7"):
        loss, *slope = Formula(text).scalar_code("float32" if dtype == "float32" else "float64")(number(2), number(3))
        assert all(np.result_type(each) == number or each == 0 for each in (loss, *slope))


@pytest.mark.parametrize("text", [*CALLS, *OPERATIONS, *COMPOSED])
def test_nothing_raises_or_warns(text: str) -> None:
    """Warnings are errors in these tests."""
    formula = Formula(text)
    for x in NASTY:
        for y in NASTY:
            assert all(type(each) is float for each in formula.scalar(x, y))


@pytest.mark.parametrize("text", [*CALLS, *OPERATIONS, *COMPOSED])
def test_slopes_are_those_of_autograd(text: str) -> None:
    """Also where functions are cut, joined or undefined."""
    formula = Formula(text)
    values = (-20.5, -2.0, -1.0, -0.3, 0.0, 0.25, 1.0, 2.0, 20.0, 20.5)
    for x in values:
        for y in values:
            assert_allclose(formula.scalar(x, y), autograd(formula, x, y), rtol=1e-13, atol=1e-300)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("x", True),
        ("x**2*y - 3/7*x + y/3", True),
        ("(x**2)**2", True),
        ("x**(1 + 2)", True),
        ("x*exp(1)", True),
        ("x**4", False),
        ("x**0.5", False),
        ("2**x", False),
        ("1/x", False),
        ("x/y", False),
        ("x/0", False),
        ("exp(x)", False),
        ("5", False),
    ],
)
def test_what_is_exact(text: str, exact: bool) -> None:
    assert Formula(text).exact is exact


def test_numbers_beyond_single_precision_are_infinite_there() -> None:
    code = Formula("x*1e300").scalar_code("float32")
    with np.errstate(all="ignore"):
        assert tuple(map(float, code(np.float32(1), np.float32(1)))) == autograd(Formula("x*1e300"), 1, 1, "float32")
