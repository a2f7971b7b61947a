"""Whole arrays, in numpy and in torch."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from app.engine.torch_functions import TORCH
from surfaces.formula import NUMPY, Formula
from surfaces.formula.nodes import FUNCTIONS
from tests.surfaces.autograd import DTYPES, autograd


def test_both_libraries_bring_every_function() -> None:
    assert set(NUMPY) == set(TORCH) == {*FUNCTIONS, "**"}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("text", ["x**2", "x**3", "(x - y)**3", "(x**2)**3"])
def test_whole_small_powers_have_the_same_bits_in_both_libraries(text: str, dtype: str) -> None:
    x, y = np.random.default_rng(5).uniform(-9, 9, (2, 5000)).astype(dtype)
    ours = Formula(text).array(NUMPY)(x, y)
    theirs = Formula(text).array(TORCH)(torch.from_numpy(x), torch.from_numpy(y))
    np.testing.assert_array_equal(ours, theirs.numpy())


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("text", ["5", "pi - e", "y", "x", "2*y + 1", "min(x, 2)", "hypot(3, y)", "-(-1)"])
def test_shape_and_dtype_are_kept(text: str, dtype: str) -> None:
    formula = Formula(text)
    x = np.linspace(1, 2, 6, dtype=dtype).reshape(2, 3)
    ours = formula.array(NUMPY)(x, x + 1)
    theirs = formula.array(TORCH)(torch.from_numpy(x), torch.from_numpy(x + 1))
    assert ours.shape == theirs.shape == (2, 3)
    assert ours.dtype == theirs.numpy().dtype == np.dtype(dtype)
    np.testing.assert_array_equal(ours, theirs.numpy())


@pytest.mark.parametrize(("text", "gradient"), [("5", (0, 0)), ("y", (0, 1)), ("3*x", (3, 0)), ("floor(x)", (0, 0))])
def test_what_does_not_occur_has_no_slope(text: str, gradient: tuple[float, float]) -> None:
    formula = Formula(text)
    assert formula.scalar(1.5, 2.5)[1:] == gradient
    assert autograd(formula, 1.5, 2.5)[1:] == gradient


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", [name for name, count in FUNCTIONS.items() if count == 1])
def test_functions_agree_within_four_ulp(name: str, dtype: str) -> None:
    domain = {"asin": (-1, 1), "acos": (-1, 1), "log": (0.01, 9), "log2": (0.01, 9), "log10": (0.01, 9), "sqrt": (0, 9)}
    low, high = domain.get(name, (-9, 9))
    x = np.random.default_rng(2).uniform(low, high, 5000).astype(dtype)
    ours, theirs = NUMPY[name](x), TORCH[name](torch.from_numpy(x)).numpy()
    ulp = np.spacing(np.abs(theirs))
    assert (np.abs(ours - theirs) / ulp).max() <= 4
