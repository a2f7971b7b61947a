"""Runs in the real window: moved, named, dressed, copied and pasted, and undone; what the table says of them."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication

from app.engine.experiment import MAX_RUNS, Experiment, Run
from app.engine.welcome import WELCOME
from app.theme import DARK, PROJECTOR
from tests.open_window import wait_for_records
from tests.qtest import QTest

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def put(text: str) -> None:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText(text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_a_dragged_card_moves_its_run_records_nothing_and_is_undone(window):
    asked = []
    ask = window.worker.ask
    window.worker.ask = lambda request: asked.append(request) or ask(request)
    before, known = window.store.document, window.recorder.trajectories
    card = window.lab.runs.cards[0]
    at = QPoint(card.width() // 2, card.height() - 4)
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=at)
    for down in range(20, window.lab.runs.cards[2].y() - card.y() + 40, 20):
        QTest.mouseMove(card, at + QPoint(0, down))
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=at + QPoint(0, down))
    del window.worker.ask
    document = window.store.document
    assert document.experiment.runs == tuple(before.experiment.runs[index] for index in (1, 2, 0, 3))
    assert document.looks == tuple(before.looks[index] for index in (1, 2, 0, 3))
    assert document.selected == 2 and window.lab.runs.cards[2] is card
    assert asked == [] and window.recorder.trajectories == tuple(known[index] for index in (1, 2, 0, 3))
    window.store.undo()
    assert (window.store.document.experiment, window.store.document.looks) == (before.experiment, before.looks)
    assert window.lab.runs.cards[0] is card


def test_alt_and_arrows_move_the_selected_run(window):
    card = window.lab.runs.cards[1]
    card.slider.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Up, ALT)
    assert window.lab.runs.cards[0] is card and card.slider.hasFocus() and window.store.document.selected == 0
    press(Qt.Key.Key_Up, ALT)
    assert window.store.experiment.runs[0] == WELCOME.runs[1]
    for _ in WELCOME.runs:
        press(Qt.Key.Key_Down, ALT)
    assert window.lab.runs.cards[-1] is card and window.store.experiment.runs[-1] == WELCOME.runs[1]


def test_a_name_is_seen_wherever_the_run_is_named(qtbot, window):
    window.lab.take_focus()
    press(Qt.Key.Key_F2)
    QTest.keyClicks(QApplication.focusWidget(), "Mine {x}")
    press(Qt.Key.Key_Return)
    selected = window.store.document.selected
    assert window.store.document.looks[selected].name == "Mine {x}"
    assert window.lab.stage.readout.lines[selected].name == "Mine {x}"
    assert any(line.startswith("Mine {x}  ") for line in window.lab.loss.readout(3))
    model = window.lab.results.results
    qtbot.waitUntil(lambda: "Mine {x}" in [model.index(row, 0).data() for row in range(model.rowCount())])
    window.store.undo()
    assert window.lab.stage.readout.lines[selected].name == "Adam"


def test_a_look_is_undone_and_records_nothing(window):
    before = window.recorder.trajectories
    window.lab.runs.run_dressed.emit(0, 5, 6)
    assert window.lab.stage.readout.lines[0].look.color == 5 and window.recorder.trajectories == before
    window.store.undo()
    assert window.lab.stage.readout.lines[0].look == window.store.document.looks[0]
    assert window.store.document.looks[0].color == 0


def test_the_selected_run_is_copied_and_pasted_below_itself(qtbot, window):
    window.lab.take_focus()
    press(Qt.Key.Key_C, CONTROL)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None and clipboard.text() == "Adam lr=0.1"
    put('--run "SGD lr=0.02 momentum=0.5"\n\nAdam lr=0.3\n')
    press(Qt.Key.Key_V, CONTROL)
    runs, selected = window.store.experiment.runs, 1
    assert runs[selected + 1 : selected + 3] == (
        Run("SGD", (("lr", 0.02), ("momentum", 0.5))), Run("Adam", (("lr", 0.3),)),
    )  # fmt: skip
    wait_for_records(qtbot, window)
    window.store.undo()
    assert window.store.experiment == WELCOME


def test_what_cannot_be_pasted_leaves_all_as_it_is(window):
    window.lab.take_focus()
    put("Adan lr=0.3")
    press(Qt.Key.Key_V, CONTROL)
    assert window.store.experiment == WELCOME and "Adan" in window.lab.runs.refusal.text()


def test_the_last_run_goes_and_one_is_pasted_into_the_empty_list(qtbot, window):
    while window.store.experiment.runs:
        window.store.remove_run(0)
    put("SGD lr=0.01")
    window.lab.runs.paste()
    wait_for_records(qtbot, window)
    assert window.store.experiment.runs == (Run("SGD", (("lr", 0.01),)),) and window.store.document.selected == 0


def test_the_table_says_what_the_records_say(qtbot, window):
    model = window.lab.results.results
    qtbot.waitUntil(lambda: model.rowCount() == len(WELCOME.runs) and model.result_at(0).step is not None)
    for row, trajectory in enumerate(window.recorder.trajectories):
        result = model.result_at(row)
        assert result.loss == float(trajectory.losses[-1])
        assert result.minimizer is not None
        offset = trajectory.parameters[-1].astype(np.float64) - result.minimizer
        assert result.distance == pytest.approx(float(np.hypot(*offset)), rel=1e-12)
        assert (trajectory.losses[result.step :] <= 1e-6).all()


def test_a_row_brings_its_run_to_the_foreground_and_ctrl_c_copies_there_what_is_chosen(qtbot, window):
    window.lab.side.show_panel("results")
    table = window.lab.results
    qtbot.waitUntil(lambda: table.results.rowCount() == 4)
    at = table.visualRect(table.results.index(3, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.store.document.selected == 3
    press(Qt.Key.Key_C, CONTROL)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None and clipboard.text().startswith("run\tfinal_loss")
    assert len(clipboard.text().splitlines()) == 2
    step = window.playback.step
    press(Qt.Key.Key_Right)
    assert window.playback.step == step + 1


def test_limits_come_back_with_a_run_that_was_removed(qtbot, window):
    last = len(WELCOME.runs) - 2
    qtbot.waitUntil(lambda: window.lab.runs.cards[last].slider._limit is not None)
    window.store.remove_run(3)
    window.store.remove_run(last)
    qtbot.waitUntil(lambda: window.lab.results.results.rowCount() == last)
    window.store.undo()
    qtbot.waitUntil(lambda: window.lab.results.results.rowCount() == last + 1)
    assert window.lab.runs.cards[last].slider._limit is not None


@pytest.mark.parametrize("height", [720, 900, 1080])
def test_four_rows_and_a_curve_show_together(qtbot, window, height):
    window.lab.side.show_panel("results")
    window.resize(1280, height)
    qtbot.waitUntil(lambda: window.height() == height and window.lab.results.results.rowCount() == 4)
    table, loss = window.lab.results, window.lab.loss
    view = table.viewport()
    assert view is not None and table.isVisible() and loss.isVisible()
    rows = [table.results.index(row, 1) for row in range(4)]
    qtbot.waitUntil(lambda: all(view.rect().contains(table.visualRect(row)) for row in rows))
    assert loss.area.rect.height() >= (80 if height < 900 else 100)


def test_eight_rows_leave_a_curve_that_can_be_read(qtbot, window):
    window.lab.side.show_panel("results")
    while len(window.store.experiment.runs) < MAX_RUNS:
        window.store.duplicate_run(0)
    wait_for_records(qtbot, window)
    assert window.lab.loss.area.rect.height() >= 80
    assert window.lab.results.viewport().height() >= 4 * window.theme.px(22)


def test_in_a_low_window_one_place_is_shared_by_a_switch(qtbot, window):
    window.show_theme(PROJECTOR)
    side = window.lab.side
    assert window.lab.worked.isVisible() and not window.lab.results.isVisible() and not window.lab.loss.isVisible()
    switch = side.worked_panel.switch
    assert switch is not None
    QTest.mouseClick(switch._buttons["results"], Qt.MouseButton.LeftButton)
    assert window.lab.results.isVisible() and not window.lab.loss.isVisible()
    assert side.results_panel.switch is not None and side.results_panel.switch.isVisible()
    window.show_theme(DARK)
    assert window.lab.results.isVisible() and window.lab.loss.isVisible() and side.loss_panel.switch is None


def test_a_run_that_is_moved_while_others_are_recorded_keeps_its_own_record(qtbot, window):
    window.store.edit_experiment(Experiment("himmelblau", (0.0, 0.0), WELCOME.runs, steps=8_000))
    qtbot.waitUntil(lambda: any(each is not None for each in window.recorder.trajectories))
    window.store.move_run(0, 3)
    for run, trajectory in zip(window.store.experiment.runs, window.recorder.trajectories, strict=True):
        if trajectory is not None and len(trajectory.learning_rates):
            assert trajectory.learning_rates[0] == pytest.approx(dict(run.hyperparameters)["lr"])
    wait_for_records(qtbot, window)
