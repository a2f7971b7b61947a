from __future__ import annotations

import math
import time
from typing import cast

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.engine.trajectory import Trajectory
from app.theme import DARK, PROJECTOR
from app.views.loss_scale import Kind, loss_scale
from app.views.loss_view import LossView
from app.views.numbers import number
from app.views.run_look import RunLook
from tests.views.recorded import LOOKS, SURFACE, experiment, spiral, trajectory


def shown_curve(qtbot: QtBot) -> LossView:
    view = LossView()
    qtbot.addWidget(view)
    view.resize(344, 150)
    view.show_theme(DARK)
    view.show_experiment(SURFACE, experiment(), LOOKS[:2])
    view.show_trajectories((spiral(200), spiral(200, 3.0)))
    view.show()
    qtbot.waitExposed(view)
    return view


def pixel(view: LossView, step: int) -> QPoint:
    return QPoint(round(view.area.point(step, 0.0).x()), round(view.area.rect.center().y()))


def test_click_and_drag_go_to_the_step(qtbot: QtBot) -> None:
    view = shown_curve(qtbot)
    asked: list[int] = []
    view.step_requested.connect(asked.append)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=pixel(view, 50))
    qtbot.mouseMove(view, pixel(view, 120))
    qtbot.mouseMove(view, QPoint(5000, 20))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton)
    assert np.allclose(asked, [50, 120, 200], atol=1)
    qtbot.mouseMove(view, pixel(view, 10))
    assert len(asked) == 3


def test_the_readout_gives_every_visible_run_there(qtbot: QtBot) -> None:
    view = shown_curve(qtbot)
    run = spiral(200)
    lines = view.readout(70)
    assert len(lines) == 3 and lines[1].endswith(number(float(run.losses[70])))
    view.show_experiment(SURFACE, experiment(), (LOOKS[0], RunLook(1, 1, visible=False)))
    assert len(view.readout(70)) == 2


@pytest.mark.parametrize("kind", ["log", "linear"])
def test_every_loss_is_drawn_where_it_is(qtbot: QtBot, kind: str) -> None:
    view = shown_curve(qtbot)
    view.set_scale(cast(Kind, kind))
    losses = np.array([1.0, 10.0, 100.0, 1000.0])
    values = loss_scale(cast(Kind, kind), [losses]).of(losses)
    assert np.allclose(values, np.log10(losses) if kind == "log" else losses)


def test_a_loss_of_0_is_a_gap_on_a_log_scale_and_that_is_said() -> None:
    scale = loss_scale("log", [np.array([4.0, 0.0, 0.25, math.nan, math.inf])])
    values = scale.of(np.array([4.0, 0.0, 0.25, math.nan]))
    assert np.isnan(values[[1, 3]]).all() and np.isfinite(values[[0, 2]]).all()
    assert scale.low < math.log10(0.25) and scale.high > math.log10(4.0)
    assert "loss of 0" in str(scale.note)


@pytest.mark.parametrize("curve", [[4.0, 1.0, 0.25], [4.0, math.nan], [4.0, math.inf]])
def test_nothing_is_said_where_a_log_scale_shows_everything(curve: list[float]) -> None:
    assert loss_scale("log", [np.array(curve)]).note is None
    assert loss_scale("linear", [np.array([*curve, -1.0])]).note is None


def test_losses_on_both_sides_of_0_are_all_shown_in_their_order() -> None:
    losses = np.array([250.0, 3.0, 1e-5, 0.0, -1e-5, -0.4, -78.3])
    scale = loss_scale("log", [losses])
    values = scale.of(losses)
    assert (np.diff(values) < 0).all() and scale.low < values.min() and values.max() < scale.high
    assert np.allclose([scale.inverse(value) for value in values], losses, rtol=1e-9)
    # Ten times as high is as far up on either side.
    for sign in (1, -1):
        decades = scale.of(sign * np.array([1e6, 1e7, 1e8]))
        assert np.allclose(np.diff(decades), sign, atol=1e-4)
    assert [text for _, text in scale.ticks(240, 24)] == ["\u221210²", "\u221210", "0", "10", "10²"]
    assert str(scale.note) == "Linear from \u22121 to 1, logarithmic beyond"


@pytest.mark.parametrize("curves", [[[-1.0, -2.0]], [[0.0, 0.0]], [[0.0, -1e30]], [[0.0], [-3.0, -3.0]]])
def test_a_log_curve_is_never_empty(qtbot: QtBot, curves: list[list[float]]) -> None:
    view = shown_curve(qtbot)
    blank = view.render_image(300, 150)
    runs = tuple(
        Trajectory(np.zeros((len(curve), 2)), np.array(curve), np.zeros((len(curve), 2)), np.zeros(len(curve) - 1), {})
        for curve in curves
    )
    view.show_trajectories(runs)
    image = view.render_image(300, 150)
    assert image != blank
    for run in runs:
        scale = loss_scale("log", [each.losses for each in runs])
        places = scale.of(run.losses)
        assert ((scale.low < places) & (places < scale.high)).all()
    assert scale.note is not None


def test_ticks_of_tiny_losses_say_how_tiny_they_are() -> None:
    kinds: tuple[Kind, ...] = ("log", "linear")
    for kind in kinds:
        ticks = loss_scale(kind, [np.array([1e-14, 4e-14, 8e-14])]).ticks(120, 24)
        texts = [text for _, text in ticks]
        assert len(set(texts)) == len(texts) > 1
        assert [text for value, text in ticks if text == "0" and value != 0] == []
        assert any("10⁻¹⁴" in text for text in texts)


def test_an_exploding_run_does_not_flatten_the_others() -> None:
    calm, wild = np.geomspace(100, 1, 50), np.geomspace(100, 1e38, 9)
    for kind in ("log", "linear"):
        scale = loss_scale(kind, [calm, wild])
        values = scale.of(calm)
        assert np.ptp(values) > 0.25 * (scale.high - scale.low)


@pytest.mark.parametrize("kind", ["log", "linear"])
@pytest.mark.parametrize(
    "curve",
    [
        [],
        [0.0],
        [0.0, -1.0],
        [5.0, 5.0, 5.0],
        [1e-300, 1e300],
        [math.nan],
        [math.inf],
        [-2.0, -1.0],
        [5e-324],
        [-1e-310, 3e300],
    ],
)
def test_every_curve_has_a_scale_with_ticks_in_it(kind: str, curve: list[float]) -> None:
    scale = loss_scale(cast(Kind, kind), [np.array(curve)])
    assert math.isfinite(scale.low) and scale.low < scale.high
    ticks = scale.ticks(120, 24)
    assert all(scale.low - 1e-9 <= value <= scale.high + 1e-9 for value, _ in ticks)
    assert len(ticks) <= 12


def test_showing_emits_nothing_and_nothing_is_needed(qtbot: QtBot) -> None:
    view = LossView()
    qtbot.addWidget(view)
    with qtbot.assertNotEmitted(view.step_requested):
        view.show_theme(PROJECTOR)
        view.grab()
        view.show_experiment(SURFACE, experiment(0), ())
        view.grab()
        view.show_experiment(SURFACE, experiment(), LOOKS[:2])
        view.show_trajectories((trajectory([(0, 0), (math.inf, 0)], failure="parameter"), None))
        view.show_step(40)
        view.set_scale("linear")
        view.grab()
        view.render_image(300, 200, 1.0)


def test_moving_the_playhead_over_long_runs_costs_what_it_costs_over_short_ones(qtbot: QtBot) -> None:
    def cost(steps: int) -> float:
        view = shown_curve(qtbot)
        view.show_experiment(SURFACE, experiment(8, steps), LOOKS)
        view.show_trajectories(tuple(spiral(steps, 3.0 + index) for index in range(8)))
        view.grab()
        begun = time.perf_counter()
        for step in range(0, steps, steps // 20):
            view.show_step(step)
            view.grab()
        return time.perf_counter() - begun

    assert cost(20_000) < 5 * cost(200)
