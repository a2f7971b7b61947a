"""The worked update in the real window: term and arrow light each other, panels and arrows are remembered."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtWidgets import QApplication, QWidget

from app.engine.experiment import Run
from app.engine.welcome import WELCOME
from app.theme import DARK
from app.views.map_arrows import placed_arrows
from app.views.segments import Segment
from app.window import Window
from tests.open_window import move, wait_for_records
from tests.qtest import QTest

LEFT = Qt.MouseButton.LeftButton
ADAM = Run("Adam", (("lr", 0.8),))
MOMENTUM = 1  # the place of m among Adam's terms


@pytest.fixture
def at_adam(qtbot, window: Window) -> Window:
    window.store.edit_run(1, ADAM)
    window.store.select_run(1)
    qtbot.waitUntil(lambda: not window.recorder.outdated)
    wait_for_records(qtbot, window)
    window.playback.go_to(2)
    return window


def point_at_term(window: Window, row: int) -> None:
    table = window.lab.worked.table
    table.scrollTo(table.terms.index(row, 0))
    view = table.viewport()
    assert view is not None
    move(view, QEvent.Type.MouseMove, QPointF(table.visualRect(table.terms.index(row, 1)).center()), held=False)


def lit(window: Window) -> set[int]:
    lab = window.lab
    assert lab.map._content is not None
    return {lab.surface_view._content.term, lab.map._content.term, lab.worked._pointed}


def segment(parent: QWidget | None, text: str) -> Segment:
    assert parent is not None
    return next(each for each in parent.findChildren(Segment) if each.text() == text)


def test_pointing_at_a_term_lights_its_arrow_on_surface_and_map(at_adam: Window) -> None:
    lab = at_adam.lab
    before = lab.map.grab().toImage(), lab.surface_view.render_image(400, 300)
    point_at_term(at_adam, MOMENTUM)
    assert lit(at_adam) == {MOMENTUM}
    assert lab.map.grab().toImage() != before[0]
    assert lab.surface_view.render_image(400, 300) != before[1]
    view = lab.worked.table.viewport()
    assert view is not None
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert lit(at_adam) == {-1}
    assert (lab.map.grab().toImage(), lab.surface_view.render_image(400, 300)) == before


def test_pointing_at_an_arrow_of_the_map_lights_its_term(at_adam: Window) -> None:
    lab = at_adam.lab
    assert lab.map._content is not None and lab.map.area is not None
    assert lit(at_adam) == {-1}
    marks = lab.map._content.marks(2)
    assert marks is not None
    longest = max(placed_arrows(marks, lab.map.area, lab.theme), key=lambda each: each.length)
    move(lab.map, QEvent.Type.MouseMove, longest.tip, held=False)
    assert lit(at_adam) == {longest.arrow.term} and lab.worked.table.marked == longest.arrow.term
    QApplication.sendEvent(lab.map, QEvent(QEvent.Type.Leave))
    assert lit(at_adam) == {-1}


def test_in_a_narrow_window_loss_update_and_results_share_one_place(qtbot, window: Window) -> None:
    window.resize(1024, 720)
    lab = window.lab
    qtbot.waitUntil(lambda: lab.side.worked_panel.switch is not None and not lab.loss.isVisible())
    assert lab.worked.isVisible()
    switch = lab.side.worked_panel.switch
    assert switch is not None
    assert [each.text() for each in switch.findChildren(Segment)] == ["Loss", "Update", "Results"]
    QTest.mouseClick(segment(lab.side.worked_panel.switch, "Loss"), LEFT)
    assert lab.loss.isVisible() and not lab.worked.isVisible()
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: lab.worked.isVisible())
    assert lab.loss.isVisible()


def test_at_1280_by_720_map_loss_and_update_are_all_large_enough(window: Window) -> None:
    lab = window.lab
    assert lab.map_panel.height() >= 190 and lab.loss.height() >= 105
    view = lab.worked.table.viewport()
    assert view is not None and view.height() >= 6 * DARK.px(19)
    assert lab.worked.verdict.isVisible() and lab.worked.numbers.isVisible()
    assert lab.worked.rect().contains(lab.worked.verdict.geometry())


def test_while_a_run_is_edited_what_shows_agrees_with_torch(qtbot, window: Window) -> None:
    said = []
    window.recorder.trajectories_changed.connect(lambda _: said.append(window.lab.worked.verdict.kind))
    for run in (Run("LBFGS", (("lr", 0.1),)), Run("Adam", (("betas", (0.5, 0.9)),)), Run("Rprop")):
        window.store.edit_run(1, run)
        window.store.select_run(1)
        assert window.lab.worked.verdict.kind in ("ok", "")
        qtbot.waitUntil(lambda: not window.recorder.outdated)
        wait_for_records(qtbot, window)
        assert window.lab.worked.verdict.kind == "ok"
    assert "warn" not in said
    assert window.store.experiment.runs[1] != WELCOME.runs[1]
