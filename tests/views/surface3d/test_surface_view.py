from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PyQt6.QtGui import QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.experiment import Experiment, Run
from app.engine.trajectory import Trajectory
from app.theme import DARK, THEMES, Theme
from app.views.run_look import RunLook
from app.views.surface3d import SurfaceView, stage
from app.views.surface3d.stage import MOST_KEPT
from surfaces.surface import Surface
from tests.pixels import count_of, has_viridis, pixels
from tests.views.surface3d.test_picking import seen_from

MakeView = Callable[..., SurfaceView]
MakeTrajectory = Callable[..., Trajectory]
LINE = np.column_stack([np.linspace(0, 3, 31), np.linspace(0, 2, 31)])
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PRESS, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
MOVE, DOUBLE = QEvent.Type.MouseMove, QEvent.Type.MouseButtonDblClick


def mouse(view: SurfaceView, kind: QEvent.Type, at: QPointF) -> None:
    """What the left button does at a pixel."""
    button, held = (NONE if kind is MOVE else LEFT), (NONE if kind is RELEASE else LEFT)
    event = QMouseEvent(kind, at, view.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)


def shown(view: SurfaceView) -> QImage:
    """What is on screen."""
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_surface_is_drawn_even_without_runs(make_view: MakeView, theme: Theme) -> None:
    view = make_view(show=False)
    view.show_theme(theme)
    image = pixels(view.render_image(320, 300))
    assert image.shape == (300, 320, 3)
    assert has_viridis(image)


def test_the_same_image_twice_shown_or_hidden(make_view: MakeView, trajectory_of: MakeTrajectory) -> None:
    hidden, visible = make_view(trajectory_of(LINE), show=False), make_view(trajectory_of(LINE))
    for view in (hidden, visible):
        view.show_step(20)
    image = hidden.render_image(400, 300, 1.5)
    assert hidden.render_image(400, 300, 1.5) == image
    assert visible.render_image(400, 300, 1.5) == image


def test_an_image_of_opengl_shows_nothing_of_the_one_before(
    make_view_with: MakeView, trajectory_of: MakeTrajectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept from one image for the next is what a view that keeps nothing draws."""
    used = make_view_with(True, trajectory_of(LINE), show=False)
    wanted: list[tuple[int, Theme, float, tuple[int, int]]] = [
        (30, DARK, 40.0, (320, 300)), (5, DARK, 40.0, (320, 300)), (5, DARK, 60.0, (320, 300)),
        (9, THEMES[-1], 60.0, (320, 300)), (9, THEMES[-1], 60.0, (300, 320)),
    ]  # fmt: skip
    for step, theme, elevation, size in wanted:
        monkeypatch.setattr(stage, "MOST_KEPT", MOST_KEPT)
        fresh = make_view_with(True, trajectory_of(LINE), show=False)
        for view in (used, fresh):
            view.show_theme(theme)
            view.set_camera(elevation, 30.0)
            view.show_step(step)
        image = used.render_image(*size)
        monkeypatch.setattr(stage, "MOST_KEPT", 0)
        assert fresh.render_image(*size) == image


def test_several_windows_all_draw(make_view: MakeView, trajectory_of: MakeTrajectory) -> None:
    images = [shown(make_view(trajectory_of(LINE))) for _ in range(3)]
    assert images[0] == images[1] == images[2]
    assert count_of(images[2], DARK.run(0)) > 20


def test_another_window_may_take_it(make_view: MakeView, trajectory_of: MakeTrajectory, qtbot: QtBot) -> None:
    view, other = make_view(trajectory_of(LINE)), make_view(trajectory_of(LINE))
    before = shown(view)
    view.setParent(other)
    view.move(0, 0)
    view.show()
    qtbot.waitUntil(lambda: bool(view.isVisible()))
    assert shown(view) == before


def test_the_playhead_changes_the_picture_and_back(make_view: MakeView, trajectory_of: MakeTrajectory) -> None:
    view = make_view(trajectory_of(LINE))
    pictures = []
    for step in (5, 25, 5):
        view.show_step(step)
        pictures.append(shown(view))
    assert pictures[0] != pictures[1]
    assert pictures[0] == pictures[2]


def test_frames_from_the_cache_equal_frames_without(make_view: MakeView, trajectory_of: MakeTrajectory) -> None:
    view, fresh = make_view(trajectory_of(LINE)), make_view(trajectory_of(LINE))
    for step in range(12):
        view.show_step(step)
        shown(view)
    fresh.show_step(11)
    assert shown(view) == shown(fresh)


def test_two_runs_on_one_line_are_both_seen(make_view: MakeView, trajectory_of: MakeTrajectory) -> None:
    along = trajectory_of(np.column_stack([np.linspace(-4, 4, 41), np.full(41, 5.0)]))
    view = make_view(along, along, show=False)
    view.show_step(0)
    balls = [count_of(view.render_image(640, 560), DARK.run(style)) for style in (0, 1)]
    view.show_step(40)
    whole = [count_of(view.render_image(640, 560), DARK.run(style)) for style in (0, 1)]
    assert whole[0] > balls[0] + 40
    assert whole[1] > balls[1] + 40


def test_a_run_that_leaves_is_marked_in_the_color_of_danger(make_view: MakeView, trajectory_of: MakeTrajectory) -> None:
    view = make_view(trajectory_of([[0, 0], [-2, 2], [-9, 5]]), show=False)
    view.show_step(1)
    assert count_of(view.render_image(500, 450), DARK.color("danger")) <= 2
    view.show_step(2)
    assert count_of(view.render_image(500, 450), DARK.color("danger")) > 30


def test_a_hidden_run_is_not_drawn(make_view: MakeView, trajectory_of: MakeTrajectory, himmelblau: Surface) -> None:
    view = make_view(trajectory_of(LINE), show=False)
    view.show_experiment(himmelblau, Experiment("himmelblau", (0, 0), (Run("SGD"),)), (RunLook(0, 0, visible=False),))
    view.show_step(20)
    assert count_of(view.render_image(500, 450), DARK.run(0)) == 0


def test_records_may_be_missing_or_short(make_view: MakeView, trajectory_of: MakeTrajectory) -> None:
    view = make_view(trajectory_of([[1, 1]]), trajectory_of([[0, 0], [1, 1]]), show=False)
    view.show_trajectories((None, trajectory_of([[9, 9]])))
    view.show_step(1000)
    view.show_selected(1)
    assert not view.render_image(200, 200).isNull()


def test_another_start_keeps_the_sheet(make_view: MakeView, himmelblau: Surface) -> None:
    view = make_view(show=False)
    relief = view._content.relief
    before = view.pixel_of(1, 2)
    view.show_experiment(himmelblau, Experiment("himmelblau", (1.0, 2.0), ()), ())
    assert view._content.relief is relief
    assert view.pixel_of(1, 2) == before


def test_a_known_record_is_not_worked_on_again(make_view: MakeView, trajectory_of: MakeTrajectory) -> None:
    known: Trajectory = trajectory_of(LINE)
    view = make_view(known, show=False)
    walk = view._content.walk(0)
    view.show_trajectories((known, replace(known)))
    assert view._content.walk(0) is walk


def test_a_click_sets_the_start(make_view: MakeView, qtbot: QtBot) -> None:
    view: SurfaceView = make_view()
    picked: list[tuple[float, float]] = []
    view.start_picked.connect(lambda x, y: picked.append((x, y)))
    at = view.pixel_of(-2.0, 4.0)
    assert at is not None
    with qtbot.waitSignal(view.edit_finished):
        mouse(view, PRESS, at)
        mouse(view, RELEASE, at)
    assert len(picked) == 1
    assert np.abs(np.subtract(picked[0], (-2.0, 4.0))).max() < 0.1


def test_the_start_can_be_dragged(make_view: MakeView, qtbot: QtBot) -> None:
    view: SurfaceView = make_view()
    x, y = view._content.start
    at, to = view.pixel_of(x, y), view.pixel_of(-2.0, 4.0)
    assert at is not None and to is not None
    picked: list[tuple[float, float]] = []
    view.start_picked.connect(lambda x, y: picked.append((x, y)))
    camera = view.camera
    mouse(view, PRESS, at)
    for share in (0.3, 0.6, 1.0):
        mouse(view, MOVE, at + (to - at) * share)
    assert len(picked) == 3
    with qtbot.waitSignal(view.edit_finished):
        mouse(view, RELEASE, to)
    assert np.abs(np.subtract(picked[-1], (-2.0, 4.0))).max() < 0.1
    assert view.camera == camera


def test_a_drag_turns_and_a_double_click_beside_resets(make_view: MakeView, qtbot: QtBot) -> None:
    view: SurfaceView = make_view()
    first = view.camera
    with qtbot.assertNotEmitted(view.start_picked):
        mouse(view, PRESS, QPointF(400, 300))
        mouse(view, MOVE, QPointF(440, 320))
        mouse(view, RELEASE, QPointF(440, 320))
    assert view.camera.elevation > first.elevation
    assert view.camera.azimuth != first.azimuth
    with qtbot.waitSignal(view.camera_changed):
        mouse(view, DOUBLE, QPointF(3, 3))
    assert view.camera == first


def test_wheel_and_keys_zoom(make_view: MakeView) -> None:
    view: SurfaceView = make_view()
    before = view._viewpoint.projection.lens.scale
    at = QPointF(200, 200)
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    bigger = view._viewpoint.projection.lens.scale
    assert bigger > before
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Minus, Qt.KeyboardModifier.NoModifier))
    assert view._viewpoint.projection.lens.scale < bigger
    view.reset_camera()
    assert view._viewpoint.projection.lens.scale == before


def test_what_covers_the_corner_moves_the_picture_down(make_view: MakeView) -> None:
    view: SurfaceView = make_view()
    before = view.pixel_of(-6, 6)
    view.covered = QRectF(0, 0, view.width(), 120)
    after = view.pixel_of(-6, 6)
    assert before is not None and after is not None
    assert after.y() > max(before.y(), 120)


def test_the_fine_sheet_comes_back_when_the_camera_rests(make_view: MakeView, qtbot: QtBot) -> None:
    view: SurfaceView = make_view()
    view.set_coarse_while_moving(True)
    still = shown(view)
    view.zoom_by(1.0)
    moving = shown(view)
    qtbot.waitUntil(lambda: not view._settle.isActive())
    assert moving != still
    assert shown(view) == still


@pytest.mark.parametrize(("keys", "step"), [(SHIFT, 5.0), (SHIFT | CONTROL, 1.0)])
@pytest.mark.parametrize(
    ("key", "way"),
    [
        (Qt.Key.Key_Up, (1, 0)), (Qt.Key.Key_Down, (-1, 0)),
        (Qt.Key.Key_Left, (0, -1)), (Qt.Key.Key_Right, (0, 1)),
    ],
)  # fmt: skip
def test_shift_and_arrows_turn(
    make_view: MakeView, qtbot: QtBot, keys: Qt.KeyboardModifier, step: float, key: Qt.Key, way: tuple[int, int]
) -> None:
    view: SurfaceView = make_view()
    before = view.camera
    with qtbot.waitSignal(view.camera_changed):
        QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, key, keys))
    turned = (view.camera.elevation - before.elevation, view.camera.azimuth - before.azimuth)
    assert turned == pytest.approx((way[0] * step, way[1] * step))


def test_plain_arrows_are_left_to_the_window(make_view: MakeView) -> None:
    view: SurfaceView = make_view()
    before = view.camera
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)
    assert view.camera == before
    assert not event.isAccepted()


def test_a_hundred_points_are_clicked_and_found_again(make_view: MakeView, himmelblau: Surface) -> None:
    view: SurfaceView = make_view()
    relief = view._content.relief
    assert relief is not None
    points = np.random.default_rng(1).uniform(-5.8, 5.8, (400, 2))
    places, eye = relief.draped(relief.to_box(points)), view.camera.eye
    found = (point for point, place in zip(points, places, strict=True) if seen_from(eye, relief, place))
    seen = np.array([*itertools.islice(found, 100)])
    assert len(seen) == 100
    picked: list[tuple[float, float]] = []
    view.start_picked.connect(lambda x, y: picked.append((x, y)))
    for x, y in seen.tolist():
        view.show_experiment(himmelblau, Experiment("himmelblau", (20.0, 20.0), ()), ())
        at = view.pixel_of(x, y)
        assert at is not None
        mouse(view, PRESS, at)
        mouse(view, RELEASE, at)
    assert np.abs(np.array(picked) - seen).max() < 12 / 240 * 1.5
