"""Fractions in a line mean what they meant."""

from __future__ import annotations

import pytest

from app.views.inline_latex import inline


@pytest.mark.parametrize(
    ("upright", "flat"),
    [
        (r"\frac{m}{1 - \beta_1^{t}}", r"m / (1 - \beta_1^{t})"),
        (r"\mu\,b_- + \frac{g}{D}", r"\mu\,b_- + g / D"),
        (r"-\frac{a}{C}\,u", r"-(a / C)\,u"),
        (r"\frac{2}{1 - \beta_2} - 1", r"2 / (1 - \beta_2) - 1"),
        (r"\frac{\sqrt{v} + \varepsilon}{\sqrt{1 - t}}", r"(\sqrt{v} + \varepsilon) / \sqrt{1 - t}"),
        (r"\frac{a}{C\,x}", r"a / (C\,x)"),
        (r"\frac{1}{\frac{a}{b}}", r"1 / (a / b)"),
        (r"\begin{cases} 0 & s < 0 \\ g & s \geq 0 \end{cases}", r"0\;(s < 0),\; g\;(s \geq 0)"),
        (r"x + \Delta", r"x + \Delta"),
    ],
)
def test_a_fraction_keeps_its_meaning_with_a_slash(upright: str, flat: str) -> None:
    assert inline(upright) == flat
