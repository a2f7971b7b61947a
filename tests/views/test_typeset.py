"""Formulas fit their room."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.theme import DARK, PROJECTOR
from app.views.function_latex import function_latex
from app.views.typeset import Typeset, broken, lines, signed, typeset
from surfaces import SURFACES, Surface


def test_a_sum_is_broken_outside_brackets_only() -> None:
    assert broken(r"a + \left(b - c\right) - {d + e}") == ("a ", r"+ \left(b - c\right) ", "- {d + e}")


def test_factors_too_wide_are_broken_from_each_other_then_inside() -> None:
    latex = r"(1 + x^{2 + y}) (30 - \frac{a + b}{c} + \left(d + e\right))"
    assert lines(latex, len, 38) == (
        "(1 + x^{2 + y}) ",
        r"\quad{}\cdot (30 - \frac{a + b}{c} ",
        r"\quad{}+ \left(d + e\right))",
    )
    assert lines("a + b", len, 1) == ("a ", r"\quad{}+ b")
    assert lines(r"\sqrt{a + b}", len, 1) == (r"\sqrt{a + b}",)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda each: each.key)
def test_no_letter_becomes_too_small_to_read(qtbot: QtBot, surface: Surface) -> None:
    label = Typeset(size=14.5)
    qtbot.addWidget(label)
    label.wrap()
    label.show_theme(DARK)
    label.resize(240, 20)
    label.show_latex(function_latex(surface))
    assert label.sizeHint().width() <= 240 / 0.75


def test_a_leading_minus_is_a_sign() -> None:
    assert signed(r"-2 \left(-x - y\right)") == r"{-}2 \left({-}x - y\right)"


@pytest.mark.parametrize("surface", SURFACES, ids=lambda each: each.key)
@pytest.mark.parametrize("width", [240, 272, 400])
def test_every_formula_fits(qtbot: QtBot, surface: Surface, width: int) -> None:
    label = Typeset(size=14.5)
    qtbot.addWidget(label)
    label.wrap()
    label.show_theme(DARK)
    label.resize(width, 20)
    label.show_latex("f = " + surface.loss.latex(surface.axes))
    assert 20 <= label.sizeHint().height() <= 120
    label.resize(width, label.sizeHint().height())
    picture = label.grab().toImage()
    ground = picture.pixel(0, 0)
    edges = [picture.pixel(x, y) for y in range(picture.height()) for x in (0, picture.width() - 1)]
    inside = [picture.pixel(x, y) for y in range(0, picture.height(), 2) for x in range(0, picture.width(), 3)]
    assert set(edges) == {ground}
    assert len(set(inside)) > 2


def test_the_theme_scales_and_colors(qtbot: QtBot) -> None:
    label = Typeset(r"\beta_1")
    qtbot.addWidget(label)
    label.show_theme(DARK)
    small = label.sizeHint()
    label.show_theme(PROJECTOR)
    assert label.sizeHint().width() > small.width()
    assert typeset(r"\beta_1", "#ff0000") != typeset(r"\beta_1", "#00ff00")
