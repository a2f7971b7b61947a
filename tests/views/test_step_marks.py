"""Which arrows a step shows, where they lie on the map, and which term lies under a pixel."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtCore import QPointF, QRectF

from app.engine.experiment import Run
from app.engine.run_text import format_run
from app.theme import DARK
from app.views.map_arrows import SLOPE, divisor_rect, placed_arrows, term_at
from app.views.plot_area import PlotArea
from app.views.step_marks import DIM, marks_at
from tests.engine.runs import RUNS
from tests.views.worked_examples import STEPS, recorded

ADAM, SGD = Run("Adam", (("lr", 0.8),)), Run("SGD", (("lr", 0.01), ("momentum", 0.9)))
AREA = PlotArea(QRectF(30, 7, 400, 400), (-6.0, 6.0), (-6.0, 6.0))


def roles(marks) -> set[str]:
    return {arrow.role for arrow, _ in marks.arrows}


def test_the_choice_says_which_arrows_there_are() -> None:
    record = recorded(ADAM)[0]
    assert roles(marks_at(ADAM, record, 2, "gradient", -1)) == {"gradient", "step"}
    everything = marks_at(ADAM, record, 2, "terms", -1)
    assert roles(everything) == {"gradient", "momentum", "step"} and everything.divisor is not None
    nothing = marks_at(ADAM, record, 2, "none", 1)
    assert not nothing.arrows and nothing.ghost is None and nothing.divisor is None


def test_a_term_that_is_pointed_at_lights_its_arrow_and_dims_the_others() -> None:
    record = recorded(ADAM)[0]
    marks = marks_at(ADAM, record, 2, "gradient", 1)
    assert {arrow.role: strength for arrow, strength in marks.arrows} == {"gradient": DIM, "momentum": 1.0, "step": DIM}
    square = marks_at(ADAM, record, 2, "gradient", 2)
    assert square.divisor is not None and square.divisor_strength == 1.0
    assert all(strength == DIM for _, strength in square.arrows)


def test_at_the_end_of_a_record_the_gradient_is_left() -> None:
    record = recorded(SGD)[0]
    marks = marks_at(SGD, record, STEPS, "terms", 0)
    ((arrow, strength),) = marks.arrows
    assert arrow.role == "gradient" and strength == 1.0 and marks.ghost is None
    np.testing.assert_array_equal(arrow.vector, -record.gradients[STEPS])


def test_the_step_is_true_to_the_map_and_slopes_share_a_scale() -> None:
    record = recorded(SGD)[0]
    marks = marks_at(SGD, record, 3, "terms", -1)
    placed = {each.arrow.role: each for each in placed_arrows(marks, AREA, DARK)}
    end = AREA.point(*record.parameters[4].tolist())
    assert (placed["step"].tip - end).manhattanLength() < 1e-6
    lengths = {role: placed[role].length / placed[role].arrow.length for role in ("gradient", "momentum")}
    assert lengths["gradient"] == pytest.approx(lengths["momentum"])
    assert max(each.length for each in placed.values() if each.arrow.unit == "slope") <= 1.5 * SLOPE + 1e-6


def test_where_momentum_fills_the_divisor_the_arrow_ends_in_its_corner() -> None:
    """At the first step of Adam m̂ = g and √v̂ = |g|: exactly the learning rate is stepped along each axis."""
    run = Run("Adam", (("lr", 0.8), ("eps", 0.0)))
    marks = marks_at(run, recorded(run)[0], 0, "terms", -1)
    rect = divisor_rect(marks, AREA, DARK)
    tip = next(each.tip for each in placed_arrows(marks, AREA, DARK) if each.arrow.role == "momentum")
    assert rect is not None
    corners = (rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight())
    assert min((corner - tip).manhattanLength() for corner in corners) < 1e-6


@pytest.mark.parametrize("run", RUNS, ids=format_run)
def test_every_arrow_of_every_optimizer_can_be_pointed_at(run: Run) -> None:
    record = recorded(run)[0]
    for step in (0, 1, 5, STEPS - 1):
        marks = marks_at(run, record, step, "terms", -1)
        for each in placed_arrows(marks, AREA, DARK):
            found = term_at(each.tip, marks, AREA, DARK)
            assert found >= 0
    assert term_at(QPointF(35, 400), marks, AREA, DARK) == -1
