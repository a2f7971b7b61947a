"""Eight runs that can be told apart without color."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from PyQt6.QtCore import QPointF, Qt

from app.theme import DARK
from app.views.run_look import COLORS, MARKERS, RunLook
from app.views.run_style import DASHES, marker_path, run_pen


def test_every_marker_has_its_own_marker_and_dash() -> None:
    paths = [marker_path(marker, QPointF(0, 0), 10.0) for marker in range(MARKERS)]
    assert all(one != other for one, other in combinations(paths, 2))
    assert len(set(DASHES)) == len(DASHES) == MARKERS


@pytest.mark.parametrize("marker", range(MARKERS))
def test_a_marker_is_centered_and_as_large_as_asked(marker: int) -> None:
    path = marker_path(marker, QPointF(30.0, -4.0), 10.0)
    box = path.boundingRect()
    assert path.contains(QPointF(30.0, -4.0))
    assert math.hypot(box.center().x() - 30.0, box.center().y() + 4.0) < 4.0
    assert 16.0 < max(box.width(), box.height()) < 26.0


@pytest.mark.parametrize("marker", range(MARKERS))
def test_a_pen_has_the_color_and_rhythm_of_the_run(marker: int) -> None:
    look = RunLook((marker + 3) % COLORS, marker)
    pen = run_pen(DARK, look, 2.6, dashed=True)
    assert pen.color() == DARK.run(look.color)
    assert tuple(pen.dashPattern()) == DASHES[marker]
    assert run_pen(DARK, look, 2.6, dashed=False).style() == Qt.PenStyle.SolidLine
