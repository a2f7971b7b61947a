"""Formulas for typesetting."""

from __future__ import annotations

import pytest
from ziamath.zmath import Latex

from surfaces import SURFACES, Surface
from surfaces.formula import Formula
from surfaces.formula.nodes import FUNCTIONS


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("x**2 + y", "x^{2} + y"),
        ("x - (y - 1)", "x - (y - 1)"),
        ("(x - y) - 1", "x - y - 1"),
        ("(x + y)^2", "(x + y)^{2}"),
        ("(x^2)^2", "x^{4}"),
        ("((x + y)^2)^3/6", r"\frac{(x + y)^{6}}{6}"),
        ("(sin(x)^2)^2", r"\sin^{4}(x)"),
        ("(x^2)^0.5", "(x^{2})^{0.5}"),
        ("(x^0.5)^2", "(x^{0.5})^{2}"),
        ("(x^-2)^2", "(x^{-2})^{2}"),
        ("x^y^2", "x^{y^{2}}"),
        ("(-x)^2", "(-x)^{2}"),
        ("-x^2", "-x^{2}"),
        ("-x*y", "-x y"),
        ("-(x + y)", "-(x + y)"),
        ("-(-x)", "-(-x)"),
        ("2*x", "2 x"),
        ("x*2", r"x \cdot 2"),
        ("2*3*x", r"2 \cdot 3 x"),
        ("2*(x/y)", r"2 \cdot \frac{x}{y}"),
        ("x*(1/y)", r"x \frac{1}{y}"),
        ("(x/y)^2", r"\left(\frac{x}{y}\right)^{2}"),
        ("x*(-y)", "x (-y)"),
        ("(x + 1)/(y - 1)", r"\frac{x + 1}{y - 1}"),
        ("2*pi*x", r"2 \pi x"),
        ("log(x)", r"\ln(x)"),
        ("log10(x) + log2(y)", r"\log_{10}(x) + \log_{2}(y)"),
        ("sqrt(x + 1)", r"\sqrt{x + 1}"),
        ("abs(x)", r"\left|x\right|"),
        ("sigmoid(x)", r"\mathrm{sigmoid}(x)"),
        ("exp(-x)", "e^{-x}"),
        ("exp(-x)^2", "(e^{-x})^{2}"),
        ("sin(x)^2", r"\sin^{2}(x)"),
        ("sin(x)^-1", r"(\sin(x))^{-1}"),
        ("abs(x)^2 + sqrt(y)^3", r"\left|x\right|^{2} + \sqrt{y}^{3}"),
        ("1e-7*x + 2.5e20*y", r"10^{-7} x + 2.5 \cdot 10^{20} y"),
        ("(1e-7)^x", "(10^{-7})^{x}"),
        ("123456789012*x + 0.1234567890123", "123456789012 x + 0.1234567890123"),
    ],
)
def test_as_typed_with_the_parentheses_it_needs(text: str, latex: str) -> None:
    assert Formula(text).latex() == latex


def test_axes_have_their_digits_as_index() -> None:
    assert Formula("x*y").latex(("w1", "b")) == "w_{1} b"


@pytest.mark.parametrize(
    "text",
    [f"{name}({', '.join('xy'[:count])})^2/2" for name, count in FUNCTIONS.items()]
    + ["+".join("x" * 80), "(" * 40 + "x" + ")" * 40, "x**" * 80 + "x", "e^x^y", "1/(1/(1/x))"],
)
def test_everything_can_be_typeset(text: str) -> None:
    assert Latex(Formula(text).latex()).svg().startswith("<svg")


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
def test_surfaces_are_typeset_as_formulas(surface: Surface) -> None:
    assert r"\text" not in surface.loss.latex(surface.axes)


@pytest.mark.parametrize("text", ["sin(" * 20 + "x/y" + ")" * 20, "1/(" * 20 + "x" + ")" * 20, "x^" * 20 + "y"])
def test_what_would_take_seconds_to_set_is_shown_as_typed(text: str) -> None:
    assert Formula(text).latex() == rf"\text{{{text}}}"
