"""One unit in the real window: line, ball, table and curves on one playhead, with a real worker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt
from PyQt6.QtWidgets import QApplication, QWidget

from app.engine.experiment import Run, Treatment
from app.engine.gates.slips import SLIPS
from app.engine.gates.tables import GATES
from app.engine.gates.task import Cloud
from app.engine.record import record
from app.engine.run_name import run_names
from app.engine.run_text import parse_run
from app.gates_document import FIRST_GATES, FIRST_GATES_STEP, GatesDocument
from app.labs.gates.lab import GatesLab
from app.labs.gates.unit_page import UnitPage
from app.views.gates.table_cells import bar_of
from app.views.run_clipboard import clipboard
from app.window import Window
from tests.open_window import drag, move, rest
from tests.qtest import QTest

CORNERS = {(0, 0): 0, (0, 1): 1, (1, 0): 2, (1, 1): 3}


@pytest.fixture
def window(qtbot, worker, kept_window) -> Iterator[Window]:
    """The unit's page of the first document, with nothing to undo; the window stays in this lab."""
    kept_window.open_lab("gates")
    lab, store = lab_of(kept_window), kept_window.front.store
    while lab.leave():
        pass
    store.edit(FIRST_GATES)
    store._past.clear()
    lab.show_page("unit")
    kept_window.front.playback.go_to(FIRST_GATES_STEP)
    with qtbot.waitActive(kept_window):
        kept_window.show()
        kept_window.activateWindow()
    lab.take_focus()
    wait(qtbot, kept_window)
    rest(kept_window)
    QApplication.processEvents()
    yield kept_window
    lab.show_page("unit")  # the others may want a process for their seeds
    qtbot.waitUntil(lambda: worker.state == "ready", timeout=60_000)
    rest(kept_window)
    lab.studies.stop()


def lab_of(window: Window) -> GatesLab:
    assert window.gates is not None
    return window.gates


def unit(window: Window) -> UnitPage:
    page = lab_of(window).pages["unit"]
    assert isinstance(page, UnitPage)
    return page


def document(window: Window) -> GatesDocument:
    return lab_of(window).document


def wait(qtbot, window: Window) -> None:
    """Until every run of the page in front is recorded as the document says."""
    recorder = window.front.recorder

    def done() -> bool:
        return not recorder.outdated and all(each is not None and each.complete for each in recorder.trajectories)

    qtbot.waitUntil(done, timeout=20_000)


def pixel(page: UnitPage, x: float, y: float) -> QPointF:
    return page.plane.area.point(x, y)


def test_all_views_show_the_step_that_torch_recorded(qtbot, window):
    page, trajectory = unit(window), record(document(window).experiment)[0]
    for step in (0, 45, 120, 400):
        window.front.playback.go_to(step)
        values = trajectory.parameters[step].astype(np.float64)
        np.testing.assert_array_equal(page.plane.content.values, values)
    window.front.playback.go_to(120)
    assert page.verdict.text == "4 of 4 right"
    assert page.curves.right_at(120) == (4, "since step 45")


def test_a_dragged_line_is_the_start_of_the_run_and_is_undone_at_once(qtbot, window):
    window.front.playback.go_to(0)
    page, before = unit(window), document(window)
    b, w1, w2 = before.experiment.start
    on_line = (1.0, -(b + w1) / w2)
    asked = pixel(page, *on_line)
    drag(page.plane, [asked, asked + QPointF(0, -10), asked + QPointF(0, -30)])
    start = document(window).experiment.start
    assert start[0] != b and start[1:] == pytest.approx((w1, w2))
    wait(qtbot, window)
    trajectory = window.front.recorder.trajectories[0]
    assert trajectory is not None
    np.testing.assert_array_equal(trajectory.parameters, record(document(window).experiment)[0].parameters)
    window.front.store.undo()
    assert document(window) == before


def test_dragging_at_a_later_step_goes_to_the_start(qtbot, window):
    window.front.playback.go_to(200)
    unit(window).unit_edited.emit(np.array([0.5, 1.0, -1.0]))
    assert window.front.playback.step == 0 and document(window).experiment.start == (0.5, 1.0, -1.0)


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.key)
def test_every_gate_is_chosen_by_its_button(qtbot, window, gate):
    lab = lab_of(window)
    QTest.mouseClick(lab.header.gates[gate.key], Qt.MouseButton.LeftButton)
    assert document(window).rows == gate.rows and document(window).gate_key == gate.key
    assert lab.page_key == ("three" if gate.key in ("xor", "xnor") else "unit")


def test_a_corner_of_ones_own_table_is_flipped_and_of_a_gate_is_not(qtbot, window):
    page = unit(window)
    before = document(window).rows
    page.row_flipped.emit(3)
    assert document(window).rows == before
    QTest.mouseClick(lab_of(window).header.gates["own"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.plane, Qt.MouseButton.LeftButton, pos=pixel(page, 1, 1).toPoint())
    assert [row.target for row in document(window).rows] == [0, 0, 0, 0]
    assert document(window).gate_key == "own"
    window.front.store.undo()
    assert document(window).rows == before


def test_digits_pick_rows_everywhere(window):
    page = unit(window)
    page.plane.setFocus()
    for (x1, x2), row in CORNERS.items():
        QTest.keyClick(QApplication.focusWidget(), Qt.Key(Qt.Key.Key_1 + row))
        assert lab_of(window).row == row == page.table.selected
        assert f"({x1}, {x2})" in page.row.heading


def test_keys_of_the_runs_work_in_this_lab(qtbot, window):
    window.front.playback.go_to(100)
    QTest.keyClick(window, Qt.Key.Key_B)
    runs = document(window).experiment.runs
    assert len(runs) == 2 and runs[1].edits[0].step == 100
    assert document(window).looks[1].color not in (0, 1), "blue and orange are the classes"
    assert len(window.store.experiment.runs) == 4, "the other lab has its own"
    wait(qtbot, window)
    names = [line.split("  ")[0] for line in unit(window).curves.readout(10)[1:]]
    assert names == list(map(str, run_names(runs))) and names[0] != names[1]


def test_the_step_is_taken_apart_in_this_lab(qtbot, window):
    lab = lab_of(window)
    QTest.keyClick(window, Qt.Key.Key_W)
    assert lab.opened_page.is_open and not lab.header.isVisible()
    assert "agrees" in lab.taken_apart.head.badge.text
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not lab.opened_page.is_open and lab.header.isVisible()


def test_an_optimizer_that_torch_refuses_is_answered_in_a_sentence(qtbot, window):
    window.front.store.edit_run(0, Run("Muon"))
    assert "Muon" in lab_of(window).notice.sentence
    window.front.store.undo()
    assert lab_of(window).notice.sentence == ""


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.key)
def test_a_slip_is_asked_for_and_revealed(qtbot, window, slip):
    page, wishes = unit(window), lab_of(window).wishes
    wishes._choose_gate(slip.gate)
    wishes._choose_activation("linear")
    wishes._edit_threshold(0.7)
    before = document(window)
    page.weights.slip_chosen.emit(slip)
    assert document(window).experiment.start == slip.weights and page.exercise.isVisible()
    line, (b, w1, _) = page.plane.content.line, slip.weights
    assert line is not None and (line.level - line.bias) / line.w1 == pytest.approx(-b / w1)
    window.front.store.undo()
    assert document(window) == before and not page.exercise.isVisible()
    page.weights.slip_chosen.emit(slip)
    QTest.mouseClick(page.exercise.reveal, Qt.MouseButton.LeftButton)
    assert page.exercise.sentence.text() == str(slip.answer)


def test_the_lab_comes_back_as_it_was_left(qtbot, window, worker):
    store = window.front.store
    store.edit(replace(document(window), threshold=0.75).with_start((0.25, 0.5, 0.75)))
    lab_of(window).show_page("network")
    window.front.playback.go_to(33)
    left = document(window)
    window._remember()
    again = Window("none", worker, window._settings)
    qtbot.addWidget(again)
    assert again.front.key == "gates" and again.gates is not None
    assert again.gates.document == left and again.gates.page_key == "network" and again.front.playback.step == 33
    again.close()


def test_muon_is_not_offered_and_refused_where_it_is_pasted(qtbot, window):
    lab, before = lab_of(window), document(window)
    offered = [action.text() for action in lab.runs.head.add.menu().actions() if action.isVisible()]
    assert "Muon" not in offered and "Adam" in offered
    clipboard().setText("Adam lr=0.1\nMuon lr=0.1")
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert document(window) == before and lab.notice.sentence.startswith("Muon takes matrices only")
    lab.show_controls(True)
    assert lab.runs.refusal.isVisible() and lab.runs.refusal.text() == lab.notice.sentence
    clipboard().setText("Adam lr=0.1")
    lab.runs.paste()
    assert len(document(window).looks) == 2 and not lab.notice.sentence and not lab.runs.refusal.text()


def test_no_choice_leaves_a_run_that_cannot_be_taken(qtbot, window):
    lab, store = lab_of(window), window.front.store
    store.edit(document(window).with_cloud(Cloud(10)))
    run = parse_run("SGD lr=0.1 batch=40 schedule=onecycle:max_lr=0.1,total_steps=400")
    store.edit_run(0, run)
    for leave in (lambda: lab.wishes._choose_cloud(None), lambda: lab.wishes._choose_cloud(Cloud(5))):
        leave()
        assert document(window).experiment.runs == (replace(run, treatment=Treatment()),)
        store.undo()
    assert document(window).experiment.runs == (run,)
    lab.show_controls(True)
    field = lab.drawer.steps.edit
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "500\r")
    assert "total_steps" in lab.drawer.refusal.text() and document(window).experiment.steps == 400
    assert not lab.notice.sentence


def test_without_runs_the_line_at_the_start_stays(qtbot, window):
    for _ in document(window).looks:
        window.front.store.remove_run(0)
    for page in ("three", "network", "unit"):
        lab_of(window).show_page(page)
    assert unit(window).plane.content.values.tolist() == list(document(window).experiment.start)
    assert lab_of(window).header.runs.text() == "No run"


def test_where_nothing_is_trained_no_run_has_come_to_an_end(qtbot, window):
    lab = lab_of(window)
    assert lab.transport.timeline._events and lab.runs.cards[0].status.sentence
    lab.wishes._choose_gate("xor")
    lab.show_page("layers")
    rest(window)
    assert not lab.transport.timeline._events and not lab.runs.cards[0].status.sentence


def test_what_is_put_together_by_hand_is_copied_as_it_is_seen_and_has_no_records(qtbot, window):
    lab, actions = lab_of(window), {each.text(): each for each in window.actions()}
    lab.wishes._choose_gate("xor")
    lab.show_page("layers")
    for text in ("Save animation…", "Save data…", "Take the step apart"):
        assert not actions[text].isEnabled() and actions[text].toolTip() == "Nothing is trained on this page."
    actions["Copy picture"].trigger()
    assert clipboard().image().size() == lab.page.size() * lab.devicePixelRatioF()
    actions["Copy as PyTorch script"].trigger()
    assert clipboard().text().startswith('"""XOR as AND(NAND, OR)')
    lab.show_page("unit")
    assert actions["Take the step apart"].isEnabled() and actions["Save data…"].isEnabled()
    lab.show_page("layers")
    window.open_lab("descent")
    assert actions["Take the step apart"].isEnabled()
    window.open_lab("gates")
    assert not actions["Take the step apart"].isEnabled()


@pytest.mark.parametrize("page", ["three", "layers"])
def test_a_page_that_another_table_has_not_gives_way_to_the_unit_at_the_same_step(qtbot, window, page):
    lab, store, shown = lab_of(window), window.front.store, unit(window)
    lab.show_controls(True)
    for leave in (lambda: lab.wishes._choose_gate("and"), store.undo):
        lab.wishes._choose_gate("xor")
        lab.show_page(page)
        window.front.playback.go_to(37)
        leave()
        assert lab.page_key == "unit" and shown._step == shown.curves._step == 37
        place = shown.runs_place()
        place.moveTopLeft(shown.mapTo(lab, place.topLeft()))
        assert lab.drawer.geometry() == place


def test_every_drag_of_the_threshold_is_an_edit_of_its_own(qtbot, window):
    table = unit(window).table
    for threshold in (0.7, 0.8):
        table.threshold_edited.emit(threshold - 0.01)
        table.threshold_edited.emit(threshold)
        table.edit_finished.emit()
    assert document(window).threshold == 0.8
    window.front.store.undo()
    assert document(window).threshold == 0.7
    window.front.store.undo()
    assert document(window).threshold == 0.5


def _plane_hold(page: UnitPage) -> tuple[QWidget, QPointF]:
    handle = page.plane.layout_now.handle
    assert handle is not None
    return page.plane, handle


def _ball_hold(page: UnitPage) -> tuple[QWidget, QPointF]:
    ball = page.slice.view.ball_pixel
    assert ball is not None
    return page.slice.view, ball


def _label_hold(page: UnitPage) -> tuple[QWidget, QPointF]:
    label = page.diagram.labels[1]
    return label, QPointF(label.rect().center())


def _tick_hold(page: UnitPage) -> tuple[QWidget, QPointF]:
    viewport, table = page.table.viewport(), page.table
    assert viewport is not None
    cell = table.visualRect(table.numbers.index(0, table.numbers.columns.index("output")))
    bar = bar_of(table.theme, QRectF(cell))
    return viewport, QPointF(bar.left() + table.threshold * bar.width(), bar.center().y())


@pytest.mark.parametrize("hold", [_plane_hold, _ball_hold, _label_hold, _tick_hold])
def test_escape_gives_a_drag_up_and_everything_is_as_before_the_press(qtbot, window, hold):
    store, playback = window.front.store, window.front.playback
    store.edit(document(window).with_start(()))
    store.edit(document(window).with_start((9.0, 9.0, 9.0)))
    store.undo()
    wait(qtbot, window)
    playback.go_to(100)
    rest(window)
    before, past, future = store.document, list(store._past), list(store._future)
    widget, at = hold(unit(window))
    widget.setFocus()
    move(widget, QEvent.Type.MouseButtonPress, at, True)
    for way in (10, 25):
        move(widget, QEvent.Type.MouseMove, at + QPointF(way, 6), True)
    assert store.document != before
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    move(widget, QEvent.Type.MouseMove, at + QPointF(40, 6), True)
    move(widget, QEvent.Type.MouseButtonRelease, at + QPointF(40, 6), False)
    assert store.document == before and playback.step == 100
    assert (store._past, store._future) == (past, future)
    np.testing.assert_array_equal(unit(window).diagram._values, unit(window).plane.content.values)
    assert store._gesture == ""
