from __future__ import annotations

import math

import numpy as np
import pytest

from app.views.gates.plane_edits import alone, pulled, scaled, shifted, through, turned
from app.views.gates.plane_text import equation, vector
from app.views.gates.plane_unit import UnitLine, line_of, nearest

LINES = (
    UnitLine(-3.513, 2.076, 2.264),
    UnitLine(-1.0, 0.0, 2.0),
    UnitLine(0.5, -3.0, 0.0, level=0.25),
    UnitLine(1e-9, -2e-9, 3e-9),
    UnitLine(-1e5, 3e5, -1e5, level=1.0),
)
SQUARE = (-1.0, 3.0)


@pytest.mark.parametrize("line", LINES)
def test_the_visible_part_ends_on_the_frame_and_lies_on_the_line(line: UnitLine) -> None:
    ends = line.within(SQUARE, SQUARE)
    assert ends is not None
    for x, y in ends:
        assert line.w1 * x + line.w2 * y + line.bias == pytest.approx(line.level, abs=1e-9 * max(1, line.norm))
        assert min(abs(x + 1), abs(x - 3), abs(y + 1), abs(y - 3)) < 1e-9
        assert -1 - 1e-9 <= x <= 3 + 1e-9 and -1 - 1e-9 <= y <= 3 + 1e-9


@pytest.mark.parametrize("bias", [-20.0, 20.0])
def test_a_line_beyond_the_frame_has_no_visible_part(bias: float) -> None:
    assert UnitLine(bias, 1.0, 1.0).within(SQUARE, SQUARE) is None
    assert UnitLine(bias, 0.0, 1.0).within(SQUARE, SQUARE) is None


@pytest.mark.parametrize("values", [(1.0, 0.0, 0.0), (math.nan, 1.0, 1.0), (1.0, math.inf, 0.0)])
def test_there_is_no_line_without_weights_or_with_what_is_no_number(values: tuple[float, float, float]) -> None:
    assert not line_of(np.array(values), 0.0).exists


@pytest.mark.parametrize("line", LINES)
def test_the_foot_of_a_point_is_on_the_line_and_straight_below_it(line: UnitLine) -> None:
    foot = line.foot((0.7, -0.2))
    way = (0.7 - foot[0], -0.2 - foot[1])
    assert line.distance(foot) == pytest.approx(0, abs=1e-9)
    assert math.hypot(*way) == pytest.approx(abs(line.distance((0.7, -0.2))))
    assert way[0] * -line.normal[1] + way[1] * line.normal[0] == pytest.approx(0, abs=1e-9)


def test_the_nearest_corner_of_the_mock_is_as_far_as_it_says() -> None:
    corners = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], float)
    line = LINES[0]
    assert nearest(line, corners) == 3
    assert line.distance((1, 1)) == pytest.approx(0.827 / math.hypot(2.076, 2.264))


@pytest.mark.parametrize("line", LINES)
def test_a_shift_changes_b_only_and_moves_the_line_by_the_way(line: UnitLine) -> None:
    moved = shifted(line, (0.3, -0.4))
    assert (moved.w1, moved.w2, moved.level) == (line.w1, line.w2, line.level)
    foot = line.foot((1.0, 1.0))
    assert moved.distance((foot[0] + 0.3, foot[1] - 0.4)) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("angle", [-2.0, 0.1, math.pi / 2])
def test_a_turn_keeps_the_length_of_w_and_the_handle(line: UnitLine, angle: float) -> None:
    pivot = line.foot((1.3, 0.4))
    after = turned(line, pivot, angle)
    assert after.norm == pytest.approx(line.norm, rel=1e-12)
    assert after.distance(pivot) == pytest.approx(0, abs=1e-9)
    turn = math.atan2(*reversed(after.normal)) - math.atan2(*reversed(line.normal))
    assert (turn - angle + math.pi) % math.tau == pytest.approx(math.pi)


def test_pulling_leads_the_line_through_the_handle() -> None:
    after = pulled(LINES[2], (0.4, 0.6), (1.5, -2.5))
    assert (after.w1, after.w2) == (1.5, -2.5)
    assert after.z((0.4, 0.6)) == pytest.approx(0.25)


@pytest.mark.parametrize("line", LINES)
def test_a_longer_w_leaves_the_line_where_it_is(line: UnitLine) -> None:
    after, foot = scaled(line, 1.7), line.foot((1.0, 1.0))
    assert after.norm == pytest.approx(1.7 * line.norm)
    assert after.distance(foot) == pytest.approx(0, abs=1e-9)


def test_one_weight_alone_leads_the_line_through_a_point() -> None:
    line = LINES[0]
    assert alone(line, "w2", 5.0) == UnitLine(line.bias, line.w1, 5.0)
    for weight, kept in (("w1", "w2"), ("w2", "w1")):
        after = through(line, weight, (1.5, -0.5))  # type: ignore[arg-type]
        assert after.z((1.5, -0.5)) == pytest.approx(0)
        assert (after.bias, getattr(after, kept)) == (line.bias, getattr(line, kept))
    assert through(line, "w1", (0.0, 2.0)) == line


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (LINES[0], "2.08 x₁ + 2.26 x₂ − 3.51 = 0"),
        (UnitLine(0.23, -0.15, -0.15), "−0.15 x₁ − 0.15 x₂ + 0.23 = 0"),
        (UnitLine(0.0, 0.0, 2.0), "2.00 x₂ = 0"),
        (UnitLine(-0.001, 1.0, 0.0, 0.5), "1.00 x₁ − 0.00 = 0.5"),
        (UnitLine(0.0, 0.012, -0.034), "0.012 x₁ − 0.034 x₂ = 0"),
        (UnitLine(0.0, 2e-9, -3e-9), "2·10⁻⁹ x₁ − 3·10⁻⁹ x₂ = 0"),
    ],
)
def test_the_equation_is_written_with_a_true_minus(line: UnitLine, text: str) -> None:
    assert equation(line) == text


def test_w_is_written_with_its_true_numbers() -> None:
    assert vector(LINES[0]) == "w = (2.08, 2.26)"
    assert vector(UnitLine(0.0, -0.5, -1e-9)) == "w = (−0.50, 0.00)"
