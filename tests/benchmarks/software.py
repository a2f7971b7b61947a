"""Frames of the surface that is drawn without OpenGL."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.problem import surface_of
from app.theme import DARK
from app.views.surface3d import SurfaceView
from tests.benchmarks.clock import medians_in_turns
from tests.benchmarks.experiments import TWO_RUNS, recorded
from tests.benchmarks.figure import Figure
from tests.benchmarks.surface_widgets import SIZE, looks_of, opened

ROUNDS = 40


def measure() -> Iterator[Figure]:
    """A frame drawn whole, one while the camera turns, and one while only the playhead moves, in turns."""
    view = SurfaceView(opengl=False)
    view.show_theme(DARK)
    view.show_experiment(surface_of(TWO_RUNS), TWO_RUNS, looks_of(TWO_RUNS))
    view.show_trajectories(recorded(TWO_RUNS))
    view.show_step(TWO_RUNS.steps // 4)
    opened(view, SIZE)

    def turning(turn: int) -> None:
        view.canvas.show_coarse(True)
        view.set_camera(37.0, -50.0 + 0.5 * (turn % 60))
        view.canvas.repaint()

    def whole(_turn: int) -> None:
        view.canvas.show_coarse(False)
        view.canvas.repaint()

    def still(turn: int) -> None:
        view.show_step(TWO_RUNS.steps // 4 + turn + 1)
        view.canvas.repaint()

    turn_time, whole_time, still_time = medians_in_turns(ROUNDS, turning, whole, still)
    yield Figure("software surface, whole frame", 1000 * whole_time, "ms", at_most=65)
    yield Figure("software surface, frame while the camera turns", 1000 * turn_time, "ms", at_most=18)
    yield Figure("software surface, frame with the camera still", 1000 * still_time, "ms", at_most=9)
    view.close()
