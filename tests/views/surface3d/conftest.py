from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.engine.experiment import Experiment, Run
from app.engine.trajectory import Trajectory
from app.theme import DARK
from app.views.run_look import look_of
from app.views.surface3d import SurfaceView
from surfaces import surface_named
from surfaces.surface import Surface

MakeTrajectory = Callable[..., Trajectory]
MakeView = Callable[..., SurfaceView]


@pytest.fixture
def himmelblau() -> Surface:
    return surface_named("himmelblau")


@pytest.fixture
def trajectory_of() -> MakeTrajectory:
    """A trajectory through given points, with the surface's losses and gradients where they are finite."""

    def make(points: object, surface: Surface | None = None) -> Trajectory:
        surface = surface or surface_named("himmelblau")
        rows = np.asarray(points, np.float64)
        finite = [bool(np.isfinite(row).all()) for row in rows]
        values = [
            surface.loss_and_gradient(*row) if ok else (np.inf,) * 3 for row, ok in zip(rows, finite, strict=True)
        ]
        table = np.array(values)
        failure = None if finite[-1] else "parameter"
        return Trajectory(rows, table[:, 0], table[:, 1:], np.ones(len(rows) - 1), {}, failure=failure)  # type: ignore[arg-type]

    return make


@pytest.fixture(params=[True, False], ids=["OpenGL", "software"])
def opengl(request: pytest.FixtureRequest) -> bool:
    """Both ways of drawing a surface, one after the other."""
    return bool(request.param)


@pytest.fixture
def make_view(make_view_with: MakeView, opengl: bool) -> MakeView:
    """A view, told an experiment with the given trajectories; shown unless it is to stay hidden."""
    return partial(make_view_with, opengl)


@pytest.fixture
def make_view_with(qtbot: QtBot, himmelblau: Surface) -> MakeView:
    """The same, with OpenGL or without. Views live as long as the test: none is collected while it is painted."""
    views: list[SurfaceView] = []

    def make(
        opengl: bool,
        *trajectories: Trajectory,
        surface: Surface = himmelblau,
        size: tuple[int, int] = (480, 400),
        show: bool = True,
    ) -> SurfaceView:
        view = SurfaceView(opengl=opengl)
        views.append(view)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show_theme(DARK)
        runs = tuple(Run("SGD") for _ in trajectories)
        looks = tuple(map(look_of, range(len(runs))))
        view.show_experiment(surface, Experiment(surface.key, surface.start, runs), looks)
        view.show_trajectories(trajectories)
        if show:
            with qtbot.waitExposed(view):
                view.show()
        return view

    return make
