from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.engine.gates.forward import has_slope
from app.engine.gates.losses import LOSSES
from app.theme import DARK
from app.views.gates.loss_compare import SPACING, LossCompare, Scene, field_image, line_levels, line_spacing
from app.views.gates.loss_compare_values import ORDER, SAMPLES, compared, gradient
from surfaces.surface import Domain
from tests.pixels import count_of, pixels
from tests.views.gates.slice_unit import PINK, gate_task, loss_at, slope_at

VALUES = np.array([-3.5, 2.1, 2.3])
DOMAIN = Domain((-4.0, 8.0), (-4.0, 8.0))
WEIGHTS = st.floats(-4, 4).map(lambda value: value + 0.0137)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "linear", "relu"])
@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
@given(st.tuples(WEIGHTS, WEIGHTS, WEIGHTS))
def test_the_gradient_is_that_of_the_loss(loss: str, activation: str, values: tuple[float, float, float]) -> None:
    task = gate_task(loss=loss, activation=activation)
    b, w1, w2 = values
    sums = np.array([b, b + w2, b + w1, b + w1 + w2])
    if np.abs(np.subtract.outer(sums, (-1, 0, 1))).min() > 1e-3:  # beside the kinks
        assert np.allclose(gradient(task, np.array(values)), slope_at(task, values), rtol=1e-4, atol=1e-6)


def test_a_staircase_has_no_gradient_and_only_where_the_output_is_read() -> None:
    stairs = gate_task(loss="mse", activation="step")
    assert not has_slope(stairs) and not gradient(stairs, np.zeros(3)).any()
    assert has_slope(gate_task(loss="bce", activation="step"))
    assert has_slope(gate_task(loss="mse", hidden=2))
    assert np.linalg.norm(gradient(gate_task(loss="bce", activation="step"), VALUES)) > 0


def test_all_four_are_compared_at_the_same_weights_and_on_the_same_slice() -> None:
    task = gate_task()
    found = compared(task, VALUES, (1, 2), -3.5, DOMAIN)
    assert tuple(each.key for each in found) == ORDER == ("mse", "bce", "hinge", "perceptron")
    assert {each.key for each in LOSSES} == set(ORDER)
    side = np.linspace(-4, 8, SAMPLES)
    for each in found:
        own = gate_task(loss=each.key)
        assert each.loss == pytest.approx(loss_at(own, VALUES))
        assert each.slope == pytest.approx(float(np.linalg.norm(slope_at(own, VALUES))), rel=1e-4, abs=1e-6)
        for i, j in ((0, 0), (3, 50), (60, 7)):
            assert each.field[i, j] == pytest.approx(loss_at(own, (-3.5, side[j], side[i])))


def test_lines_lie_at_one_distance_of_loss_in_all_four() -> None:
    for high in (0.6, 3.0, 9.9):
        levels = line_levels(np.array([[0.0, high]]))
        assert np.allclose(np.diff(levels), SPACING) and levels[0] > 0 and levels[-1] < high
    assert len(line_levels(np.array([[0.0, 1000.0]]))) <= 41


def test_where_the_loss_rises_too_far_lines_are_farther_apart_and_the_panel_says_how_far(qtbot: QtBot) -> None:
    steep, flat = np.array([[0.0, 90.0]]), np.array([[0.0, 9.0]])
    assert np.allclose(np.diff(line_levels(steep)), line_spacing(steep)) and line_spacing(steep) > SPACING
    assert line_spacing(flat) == SPACING
    view = LossCompare()
    qtbot.addWidget(view)
    view.resize(420, 330)
    view.show_theme(DARK)
    said = []
    for activation in ("sigmoid", "linear"):
        view.show_scene(Scene(gate_task(activation=activation), VALUES, (1, 2), -3.5, DOMAIN, np.zeros((0, 2)), PINK))
        name = view.cell("mse").toRect()
        name.setBottom(round(view.area("mse").rect.top()) - 4)
        name.setLeft(50)
        said.append(count_of(view.grab().toImage().copy(name), DARK.color("text2"), 60))
    assert said[0] == 0 < said[1]


@pytest.mark.parametrize("b", [1e200, np.nan])
def test_weights_of_a_run_that_diverges_are_drawn_without_an_error(qtbot: QtBot, b: float) -> None:
    values = np.array([b, 1.0, 1.0])
    field = np.array([[np.inf, np.nan], [np.inf, 1.0]])
    assert len(line_levels(field)) == 4 and line_levels(np.full((2, 2), np.inf)) == []
    assert tuple(pixels(field_image(field, DARK))[1, 0]) == tuple(pixels(field_image(field, DARK))[0, 1])
    view = LossCompare()
    qtbot.addWidget(view)
    view.resize(420, 330)
    view.show_theme(DARK)
    for activation in ("sigmoid", "linear", "relu"):
        view.show_scene(Scene(gate_task(activation=activation), values, (1, 2), b, DOMAIN, np.zeros((0, 2)), PINK))
        assert not view.grab().isNull()


def test_the_colors_of_the_field_go_from_0_to_its_highest_and_upwards() -> None:
    picture = pixels(field_image(np.array([[0.0, 0.0], [0.0, 4.0]]), DARK))
    assert tuple(picture[1, 0]) == (68, 1, 84) and tuple(picture[0, 1]) == (253, 231, 37)


def test_the_ball_lies_at_the_weights_in_each_of_the_four(qtbot: QtBot) -> None:
    view = LossCompare()
    qtbot.addWidget(view)
    view.resize(420, 330)
    view.show_theme(DARK)
    view.show_scene(Scene(gate_task(), VALUES, (1, 2), -3.5, DOMAIN, np.zeros((0, 2)), PINK))
    image = view.grab().toImage()
    for key in ORDER:
        at = view.area(key).point(2.1, 2.3)
        assert image.pixelColor(at.toPoint()) == DARK.run(2)
    assert count_of(image, DARK.run(2), 8) < 4 * 140
    assert view.readout("perceptron") == "loss 0.000  ‖∇L‖ 0"
    assert view.readout("bce") == f"loss {loss_at(gate_task(), VALUES):.3f}  ‖∇L‖ " + (
        f"{np.linalg.norm(slope_at(gate_task(), VALUES)):.3f}"
    )
