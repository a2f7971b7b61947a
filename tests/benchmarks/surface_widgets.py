"""Surface views in windows of their own."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget

from app.engine.experiment import Experiment
from app.engine.problem import surface_of
from app.engine.trajectory import Trajectory
from app.theme import DARK
from app.views.run_look import RunLook, look_of
from app.views.surface3d import SurfaceView
from app.views.surface3d.gl_canvas import GLCanvas
from tests.qtest import QTest

SIZE = (1280, 720)
GRIDS = (121, 400, 1000)


def looks_of(experiment: Experiment) -> tuple[RunLook, ...]:
    """All runs shown, each with its own look."""
    return tuple(map(look_of, range(len(experiment.runs))))


def gl_canvas(view: SurfaceView | None) -> GLCanvas:
    """Where a view draws with OpenGL: no figure is about another way."""
    assert view is not None and isinstance(view.canvas, GLCanvas)
    return view.canvas


def opened(widget: QWidget, size: tuple[int, int] = SIZE) -> None:
    """Show a widget as a window and wait until it is on screen."""
    widget.resize(*size)
    widget.show()
    assert QTest.qWaitForWindowExposed(widget)


def surface_view(grid: int, experiment: Experiment, trajectories: tuple[Trajectory, ...]) -> SurfaceView:
    """A view with everything on it."""
    view = SurfaceView(grid_size=grid)
    view.show_theme(DARK)
    view.show_experiment(surface_of(experiment), experiment, looks_of(experiment))
    view.show_trajectories(trajectories)
    opened(view)
    return view
