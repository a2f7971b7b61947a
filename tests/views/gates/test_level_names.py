"""The names of levels in the loss curve: each at its own line, or not at all."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QFontMetricsF, QImage, QPainter

import app.views.gates.curves_axes as axes_module
from app.theme import DARK
from app.views.gates.curves_axes import CurvesInk
from app.views.gates.curves_picture import Bands
from app.views.gates.curves_text import Piece
from app.views.gates.level_lines import level_lines
from app.views.loss_scale import Linear
from app.views.plot_area import PlotArea
from tests.views.gates.slice_unit import gate_task

pytestmark = pytest.mark.usefixtures("qapp")


def written(levels: tuple[tuple[float, str], ...], end: float) -> dict[str, float]:
    """The names of levels that are written over losses from 0 to 1, by where their base line is."""
    image = QImage(400, 180, QImage.Format.Format_ARGB32_Premultiplied)
    painter, area = QPainter(image), PlotArea(QRectF(40, 20, 340, 100), (0.0, 400.0), (0.0, 1.0))
    ink = CurvesInk(painter, DARK, Bands(area, area), Linear(0.0, 1.0), 400, compact=False)
    found: dict[str, float] = {}

    def paint(painter: QPainter, pieces: list[Piece], baseline: QPointF) -> float:
        found["".join(piece.text for piece in pieces)] = baseline.y()
        return baseline.x()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(axes_module, "paint_pieces", paint)
        ink.level_names(levels, 0, end)
    painter.end()
    return found


def test_a_name_stands_nearer_to_its_own_line_than_to_any_other() -> None:
    levels = tuple((value, f"{value:.2f}") for value in (0.9, 0.6, 0.5, 0.4, 0.1))
    cap = QFontMetricsF(DARK.font(DARK.label_size, 500)).capHeight()
    found = written(levels, 0.0)
    assert {"0.90", "0.60", "0.40", "0.10"} <= set(found) and "0.50" not in found
    for name, base in found.items():
        apart = {value: max(base - cap - (120 - 100 * value), 120 - 100 * value - base) for value, _ in levels}
        assert min(apart, key=lambda value: apart[value]) == float(name)


def test_the_level_that_the_curve_ends_on_is_named_before_the_others() -> None:
    levels = ((0.7, "upper"), (0.5, "middle"), (0.2, "lower"))
    assert [list(written(levels, end)) for end in (0.9, 0.5, 0.1)] == [
        ["upper", "middle", "lower"], ["middle", "upper", "lower"], ["lower", "middle", "upper"],
    ]  # fmt: skip


def test_levels_that_are_one_have_one_name() -> None:
    assert level_lines(gate_task((0, 1, 1, 0), hidden=2, activation="tanh", loss="hinge")) == ((1.0, "1"), (0.5, "0.5"))
    assert [name for _, name in level_lines(gate_task((0, 1, 1, 0)))] == ["ln 2", "¾·H(⅓)", "½·ln 2"]
