"""Forks, edits, schedules, batches and scripts in the real window, and their undo."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication

from app.engine.experiment import MAX_RUNS, Edit, Experiment, Run, Treatment
from app.engine.run_text import parse_run
from app.engine.script import NoScript
from app.store import document_of
from app.window import Window
from surfaces.message import Message
from tests.open_window import renewed
from tests.qtest import QTest

SHIFT_CONTROL = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
SGD, ADAM = Run("SGD", (("lr", 0.01),)), Run("Adam", (("lr", 0.1),))


@pytest.fixture
def window(qtbot, worker, kept_window) -> Iterator[Window]:
    for shown in renewed(qtbot, kept_window):
        show(qtbot, shown, Experiment("himmelblau", (0.0, 0.0), (SGD, ADAM), steps=100))
        yield shown


def show(qtbot, window: Window, experiment: Experiment) -> None:
    window.store.edit(document_of(experiment))
    wait_for_records(qtbot, window)


def wait_for_records(qtbot, window: Window) -> None:
    """For the rows of just this experiment, not of the one before it."""
    recorder = window.recorder
    qtbot.waitUntil(
        lambda: not recorder.outdated and all(each is not None and each.complete for each in recorder.trajectories),
        timeout=20_000,
    )


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def type_number(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)
    press(Qt.Key.Key_Return)


def losses(window: Window, index: int) -> np.ndarray:
    trajectory = window.recorder.trajectories[index]
    assert trajectory is not None
    return trajectory.losses


def test_b_forks_the_selected_run_and_both_futures_are_shown(qtbot, window):
    window.playback.go_to(20)
    window.lab.take_focus()
    press(Qt.Key.Key_B)
    fork = SGD.with_edit(Edit(20, (("lr", 0.01),)))
    assert window.store.experiment.runs == (SGD, fork, ADAM) and window.store.document.selected == 1
    type_number("0.02")
    assert window.store.experiment.runs[1].edits == (Edit(20, (("lr", 0.02),)),)
    wait_for_records(qtbot, window)
    assert (losses(window, 0)[:21] == losses(window, 1)[:21]).all() and losses(window, 0)[21] != losses(window, 1)[21]
    assert [line.name for line in window.lab.stage.readout.lines] == ["SGD", "SGD, lr 0.02 from 20", "Adam"]
    window.store.undo()
    assert window.store.experiment.runs[1] == fork
    window.store.undo()
    assert window.store.experiment.runs == (SGD, ADAM)


def test_the_button_on_the_card_forks_and_not_where_there_is_no_room(qtbot, window):
    fork = window.lab.runs.cards[0].head.fork
    QTest.mouseClick(fork, Qt.MouseButton.LeftButton)
    assert len(window.store.experiment.runs) == 3
    show(qtbot, window, replace(window.store.experiment, runs=(SGD,) * MAX_RUNS))
    assert not window.lab.runs.cards[0].head.fork.isEnabled()
    window.lab.take_focus()
    press(Qt.Key.Key_B)
    assert len(window.store.experiment.runs) == MAX_RUNS


def test_at_the_last_step_a_fork_still_has_a_step_to_change(window):
    window.playback.go_to(100)
    window.lab.run_wishes.fork(0)
    assert window.store.experiment.runs[1].edits[0].step == 99


def test_e_edits_the_run_itself(qtbot, window):
    window.playback.go_to(30)
    window.lab.take_focus()
    press(Qt.Key.Key_E)
    type_number("0.002")
    assert window.store.experiment.runs == (SGD.with_edit(Edit(30, (("lr", 0.002),))), ADAM)
    wait_for_records(qtbot, window)
    assert not window.lab.rates.isHidden()
    window.playback.go_to(60)
    QTest.keyClicks(window.lab.surface_view, "e")
    assert [edit.step for edit in window.store.experiment.runs[0].edits] == [30, 60]


def test_under_a_schedule_the_fork_begins_with_the_learning_rate_that_it_has_come_to(qtbot, window):
    run = parse_run("SGD lr=0.01 schedule=cosine:T_max=100")
    show(qtbot, window, replace(window.store.experiment, runs=(run,)))
    window.playback.go_to(50)
    window.lab.run_wishes.fork(0)
    ((_, rate),) = window.store.experiment.runs[1].edits[0].settings
    assert rate == pytest.approx(0.005)
    wait_for_records(qtbot, window)
    np.testing.assert_array_equal(losses(window, 0), losses(window, 1))


def test_an_edit_is_dragged_along_the_timeline_as_one_edit_to_undo(qtbot, window):
    run = SGD.with_edit(Edit(20, (("lr", 0.02),)))
    show(qtbot, window, replace(window.store.experiment, runs=(run, ADAM)))
    timeline = window.lab.transport.timeline

    def at(step):
        return QPoint(round(timeline.position_of(step)), 8)

    for ending in ("let go", "escape"):
        QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=at(20))
        for step in (30, 45, 60):
            QTest.mouseMove(timeline, at(step))
            assert window.store.experiment.runs[0].edits[0].step == step
        if ending == "escape":
            press(Qt.Key.Key_Escape)
            assert window.store.experiment.runs == (run, ADAM)
        QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=at(60))
        if ending == "let go":
            wait_for_records(qtbot, window)
            window.store.undo()
            assert window.store.experiment.runs == (run, ADAM)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(20))
    assert window.playback.step == 20
    press(Qt.Key.Key_Delete)
    assert window.store.experiment.runs == (SGD, ADAM)
    window.store.undo()
    assert window.store.experiment.runs == (run, ADAM)


def test_steps_that_a_schedule_has_not_are_refused_where_they_are_typed(qtbot, window):
    run = parse_run("SGD lr=0.01 schedule=onecycle:max_lr=0.01,total_steps=100")
    show(qtbot, window, replace(window.store.experiment, runs=(run,)))
    setup = window.lab.setup
    QTest.mouseClick(setup.steps, Qt.MouseButton.LeftButton)
    type_number("150")
    assert setup.refusal("steps") == "OneCycleLR ends after total_steps: 100 are too few for 150 steps. Kept 100."
    assert window.store.experiment.steps == 100


def test_batches_go_with_the_samples_and_come_back_with_undo(qtbot, window):
    runs = (replace(SGD, treatment=Treatment(batch=1, noise=0.1)), ADAM)
    show(qtbot, window, Experiment("regression", (-1.0, 2.0), runs, steps=50))
    window.lab.setup.surface_chosen.emit("himmelblau")
    assert window.store.experiment.runs == (replace(SGD, treatment=Treatment(noise=0.1)), ADAM)
    window.lab.setup.formula_entered.emit("x**2 + y**2")
    window.store.undo()
    window.store.undo()
    assert window.store.experiment.surface == "regression" and window.store.experiment.runs == runs


def test_a_sample_draws_its_own_valley_and_leaves_the_runs_alone(qtbot, window):
    show(qtbot, window, Experiment("regression", (-1.0, 2.0), (SGD,), steps=50))
    before, known, sample = window.store.document, window.recorder.trajectories, window.lab.setup.sample
    pictures = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down):
        assert sample.isVisible()
        QTest.keyClick(sample.choice, key)
        alone = key == Qt.Key.Key_Down
        assert sample.choice.chosen_text == ("Sample 1: (1, 2)" if alone else "All samples")
        assert sample.line.isHidden() != alone
        pictures.append(window.lab.map.grab().toImage())
    assert pictures[0] == pictures[2] != pictures[1] == pictures[3]
    assert window.store.document == before and window.recorder.trajectories == known
    window.lab.setup.surface_chosen.emit("himmelblau")
    assert sample.isHidden() and window.lab.drawn.sample is None


def test_the_script_of_the_selected_run_is_copied_and_runs(qtbot, window):
    run = SGD.with_edit(Edit(5, (("lr", 0.002),)))
    show(qtbot, window, replace(window.store.experiment, runs=(ADAM, run), steps=12))
    window.store.select_run(1)
    window.lab.take_focus()
    press(Qt.Key.Key_P, SHIFT_CONTROL)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(clipboard.text(), "script", "exec"), {})  # scripts run in fresh processes in tests/engine
    rows = [line.split() for line in printed.getvalue().splitlines()]
    assert [float(row[-1]) for row in rows] == losses(window, 1).tolist()


def test_where_there_is_no_script_the_reason_is_said(window, monkeypatch):
    def refuse(experiment, run):
        raise NoScript(Message("Not a formula."))

    said = []
    monkeypatch.setattr("app.file_actions.script_of", refuse)
    monkeypatch.setattr(window.files, "say", said.append)
    window.lab.runs.script_wanted.emit(0)
    assert said == [Message("Not a formula.")]
