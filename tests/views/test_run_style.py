"""Eight runs that can be told apart without color."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from PyQt6.QtCore import QPointF, Qt

from app.theme import DARK
from app.views.run_look import STYLES
from app.views.run_style import DASHES, marker_path, run_pen


def test_every_style_has_its_own_marker_and_dash() -> None:
    paths = [marker_path(style, QPointF(0, 0), 10.0) for style in range(STYLES)]
    assert all(one != other for one, other in combinations(paths, 2))
    assert len(set(DASHES)) == len(DASHES) == STYLES


@pytest.mark.parametrize("style", range(STYLES))
def test_a_marker_is_centered_and_as_large_as_asked(style: int) -> None:
    path = marker_path(style, QPointF(30.0, -4.0), 10.0)
    box = path.boundingRect()
    assert path.contains(QPointF(30.0, -4.0))
    assert math.hypot(box.center().x() - 30.0, box.center().y() + 4.0) < 4.0
    assert 16.0 < max(box.width(), box.height()) < 26.0


@pytest.mark.parametrize("style", range(STYLES))
def test_a_pen_has_the_color_and_rhythm_of_the_run(style: int) -> None:
    pen = run_pen(DARK, style, 2.6, dashed=True)
    assert pen.color() == DARK.run(style)
    assert tuple(pen.dashPattern()) == DASHES[style]
    assert run_pen(DARK, style, 2.6, dashed=False).style() == Qt.PenStyle.SolidLine
