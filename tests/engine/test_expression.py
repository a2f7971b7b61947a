"""The line of numbers, read back by Python, gives the value; parentheses stand where they are needed."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.worked.expression import Expression, Number, Pen, Symbol
from app.engine.worked.functions import Dot, Norm, absolute, sqrt

A, B, C = (
    Symbol(name, np.array(values)) for name, values in (("a", [2.5, -3.0]), ("b", [-0.5, 4.0]), ("c", [7.0, 1.5]))
)
WRITTEN: dict[str, tuple[Expression, str, str]] = {
    "sum of sums": (A + B - C, "a + b - c", r"2.5 + \left(-0.5\right) - 7"),
    "a difference taken away": (A - (B - C), r"a - \left(b - c\right)", r"2.5 - \left(-0.5 - 7\right)"),
    "minus a product": (-A * B, r"-a\,b", r"-2.5 \cdot \left(-0.5\right)"),
    "plus a negative": (A + -B, "a - b", r"2.5 - \left(-0.5\right)"),
    "a sum as a factor": ((1 - A) * B, r"\left(1 - a\right)\,b", r"\left(1 - 2.5\right) \cdot \left(-0.5\right)"),
    "a fraction needs none": ((A + B) / (C * A), r"\frac{a + b}{c\,a}", r"\frac{2.5 + \left(-0.5\right)}{7 \cdot 2.5}"),
    "a power of a power": ((A**B) ** C, r"\left(a^{b}\right)^{c}", r"\left(2.5^{-0.5}\right)^{7}"),
    "a power of a fraction": ((A / C) ** 2, r"\left(\frac{a}{c}\right)^{2}", r"\left(\frac{2.5}{7}\right)^{2}"),
    "digits do not touch": (2 * (Number(3) * A), r"2 \cdot 3\,a", r"2 \cdot 3 \cdot 2.5"),
}


def pen(axis: int | None, digits: int = 17) -> Pen:
    def written(number: float) -> str:
        mantissa, _, exponent = f"{number:.{digits}g}".partition("e")
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa

    return Pen(lambda role, latex: latex, written, axis)


@pytest.mark.parametrize("case", WRITTEN)
def test_parentheses_stand_where_they_are_needed_and_nowhere_else(case: str) -> None:
    expression, formula, numbers = WRITTEN[case]
    assert expression.write(pen(None)) == formula
    assert expression.write(pen(0)) == numbers


def read(latex: str) -> float:
    """LaTeX of numbers in Python's arithmetic."""
    text = latex.replace(r"\left|", "abs(").replace(r"\right|", ")").replace(r"\left(", "(").replace(r"\right)", ")")
    text = text.replace(r"\sqrt{", "math.sqrt({").replace(r"\cdot", "*").replace("^", "**")
    text = _closed(text)
    return float(eval(text.replace("{", "(").replace("}", ")"), {"math": math, "abs": abs}))


def _closed(text: str) -> str:
    r"""`\frac{a}{b}` as `((a)/(b))`, and the bracket that `math.sqrt(` opened closed behind its argument."""
    while (found := re.search(r"\\frac|math\.sqrt\(\{", text)) is not None:
        fraction = found.group() == r"\frac"
        begin = found.end() if fraction else found.end() - 1
        middle = _behind(text, begin)
        if fraction:
            end = _behind(text, middle)
            text = (
                f"{text[: found.start()]}(({text[begin + 1 : middle - 1]})/({text[middle + 1 : end - 1]})){text[end:]}"
            )
        else:
            text = f"{text[: found.start()]}(({text[begin + 1 : middle - 1]})**0.5){text[middle:]}"
    return text


def _behind(text: str, begin: int) -> int:
    depth = 0
    for at in range(begin, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at + 1
    raise ValueError(text)


numbers = st.floats(-1e6, 1e6).filter(lambda number: abs(number) > 1e-12)
leaves = st.builds(lambda x, y: Symbol("x", np.array([x, y])), numbers, numbers) | st.sampled_from(
    (Number(1), Number(2))
)


def _combined(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a, b: a - b, inner, inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, b: a / b, inner, inner),
        st.builds(lambda a: -a, inner),
        st.builds(lambda a: a**2, inner),
        st.builds(lambda a: a ** Number(3), inner),
        st.builds(lambda a: sqrt(absolute(a)), inner),
    )


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(st.recursive(leaves, _combined, max_leaves=12))
def test_the_line_of_numbers_read_back_is_the_value(expression: Expression) -> None:
    for axis in (0, 1):
        value = expression.at(axis)
        if not math.isfinite(value):
            continue
        try:
            found = read(expression.write(pen(axis)))
        except (ZeroDivisionError, OverflowError):
            continue
        assert found == pytest.approx(value, rel=1e-12, abs=1e-300)


def test_what_couples_the_axes_writes_both_of_them() -> None:
    product, length = Dot(A, B), Norm(A - B)
    assert product.value.shape == length.value.shape == ()
    for axis in (0, 1):
        assert read(product.write(pen(axis))) == pytest.approx(-13.25)
        assert read(length.write(pen(axis))) == pytest.approx(math.hypot(3, 7))
        assert read((1 / product).write(pen(axis))) == pytest.approx(-1 / 13.25)
        assert read((2 * product).write(pen(axis))) == pytest.approx(-26.5)
