"""Random formulas: every form that is compiled from one text must agree with torch."""

from __future__ import annotations

import math
import pickle

import numpy as np
import torch
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from app.engine.torch_functions import TORCH
from surfaces.formula import NUMPY, Formula, FormulaError
from surfaces.formula.nodes import variables
from tests.surfaces.autograd import DTYPES, autograd
from tests.surfaces.formula.trees import exact_formulas, formulas

_coordinates = st.floats(-3.0, 3.0).map(lambda value: round(value, 3) + 0.00037)
_any_float32 = st.floats(width=32)
# Far below float32's rounding, far above float64's.
NUDGE = 1e-12


def _formula(text: str) -> Formula:
    """Constant parts without a finite value and texts that are too long are no examples."""
    try:
        return Formula(text)
    except FormulaError:
        assume(False)
        raise


def _close(values: tuple[float, ...], others: tuple[float, ...]) -> bool:
    return np.allclose(values, others, rtol=1e-6, atol=1e-6, equal_nan=True)


@settings(max_examples=300)
@given(formulas, _coordinates, _coordinates)
@example("sqrt(relu(x))", -1.0, 0.0)
@example("sqrt(floor(x))", 0.5, 0.0)
@example("x**0 + x/0.5", 0.0, 0.0)
@example("min(x, y) + max(x, 2)", 2.0, 2.0)
def test_scalar_code_is_autograd_in_double_precision(text: str, x: float, y: float) -> None:
    formula = _formula(text)
    ours = formula.scalar(x, y)
    # Where a nudge of the point moves the result, rounding differs honestly and nothing can be compared.
    assume(all(_close(ours, formula.scalar(x * (1 + nudge), y * (1 - nudge))) for nudge in (NUDGE, -NUDGE)))
    theirs = autograd(formula, x, y)
    finite = tuple(value if math.isfinite(value) else math.nan for value in theirs)
    compared = tuple(ours[i] if math.isfinite(theirs[i]) else math.nan for i in range(3))
    assert _close(compared, finite), (ours, theirs)


@settings(max_examples=150)
@given(formulas, st.sampled_from(sorted(DTYPES)), st.integers(0, 1000))
def test_numpy_arrays_are_torch_tensors(text: str, dtype: str, seed: int) -> None:
    formula = _formula(text)
    x, y = np.random.default_rng(seed).uniform(-3, 3, (2, 4, 5)).astype(dtype)
    with np.errstate(all="ignore"):
        ours = formula.array(NUMPY)(x, y)
        nudges = [1 + sign * 16 * np.finfo(dtype).eps for sign in (1, -1)]
        nudged = [formula.array(NUMPY)(x * x.dtype.type(nudge), y / y.dtype.type(nudge)) for nudge in nudges]
        theirs = formula.array(TORCH)(torch.from_numpy(x), torch.from_numpy(y)).numpy()
        tolerance = 1e-3 if dtype == "float32" else 1e-9
        steady = np.all([np.isclose(ours, other, tolerance, tolerance) for other in nudged], axis=0)
        same = np.isclose(ours, theirs, 4 * tolerance, 4 * tolerance, equal_nan=True)
    assert ours.shape == theirs.shape == x.shape
    assert ours.dtype == theirs.dtype == x.dtype
    assert same[steady].all()


@settings(max_examples=300)
@given(exact_formulas, st.sampled_from(sorted(DTYPES)), st.data())
def test_exact_formulas_give_the_bits_of_autograd(text: str, dtype: str, data: st.DataObject) -> None:
    formula = _formula(text)
    assume(variables(formula.tree))
    assert formula.exact
    number = np.float32 if dtype == "float32" else float
    anything = _any_float32 if dtype == "float32" else st.floats()
    code = formula.scalar_code("float32" if dtype == "float32" else "float64")
    for _ in range(3):
        x, y = data.draw(st.one_of(_coordinates, anything)), data.draw(st.one_of(_coordinates, anything))
        with np.errstate(all="ignore"):
            ours = code(number(x), number(y))
        np.testing.assert_array_equal([float(each) for each in ours], autograd(formula, x, y, dtype))


@settings(max_examples=100)
@given(formulas)
def test_formulas_are_values(text: str) -> None:
    formula = _formula(text)
    copy = pickle.loads(pickle.dumps(formula))
    assert copy == formula == Formula(text)
    assert hash(copy) == hash(formula)
    assert copy.tree == formula.tree
    assert formula != Formula(f"({text})")


@settings(max_examples=300)
@given(st.text(st.sampled_from("xy12.e+-*/^(), sinqrtmax_"), max_size=24) | st.text(max_size=20))
def test_any_text_is_a_formula_or_refused_with_a_column(text: str) -> None:
    try:
        formula = Formula(text)
    except FormulaError as error:
        assert error.column is None or 0 <= error.column <= len(text)
        assert 0 < len(str(error)) <= 300
    else:
        formula.scalar(1.0, 2.0)
        assert formula.latex()
