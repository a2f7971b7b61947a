from __future__ import annotations

import math
import time
from typing import cast

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

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


def test_what_a_log_scale_cannot_show_is_a_gap() -> None:
    scale = loss_scale("log", [np.array([4.0, 0.0, -1.0, 0.25, math.nan, math.inf])])
    values = scale.of(np.array([4.0, 0.0, -1.0, 0.25, math.nan]))
    assert np.isnan(values[[1, 2, 4]]).all() and np.isfinite(values[[0, 3]]).all()
    assert scale.low < math.log10(0.25) and scale.high > math.log10(4.0)


def test_an_exploding_run_does_not_flatten_the_others() -> None:
    calm, wild = np.geomspace(100, 1, 50), np.geomspace(100, 1e38, 9)
    for kind in ("log", "linear"):
        scale = loss_scale(kind, [calm, wild])
        values = scale.of(calm)
        assert np.ptp(values) > 0.25 * (scale.high - scale.low)


@pytest.mark.parametrize("kind", ["log", "linear"])
@pytest.mark.parametrize(
    "curve", [[], [0.0], [0.0, -1.0], [5.0, 5.0, 5.0], [1e-300, 1e300], [math.nan], [math.inf], [-2.0, -1.0]]
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
