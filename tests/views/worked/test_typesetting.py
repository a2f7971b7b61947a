from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views.worked.math_tree import text_of
from app.views.worked.typesetting import number_latex


@pytest.mark.parametrize(
    ("value", "digits", "latex"),
    [
        (38.4987, 4, "38.50"), (0.9, 4, "0.9"), (101482.3, 4, r"101\,482"), (1109.4, 4, "1109"), (1e-8, 4, "10^{-8}"),
        (0.00012345678, 4, r"1.235 \cdot 10^{-4}"), (-0.25371, 4, "-0.2537"), (137.9999, 4, "138.0"), (138.0, 4, "138"),
        (999999.9, 4, r"1.000 \cdot 10^{6}"), (0.0, 4, "0"), (math.inf, 4, r"\infty"), (-math.inf, 9, r"-\infty"),
        (math.nan, 4, r"\mathrm{nan}"), (1 / 3, 17, "0.3333333333333333"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_people_read_them(value: float, digits: int, latex: str) -> None:
    assert number_latex(value, digits) == latex


def read(latex: str) -> Decimal:
    plain = latex.replace(r"\,", "").replace(r" \cdot 10^{", "e").replace("}", "")
    return Decimal(plain.replace("10^{", "1e"))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_with_all_digits_it_is_the_number_itself(value: float) -> None:
    assert float(read(number_latex(value, 17))) == value


@given(st.floats(-1e12, 1e12).filter(lambda value: abs(value) > 1e-12), st.integers(4, 15))
def test_no_digit_is_wrong(value: float, digits: int) -> None:
    """Off by half a unit of the last digit wanted, at the most; beyond 15 it is the shortest that is read back."""
    unit = Decimal(1).scaleb(Decimal(value).adjusted() - digits + 1)
    assert abs(read(number_latex(value, digits)) - Decimal(value)) <= unit * Decimal("0.5000001")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\hat m = \frac{m}{1 - \beta_1^{t}}", "m̂ = m / (1 − β_1^t)"),
        (r"-0.1 \cdot \left(-7.5\right)", "−0.1·(−7.5)"),
        (r"\frac{a}{C\,\sqrt{v}}", "a / (C √v)"),
        (r"-\frac{a}{C}\,u", "−(a / C) u"),
        (r"\max\left(1,\; \left|g\right| + \varepsilon\right)", "max(1, |g| + ε)"),
        (r"\role{square}{101\,482.5}^{2}", "101\u2009482.5^2"),
    ],
)
def test_latex_is_copied_as_text(latex: str, text: str) -> None:
    assert text_of(latex) == text
