"""The fair race in the real window, with a worker process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QSignalSpy

from app.engine.experiment import Experiment, Run
from app.engine.presets import PRESETS, preset_named
from app.engine.race import race_sweep
from app.engine.sweep import rate_of
from app.engine.welcome import WELCOME
from app.store import document_of
from app.views.race import shown
from app.window import Window
from tests.open_window import renewed, wait_for_records
from tests.qtest import QTest

LONG = document_of(Experiment("himmelblau", (0.0, 0.0), (Run("LBFGS"), Run("SGD")), steps=800))


FEW = 12
"""Rates a run: enough for a curve with a lowest point."""


@pytest.fixture(scope="module")
def racing_window(kept_window: Window) -> Window:
    """With the race's process, which loads torch once for all tests."""
    client = kept_window.lab.fair_race.worker
    client.start()
    assert QSignalSpy(client.state_changed).wait(60_000) and client.state == "ready"
    return kept_window


@pytest.fixture
def window(qtbot, worker, racing_window, monkeypatch) -> Iterator[Window]:
    """No race was run in it."""
    monkeypatch.setattr(shown, "race_sweep", partial(race_sweep, count=FEW))
    race = racing_window.lab.fair_race
    race._race = None
    for renewed_window in renewed(qtbot, racing_window):
        yield renewed_window
        while renewed_window.lab.leave():
            pass
        qtbot.waitUntil(lambda: race.worker.state == "ready", timeout=60_000)
        race._linger.stop()


def phase(window: Window) -> str | None:
    race = window.lab.fair_race.race
    return None if race is None else race.phase


def raced(qtbot, window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: phase(window) == "finished", timeout=90_000)


def test_all_runs_take_their_best_learning_rates_as_one_edit(qtbot, window):
    raced(qtbot, window)
    race = window.lab.fair_race.race
    assert race is not None and sorted(race.curves) == [0, 1, 2, 3] and not window.lab.splitter.isVisible()
    QTest.mouseClick(window.lab.race_page.head.take, Qt.MouseButton.LeftButton)
    assert window.lab.splitter.isVisible() and not window.lab.race_page.isVisible()
    rates = {at: rate_of(run) for at, run in enumerate(window.store.experiment.runs)}
    assert rates == race.best_rates
    wait_for_records(qtbot, window)
    for at, trajectory in enumerate(window.recorder.trajectories):
        standing = race.standing(at)
        assert trajectory is not None and standing is not None and trajectory.losses[-1] == standing.loss
    window.store.undo()
    assert window.store.experiment == WELCOME


def test_curves_are_kept_while_only_rates_change_and_outdated_otherwise(qtbot, window):
    raced(qtbot, window)
    race = window.lab.fair_race.race
    page = window.lab.race_page
    picture = page.plot.picture
    assert race is not None and picture is not None
    spot = next(each for each in picture.spots if each.run == 1 and each.loss > 1)
    page.plot.rate_picked.emit(spot.run, spot.rate)
    assert rate_of(window.store.experiment.runs[1]) == spot.rate
    assert page.race is not None and not page.race.outdated and page.race.curves is race.curves
    QTest.keyClick(page, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_F)
    assert phase(window) == "finished"
    window.store.edit_experiment(replace(WELCOME, start=(1.0, 1.0)))
    assert page.race.outdated and not page.head.take.isEnabled()
    QTest.mouseClick(page.head.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: phase(window) == "finished", timeout=60_000)
    assert not page.race.outdated and page.race.experiment.start == (1.0, 1.0)


def test_escape_cancels_and_leaves_recordings_alone(qtbot, window):
    window.store.edit(LONG)
    QTest.keyClick(window, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: 1 in window.lab.fair_race.race.curves, timeout=90_000)
    QTest.keyClick(window.lab.race_page, Qt.Key.Key_Escape)
    assert phase(window) == "cancelled" and window.lab.race_page.isVisible()
    assert window.lab.fair_race.race.best_rates.keys() == {1}
    wait_for_records(qtbot, window)
    QTest.keyClick(window.lab.race_page, Qt.Key.Key_Escape)
    assert not window.lab.race_page.isVisible()


def test_the_race_steps_are_its_own(qtbot, window):
    raced(qtbot, window)
    edit = window.lab.race_page.head.steps.edit
    edit.setText("20")
    edit.setModified(True)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: phase(window) == "finished", timeout=60_000)
    assert window.lab.fair_race.race.sweep.experiment.steps == 20 and window.store.experiment == WELCOME


def test_one_page_at_a_time(window):
    QTest.keyClick(window, Qt.Key.Key_F)
    QTest.keyClick(window, Qt.Key.Key_W)
    assert window.lab.taken_apart.isVisible() and not window.lab.race_page.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F)
    assert window.lab.race_page.isVisible() and not window.lab.taken_apart.isVisible()
    QTest.mouseClick(window.lab.race_page.head.back, Qt.MouseButton.LeftButton)
    assert window.lab.splitter.isVisible() and phase(window) == "cancelled"


def test_an_example_says_what_to_look_at_until_the_experiment_changes(qtbot, window):
    preset = preset_named("landing")
    next(each for each in window.examples.menu.actions() if each.text() == preset.name).trigger()
    assert window.store.experiment == preset.experiment and window.playback.step == preset.step
    caption = window.lab.stage.caption
    assert caption.isVisible() and caption.text() == preset.sentence
    assert not caption.geometry().intersects(window.lab.surface_view.geometry())
    window.store.edit_experiment(replace(preset.experiment, steps=400))
    assert not caption.isVisible() and window.lab.surface_view.geometry() == window.lab.stage.rect()
    window.store.undo()
    window.store.undo()
    assert window.store.experiment == WELCOME and not caption.isVisible()


def test_every_example_is_in_the_menu_with_its_sentence(window):
    said = {each.text(): each.toolTip() for each in window.examples.menu.actions()}
    assert list(said) == [each.name for each in PRESETS]
    assert all(each.sentence in said[each.name] for each in PRESETS)


def test_another_tolerance_is_reached_earlier(qtbot, window):
    window.lab.side.show_panel("results")
    qtbot.waitUntil(lambda: window.lab.results.results.rowCount() == 4, timeout=10_000)
    qtbot.waitUntil(lambda: window.lab.results.results.result_at(0).reached is not None, timeout=10_000)
    strict = window.lab.results.results.result_at(0).reached
    edit = window.lab.results.tolerance.edit
    edit.setText("1")
    edit.setModified(True)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    loose = window.lab.results.results.result_at(0).reached
    losses = window.recorder.trajectories[0].losses
    assert loose < strict and losses[loose] <= 1 < losses[loose - 1]
