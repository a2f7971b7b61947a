"""A frame of an animation, the camera still: balls and trajectories move."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from OpenGL import GL
from PyQt6.QtOpenGLWidgets import QOpenGLWidget

from app.views.surface3d import SurfaceView
from tests.benchmarks.clock import FRAME_REST, medians_in_turns
from tests.benchmarks.experiments import TWO_RUNS, recorded
from tests.benchmarks.figure import Figure
from tests.benchmarks.surface_widgets import GRIDS, opened, surface_view

ROUNDS = 60


class BareView(QOpenGLWidget):
    """Clears itself, nothing more."""

    def paintGL(self) -> None:
        """The emptiest frame there is."""
        GL.glClear(GL.GL_COLOR_BUFFER_BIT | GL.GL_DEPTH_BUFFER_BIT)


def measure() -> Iterator[Figure]:
    """Frames at three grids, an empty one of the same widget and a cleared one, in turns."""
    trajectories = recorded(TWO_RUNS)
    bare, empty = BareView(), SurfaceView()
    opened(bare)
    opened(empty)
    views = [surface_view(grid, TWO_RUNS, trajectories) for grid in GRIDS]

    def playing(view: SurfaceView) -> Callable[[int], None]:
        def frame(turn: int) -> None:
            view.show_step(1 + 8 * turn)
            view.repaint()

        return frame

    actions = [lambda _: bare.repaint(), lambda _: empty.repaint(), *map(playing, views)]
    medians_in_turns(3, *actions, rest=FRAME_REST)
    bare_time, empty_time, *times = medians_in_turns(ROUNDS, *actions, rest=FRAME_REST)
    yield Figure("a cleared QOpenGLWidget", 1000 * bare_time, "ms")
    yield Figure("an empty SurfaceView", 1000 * empty_time, "ms")
    for grid, time in zip(GRIDS, times, strict=True):
        yield Figure(f"animation frame, grid {grid}", 1000 * time, "ms")
        yield Figure(f"animation frame / empty SurfaceView, grid {grid} (aim 2)", time / empty_time, "×", at_most=3)
        yield Figure(f"animation frame / cleared QOpenGLWidget, grid {grid}", time / bare_time, "×")
