"""The worked update in the real window: term and arrow light each other, panels and arrows are remembered."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtWidgets import QApplication, QWidget

from app.engine.experiment import Run
from app.engine.welcome import WELCOME
from app.gl_setup import GLTier
from app.theme import DARK
from app.views.map_arrows import placed_arrows
from app.views.segments import Segment
from app.views.surface3d.content import BALL_PIXELS
from app.window import Window
from tests.open_window import move, opened, wait_for_records
from tests.qtest import QTest

LEFT = Qt.MouseButton.LeftButton
ADAM = Run("Adam", (("lr", 0.8),))
MOMENTUM = 1  # the place of m among Adam's terms


@pytest.fixture
def window(qtbot, worker) -> Iterator[Window]:
    yield from opened(qtbot, worker)


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


@pytest.mark.parametrize("tier", ["full", "none"])
def test_pointing_at_an_arrow_of_the_surface_lights_its_term(qtbot, worker, tier: GLTier) -> None:
    shown = opened(qtbot, worker, "none" if tier == "none" else None)
    window = next(shown)
    window.store.edit_run(1, ADAM)
    window.store.select_run(1)
    qtbot.waitUntil(lambda: not window.recorder.outdated)
    wait_for_records(qtbot, window)
    window.playback.go_to(2)
    view = window.lab.surface_view
    content, projection = view._content, view._viewpoint.projection
    radius = BALL_PIXELS / projection.unit
    step = content.step_arrows({run: content.head(run) for run in content.shown()}, radius)
    assert step is not None and {each.role for each in step.placed} == {"gradient", "step"}
    longest = max(step.placed, key=lambda each: float(np.linalg.norm(each.way)))
    tip = projection.pixels((longest.origin + longest.way)[None])[0]
    move(view, QEvent.Type.MouseMove, QPointF(*tip.tolist()), held=False)
    assert lit(window) == {longest.term}
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert lit(window) == {-1}
    next(shown, None)


def test_arrows_are_chosen_in_the_panel_of_the_view_and_remembered(qtbot, worker) -> None:
    first = opened(qtbot, worker)
    window = next(first)
    lab = window.lab
    QTest.mouseClick(lab.stage.view_button, LEFT)
    pictures = []
    for text in ("All terms", "None", "Gradient", "None"):
        QTest.mouseClick(segment(lab.stage.view_panel.arrows, text), LEFT)
        pictures.append(lab.surface_view.render_image(400, 300))
    assert pictures[1] == pictures[3] != pictures[2]
    next(first, None)
    second = opened(qtbot, worker)
    window = next(second)
    assert window.lab.worked_link.arrows == window.lab.surface_view._content.arrow_choice == "none"
    assert window.lab.map._arrow_choice == "none"
    next(second, None)


def test_update_and_results_share_a_place_and_the_choice_is_remembered(qtbot, worker) -> None:
    first = opened(qtbot, worker)
    window = next(first)
    lab = window.lab
    assert lab.worked.isVisible() and lab.loss.isVisible() and not lab.results.isVisible()
    assert lab.side.worked_panel.switch is not None
    QTest.mouseClick(segment(lab.side.worked_panel.switch, "Results"), LEFT)
    assert lab.results.isVisible() and not lab.worked.isVisible()
    next(first, None)
    second = opened(qtbot, worker)
    window = next(second)
    assert window.lab.results.isVisible() and not window.lab.worked.isVisible()
    next(second, None)


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
