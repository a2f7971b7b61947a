from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.engine.experiment import Experiment, Run
from app.engine.trajectory import Trajectory
from app.theme import DARK
from app.views.height_scale import LinearScale, sampled
from app.views.run_look import look_of
from app.views.surface3d import SurfaceView
from surfaces import surface_named
from surfaces.surface import Surface
from tests.pixels import count_of
from tests.views.heard import heard

MakeView = Callable[..., SurfaceView]
MakeTrajectory = Callable[..., Trajectory]
LINE = np.column_stack([np.linspace(0, 3, 31), np.linspace(0, 2, 31)])


def bowl(himmelblau: Surface) -> Surface:
    return replace(surface_named("saddle"), domain=himmelblau.domain, axes=himmelblau.axes)


def tell(view: SurfaceView, surface: Surface) -> None:
    view.show_experiment(surface, Experiment(surface.key, (0.0, 0.0), (Run("SGD"),)), (look_of(0),))


def test_on_a_given_scale_another_surface_moves_neither_camera_nor_ticks(
    make_view: MakeView, trajectory_of: MakeTrajectory, himmelblau: Surface
) -> None:
    view = make_view(trajectory_of(LINE), show=False)
    view.show_scale(LinearScale(0.0, 500.0))
    view.turn_to(50.0, 20.0)
    ticks, eye, high = view._content.ticks, view._viewpoint.projection, view.pixel_of(3, 2)
    tell(view, bowl(himmelblau))
    assert view._content.ticks == ticks
    assert view._viewpoint.projection == eye
    assert view.pixel_of(3, 2) != high
    view.show_scale(None)
    assert view._content.ticks != ticks


def test_a_given_scale_is_the_height_of_every_loss(make_view: MakeView, himmelblau: Surface) -> None:
    view = make_view(show=False)
    view.show_scale(LinearScale(0.0, 500.0))
    relief = view._content.relief
    assert relief is not None
    losses = sampled(himmelblau, 241).loss
    assert np.allclose(relief.heights, np.minimum(losses / 500.0, 1.0), atol=1e-6)


def test_a_small_picture_has_no_color_bar(make_view: MakeView) -> None:
    view = make_view(show=False)
    with_bar = view.render_image(480, 400)
    view.show_small(True)
    without = view.render_image(480, 400)
    bar = with_bar.copy(0, 250, 70, 150)
    assert count_of(bar, DARK.color("view_bottom"), 12) < 0.95 * 70 * 150
    assert count_of(without.copy(12, 290, 14, 80), DARK.color("view_bottom"), 12) > 0.9 * 14 * 80


def test_the_ball_is_a_handle_where_it_was_made_one(
    make_view: MakeView, trajectory_of: MakeTrajectory, qtbot: QtBot
) -> None:
    view = make_view(trajectory_of(LINE))
    view.show_step(25)
    picked = heard(view.start_picked)
    ball = view.ball_pixel
    assert ball is not None

    def drag(to: QPoint) -> None:
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=ball.toPoint())
        qtbot.mouseMove(view, to)
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=to)

    view.set_ball_as_handle(True)
    to = ball.toPoint() + QPoint(-20, 6)
    drag(to)
    point = view.point_at(QPointF(to))
    assert picked and point is not None and np.allclose(picked[-1], point, atol=1e-9)
    count = len(picked)
    view.set_ball_as_handle(False)
    drag(to)
    assert len(picked) == count


def test_the_pixels_of_a_path_are_those_of_its_points(make_view: MakeView, trajectory_of: MakeTrajectory) -> None:
    view = make_view(trajectory_of([*LINE.tolist(), [9.0, 9.0]]), show=False)
    pixels = view.path_pixels(0)
    for row in (0, 10, 30):
        at = view.pixel_of(*LINE[row])
        assert at is not None and np.allclose(pixels[row], (at.x(), at.y()), atol=1e-6)
    assert np.isnan(pixels[31]).all()


def test_a_reset_goes_home(make_view: MakeView) -> None:
    view = make_view(show=False)
    view.set_home(31.0, -40.0)
    first = view.camera
    assert (first.elevation, first.azimuth) == (31.0, -40.0)
    view.turn_to(60.0, 10.0)
    view.reset_camera()
    assert view.camera == first
