"""The page of the fair race: where points lie, what is read and asked for, what stands in the table."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.engine.experiment import Experiment, Run
from app.engine.problem import surface_of
from app.engine.sweep import SensitivityCurve
from app.theme import DARK, THEMES, Theme
from app.views.race.page import RacePage
from app.views.race.sensitivity_scale import rate_ticks, sensitivity_scale
from app.views.race.shown import RaceShown, race_of
from app.views.race.standings import cells
from app.views.run_look import look_of
from tests.qtest import QTest
from tests.views.heard import heard

EXPERIMENT = Experiment(
    "himmelblau", (0.0, 0.0), (Run("SGD", (("lr", 0.01),)), Run("Adam", (("lr", 0.1),)), Run("LBFGS")), steps=200
)


def known() -> RaceShown:
    """SGD is best at 0 and diverges above 0.03; Adam never diverges; of LBFGS every learning rate diverged."""
    race = race_of(surface_of(EXPERIMENT), EXPERIMENT, tuple(map(look_of, range(3))))
    rates = [np.array(each) for each in race.sweep.learning_rates]
    sgd = np.where(rates[0] > 0.03, math.nan, np.where(rates[0] > 0.015, 0.0, 1e-6 / rates[0]))
    adam = 1e-3 + (np.log10(rates[1]) + 2.0) ** 2
    curves = dict(enumerate(map(SensitivityCurve, rates, (sgd, adam, np.full(len(rates[2]), math.nan)))))
    return replace(race, phase="finished", share=1.0, curves=curves, shares=dict.fromkeys(range(3), 1.0))


@pytest.fixture
def page(qtbot: QtBot) -> RacePage:
    made = RacePage()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    made.resize(1280, 676)
    made.show_race(known())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def spots(page: RacePage, run: int):
    assert page.plot.picture is not None
    return [spot for spot in page.plot.picture.spots if spot.run == run]


def point(page: RacePage, at: QPointF) -> QPoint:
    QTest.mouseMove(page.plot, at.toPoint() + QPoint(1, 1))
    QTest.mouseMove(page.plot, at.toPoint())
    return at.toPoint()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", [(1024, 676), (1920, 1036)])
def test_every_point_lies_where_its_rate_and_loss_say(page: RacePage, theme: Theme, size: tuple[int, int]) -> None:
    page.show_theme(theme)
    page.resize(*size)
    picture = page.plot.picture
    assert picture is not None and picture.area.rect.height() > 100 and picture.lanes.top() >= 0
    for spot in picture.spots:
        assert 10 ** picture.area.data(spot.place)[0] == pytest.approx(spot.rate)
        if math.isnan(spot.loss):
            assert picture.lanes.top() <= spot.place.y() <= picture.lanes.bottom() < picture.area.rect.top()
        else:
            place = min(float(picture.scale.of(np.array(spot.loss))), picture.scale.high)
            assert picture.area.data(spot.place)[1] == pytest.approx(place)
    zero = [spot.place.y() for spot in picture.spots if spot.loss == 0]
    above = [spot.place.y() for spot in picture.spots if spot.loss > 0]
    assert len(set(zero)) == 1 and zero[0] > max(above) + 4 and zero[0] <= picture.area.rect.bottom()


def test_lanes_of_runs_that_diverge_lie_one_below_the_other(page: RacePage) -> None:
    lanes = [{spot.place.y() for spot in spots(page, run) if math.isnan(spot.loss)} for run in range(3)]
    assert [len(each) for each in lanes] == [1, 0, 1] and lanes[0] != lanes[2]


def test_pointing_reads_the_nearest_point_and_lights_its_row(page: RacePage) -> None:
    lit = heard(page.plot.run_pointed)
    spot = next(each for each in spots(page, 1) if each.rate > 0.02)
    point(page, spot.place)
    assert page.plot.hovered == spot and lit[-1] == (1,)
    assert page.plot.readout(spot)[1] == f"lr  {spot.rate:.3g}"
    diverged = spots(page, 2)[5]
    point(page, diverged.place)
    assert page.plot.hovered is not None and "diverged" in page.plot.readout(page.plot.hovered)
    page.grab()


def test_a_click_asks_for_the_learning_rate_unless_the_curves_are_of_another_experiment(page: RacePage) -> None:
    asked = heard(page.rate_picked)
    spot = spots(page, 1)[30]
    at = point(page, spot.place)
    QTest.mouseClick(page.plot, Qt.MouseButton.LeftButton, pos=at)
    assert asked == [(1, spot.rate)]
    page.show_race(replace(known(), outdated=True))
    QTest.mouseClick(page.plot, Qt.MouseButton.LeftButton, pos=at)
    assert len(asked) == 1
    assert page.said.isVisible() and "changed" in page.said.text() and not page.head.take.isEnabled()


def test_the_table_says_who_is_best_where_and_by_how_much(page: RacePage) -> None:
    race = known()
    sgd, adam, lbfgs = (cells(race, run) for run in range(3))
    assert sgd["loss"].text == "0" and sgd["loss"].strong and sgd["gain"].text == "to 0"
    assert not adam["loss"].strong and adam["present"].text == "0.1"
    best = min(race.curves[1].losses)
    assert adam["gain"].text == f"{(1e-3 + 1.0) / best:.3g} ×"
    assert lbfgs["loss"].broken and lbfgs["present_loss"].broken and lbfgs["best"].text == "—"


def test_the_table_is_copied_with_every_digit(page: RacePage) -> None:
    QTest.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    lines = [line.split("\t") for line in clipboard.text().splitlines()]
    race = known()
    assert lines[0] == ["run", "best_lr", "loss", "present_lr", "present_loss"]
    for run, line in enumerate(lines[1:]):
        standing = race.standing(run)
        assert standing is not None and line[0] == race.names[run]
        assert [float(each) if each else None for each in line[1:3]] == [standing.best, standing.loss]


def test_escape_cancels_what_is_under_way_and_else_goes_back(page: RacePage) -> None:
    cancelled, back = heard(page.cancel_requested), heard(page.back_requested)
    page.show_race(replace(known(), phase="running", share=0.4))
    assert page.head.cancel.isVisible() and not page.head.take.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert len(cancelled) == 1 and not back
    page.show_race(replace(known(), phase="cancelled"))
    assert page.head.again.isVisible() and page.head.take.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert len(cancelled) == len(back) == 1


def test_another_number_of_steps_is_asked_for(page: RacePage) -> None:
    asked = heard(page.steps_entered)
    edit = page.head.steps.edit
    edit.setText("500")
    edit.setModified(True)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert asked == [(500,)]


def test_without_a_run_it_says_so(page: RacePage) -> None:
    page.show_race(None)
    assert not page.plot.isVisible() and not page.head.take.isVisible()
    page.grab()


@pytest.mark.parametrize("losses", [[1e-12, 3.0, 0.0], [0.0], [math.nan], [5.0], [-3.0, 2.0], [1e200, 1e-3], []])
def test_every_loss_has_a_place_and_the_start_bounds_what_rises(losses: list[float]) -> None:
    scale = sensitivity_scale(170.0, [np.array(losses)])
    places = scale.of(np.array(losses))
    finite = np.isfinite(losses)
    assert scale.low < scale.high and np.isfinite(places[finite]).all()
    assert (places[finite] >= scale.low).all() and scale.high < 6
    assert [text for _, text in scale.ticks(300, 26)]


def test_decades_are_marked_as_many_as_there_is_room_for() -> None:
    assert [text for _, text in rate_ticks(-3.2, 1.1, 400, 64)] == ["0.001", "0.01", "0.1", "1", "10"]
    assert len(rate_ticks(-9.0, 9.0, 300, 64)) <= 5
