from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QImage, QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.trajectory import Trajectory
from app.theme import DARK, PROJECTOR, THEMES, Theme
from app.views.contours import contour_image
from app.views.map_canvas import readout
from app.views.map_view import MapView
from app.views.memory import image_pixels
from app.views.numbers import number
from app.views.plot_area import PlotArea
from tests.views.recorded import LOOKS, SURFACE, experiment, spiral, trajectory


def shown_map(qtbot: QtBot, theme: Theme = DARK, size: tuple[int, int] = (330, 320)) -> MapView:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.show_theme(theme)
    view.show_experiment(SURFACE, experiment(), LOOKS[:2])
    view.show_trajectories((spiral(200), spiral(200, 3.0)))
    view.show()
    qtbot.waitExposed(view)
    return view


def area_of(view: MapView) -> PlotArea:
    assert view.area is not None
    return view.area


def pixel(view: MapView, x: float, y: float) -> QPoint:
    return area_of(view).point(x, y).toPoint()


def wheel(view: MapView, where: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(where), QPointF(view.mapToGlobal(where)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_dragging_the_start_picks_points_to_a_pixel_and_is_one_edit(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    picked: list[tuple[float, float]] = []
    finished: list[bool] = []
    view.start_picked.connect(lambda x, y: picked.append((x, y)))
    view.edit_finished.connect(lambda: finished.append(True))
    wanted = [(1.0, 1.0), (2.0, -1.5), (-4.0, 3.0)]
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=pixel(view, 0.0, 0.0))
    for point in wanted:
        qtbot.mouseMove(view, pixel(view, *point))
    assert not finished
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=pixel(view, *wanted[-1]))
    unit = 1 / area_of(view).scale[0]
    assert len(picked) == len(wanted)
    assert np.allclose(picked, wanted, atol=unit)
    assert finished == [True]


def test_the_start_cannot_be_dragged_out_of_sight(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=pixel(view, 0.0, 0.0))
    with qtbot.waitSignal(view.start_picked) as signal:
        qtbot.mouseMove(view, QPoint(5000, -5000))
    assert signal.args == pytest.approx([6.0, 6.0])
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton)


def test_escape_gives_a_drag_of_the_start_up(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=pixel(view, 0.0, 0.0))
    qtbot.mouseMove(view, pixel(view, 1.0, 1.0))
    with qtbot.waitSignal(view.edit_given_up):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(view.start_picked), qtbot.assertNotEmitted(view.edit_finished):
        qtbot.mouseMove(view, pixel(view, 2.0, 1.0))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=pixel(view, 2.0, 1.0))


def test_a_click_sets_the_start(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    with qtbot.waitSignals([view.start_picked, view.edit_finished], order="strict") as signals:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=pixel(view, -2.0, 4.0))
    x, y = signals.all_signals_and_args[0].args
    assert math.hypot(x + 2.0, y - 4.0) <= 1.5 / area_of(view).scale[0]


def test_dragging_elsewhere_pans_and_picks_nothing(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    wheel(view, pixel(view, 2.0, 2.0), 4)
    before, grip = area_of(view), pixel(view, 2.0, 2.0) + QPoint(40, 40)
    held = before.data(QPointF(grip))
    with qtbot.assertNotEmitted(view.start_picked):
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=grip)
        for way in (10, 20, 30):
            qtbot.mouseMove(view, grip + QPoint(way, -way))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=grip + QPoint(30, -30))
    assert area_of(view).data(QPointF(grip + QPoint(30, -30))) == pytest.approx(held)
    assert area_of(view).scale == pytest.approx(before.scale)


def test_the_wheel_zooms_about_the_pointer_with_square_units(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    where = pixel(view, 3.0, 2.0)
    before = area_of(view).data(QPointF(where))
    for notches in (3, 5, -2):
        wheel(view, where, notches)
        assert area_of(view).data(QPointF(where)) == pytest.approx(before)
        across, up = area_of(view).scale
        assert across == pytest.approx(up, rel=0.01)
    assert area_of(view).x[1] - area_of(view).x[0] == pytest.approx(12 * 0.85**6)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=where)
    assert view.is_whole


def test_resizing_keeps_square_units_and_what_is_in_sight(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    wheel(view, pixel(view, 3.0, 2.0), 3)
    seen = area_of(view).x, area_of(view).y
    view.resize(500, 260)
    qtbot.waitUntil(lambda: view.width() == 500)
    assert (area_of(view).x, area_of(view).y) == seen
    assert area_of(view).scale[0] == pytest.approx(area_of(view).scale[1], rel=0.01)


def test_hover_says_where_and_what(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    with qtbot.waitSignal(view.pointer_moved) as signal:
        qtbot.mouseMove(view, pixel(view, 1.6, -3.2))
    x, y = signal.args
    loss, across, up = SURFACE.loss_and_gradient(x, y)
    lines = readout(SURFACE, x, y)
    assert number(x, 2) in lines[0] and number(y, 2) in lines[0]
    assert number(loss, 1) in lines[1] and number(math.hypot(across, up), 1) in lines[1]
    with qtbot.waitSignal(view.pointer_left):
        qtbot.mouseMove(view, QPoint(1, 1))


def test_ctrl_and_arrows_move_the_start_by_a_hundredth(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    with qtbot.waitSignals([view.start_picked, view.edit_finished], order="strict") as signals:
        qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert signals.all_signals_and_args[0].args == pytest.approx([0.12, 0.0])
    with qtbot.assertNotEmitted(view.start_picked):
        qtbot.keyClick(view, Qt.Key.Key_Right)


def test_the_frames_of_a_film_share_their_contours(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[float] = []

    def counted(*words: Any) -> QImage:
        drawn.append(words[3])
        return contour_image(*words)

    monkeypatch.setattr("app.views.map_picture.contour_image", counted)
    view = shown_map(qtbot)
    alone = shown_map(qtbot)
    drawn.clear()
    for step in (0, 50, 200):
        view.show_step(step)
        film = view.render_image(300, 200)
    assert len(drawn) == 1
    alone.show_step(200)
    assert alone.render_image(300, 200) == film  # before text of another size, which moves Qt's outlines by 1/64 pixel
    drawn.clear()
    view.show_theme(PROJECTOR)
    assert view.render_image(300, 200) != film and drawn


def test_showing_emits_nothing(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    with qtbot.assertNotEmitted(view.start_picked), qtbot.assertNotEmitted(view.edit_finished):
        view.show_experiment(SURFACE, experiment(start=(1.0, 1.0)), LOOKS[:2])
        view.show_trajectories((spiral(50), None))
        view.show_selected(0)
        view.show_step(20)
        view.show_theme(PROJECTOR)
        view.grab()


def grabbed(view: MapView) -> np.ndarray:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return image_pixels(image).copy()


def picture(view: MapView) -> np.ndarray:
    image = view.render_image(330, 320, view._theme.scale).convertToFormat(QImage.Format.Format_RGB32)
    return image_pixels(image).copy()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_picture_of_a_step_does_not_depend_on_how_it_was_reached(qtbot: QtBot, theme: Theme) -> None:
    view = shown_map(qtbot, theme)
    view.show_selected(1)
    grabbed(view)
    seen = {}
    for step in (40, 200, 0, 130):
        view.show_step(step)
        seen[step] = grabbed(view)
    for step in (0, 200, 130, 40):
        view.show_step(step)
        assert (grabbed(view) == seen[step]).all()
    assert (seen[0] != seen[200]).any()


def test_the_playhead_at_rest_shows_nearly_what_it_shows_in_motion(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    view.show_step(100)
    view.show_trajectories((spiral(200), spiral(200, 3.0)))
    at_rest = grabbed(view).view(np.uint8).astype(int)
    view.show_step(101)
    grabbed(view)
    view.show_step(100)
    in_motion = grabbed(view).view(np.uint8).astype(int)
    assert 0 < np.abs(in_motion - at_rest).mean() < 1


def test_a_hidden_run_is_not_drawn(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    view.show_step(100)
    both = picture(view)
    view.show_experiment(SURFACE, experiment(), (LOOKS[0], replace(LOOKS[1], visible=False)))
    assert (picture(view) != both).any()
    view.show_experiment(SURFACE, experiment(), LOOKS[:2])
    assert (picture(view) == both).all()


def danger_pixels(view: MapView) -> np.ndarray:
    danger = view._theme.color("danger").rgb() & 0xFFFFFF
    return np.argwhere((picture(view) & 0xFFFFFF) == danger)


def test_a_run_that_leaves_ends_in_a_cross_at_the_edge(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    gone = trajectory([(0, 0), (2, 0), (40, 0), (1e30, 1e25), (math.inf, math.nan)], failure="parameter")
    view.show_trajectories((gone, None))
    view.show_step(1)
    assert len(danger_pixels(view)) == 0
    for step in (2, 3, 4, 200):
        view.show_step(step)
        found = danger_pixels(view)
        right = area_of(view).point(6.0, 0.0)
        assert len(found) > 10
        assert abs(found[:, 1].mean() - right.x()) < 10 and abs(found[:, 0].mean() - right.y()) < 3


def test_scrubbing_across_the_longest_trajectories_costs_little(qtbot: QtBot) -> None:
    view = shown_map(qtbot)
    view.show_experiment(SURFACE, experiment(8, 20_000), LOOKS)
    view.show_trajectories(tuple(spiral(20_000, 3.0 + index) for index in range(8)))
    view.show_step(1)
    for _ in range(8):
        view.grab()
    few: list[Trajectory | None] = [spiral(200, 3.0 + index) for index in range(8)]
    small = shown_map(qtbot)
    small.show_experiment(SURFACE, experiment(8, 200), LOOKS)
    small.show_trajectories(tuple(few))
    for _ in range(8):
        small.grab()

    def cost(one: MapView, last: int) -> float:
        begun = time.perf_counter()
        for step in range(0, last, last // 20):
            one.show_step(step)
            one.grab()
        return time.perf_counter() - begun

    assert cost(view, 20_000) < 10 * cost(small, 200)


def test_no_runs_and_nothing_told_are_fine(qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.show_theme(DARK)
    view.grab()
    view.show_experiment(SURFACE, experiment(0), ())
    view.show_trajectories(())
    view.show_step(7)
    view.grab()
