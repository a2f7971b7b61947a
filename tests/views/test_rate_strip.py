"""The learning rates under the loss curve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.engine.trajectory import Array, Trajectory
from app.theme import DARK
from app.views.loss_view import LossView
from app.views.rate_scale import is_constant, rate_scale
from app.views.rate_strip import RateStrip
from app.views.run_look import RunLook
from tests.qtest import QTest
from tests.views.heard import heard
from tests.views.recorded import LOOKS, SURFACE, experiment, spiral

STEPS = 200
COSINE = 0.005 * (1 + np.cos(np.pi * np.arange(STEPS) / STEPS))
EDITED = np.where(np.arange(STEPS) < 120, 0.02, 0.001)


def with_rates(rates: Array) -> Trajectory:
    return replace(spiral(STEPS), learning_rates=rates)


@pytest.fixture
def strip(qtbot: QtBot) -> RateStrip:
    made = RateStrip()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    made.show_experiment(SURFACE, experiment(2, STEPS), LOOKS[:2])
    made.show_trajectories((with_rates(COSINE), with_rates(EDITED)))
    made.resize(344, made.sizeHint().height())
    return made


def test_it_is_there_only_where_a_run_that_is_shown_changes_its_learning_rate(strip: RateStrip) -> None:
    wanted = heard(strip.height_wanted)
    assert not strip.isHidden()
    strip.show_trajectories((with_rates(np.full(STEPS, 0.1)), None))
    assert strip.isHidden() and wanted[-1] == (0,)
    strip.show_trajectories((with_rates(np.full(STEPS, 0.1)), with_rates(EDITED)))
    assert not strip.isHidden() and wanted[-1][0] > 0
    strip.show_experiment(SURFACE, experiment(2, STEPS), (LOOKS[0], RunLook(1, 1, visible=False)))
    assert strip.isHidden()


def test_its_head_folds_it_away(strip: RateStrip) -> None:
    wanted = heard(strip.height_wanted)
    QTest.mouseClick(strip.fold, Qt.MouseButton.LeftButton)
    assert strip.view.isHidden() and not strip.isHidden()
    QTest.mouseClick(strip.fold, Qt.MouseButton.LeftButton)
    assert not strip.view.isHidden() and wanted[0][0] < wanted[1][0]


def test_steps_lie_below_those_of_the_loss_curve_and_can_be_gone_to(qtbot: QtBot, strip: RateStrip) -> None:
    loss = LossView()
    qtbot.addWidget(loss)
    loss.show_theme(DARK)
    loss.show_experiment(SURFACE, experiment(2, STEPS), LOOKS[:2])
    loss.resize(344, 150)
    strip.show()
    asked = heard(strip.view.step_requested)
    for step in (0, 37, 200):
        x = loss.area.point(step, 0).x()
        assert strip.view.area.point(step, 0).x() == pytest.approx(x)
        QTest.mousePress(strip.view, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 20))
    assert asked == [(0,), (37,), (200,)]


def test_hovering_reads_the_values(strip: RateStrip) -> None:
    lines = strip.view.readout(119)
    assert lines[0] == "step 119" and lines[2].endswith("lr 0.02")
    assert strip.view.readout(120)[2].endswith("lr 0.001")
    assert float(strip.view.readout(100)[1].split("lr ")[-1]) == pytest.approx(COSINE[100], rel=1e-3)
    assert len(strip.view.readout(STEPS)) == 1


@pytest.mark.parametrize(
    ("curves", "log"),
    [
        ([COSINE], False),
        ([EDITED], True),
        ([COSINE, np.full(STEPS, 0.5)], True),
        ([np.full(STEPS, 0.1), np.full(STEPS, 0.03)], False),
        ([0.1 * 0.97 ** np.arange(STEPS)], True),
    ],
)
def test_the_axis_is_logarithmic_where_rates_differ_by_more_than_a_decade(curves: list[Array], log: bool) -> None:
    scale = rate_scale(curves)
    assert (scale.inverse(scale.low) > 0) == log
    for curve in curves:
        places = scale.of(curve)[: STEPS // 2]
        assert np.isfinite(places).all() and (places <= scale.high).all() and (places >= scale.low).all()


def test_what_cannot_be_shown_is_no_obstacle() -> None:
    for odd in (np.zeros(0), np.zeros(5), np.array([np.nan, np.inf]), np.array([0.0, 1e-300, 1e300]), -np.ones(3)):
        scale = rate_scale([odd])
        assert np.isfinite([scale.low, scale.high]).all() and scale.low < scale.high
    assert is_constant(np.zeros(0)) and is_constant(np.ones(3)) and not is_constant(COSINE)
