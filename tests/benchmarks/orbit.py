"""A frame while the hand turns the camera."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import QPointF

from app.views.surface3d import SurfaceView
from tests.benchmarks.clock import FRAME_REST, medians_in_turns
from tests.benchmarks.experiments import TWO_RUNS, recorded
from tests.benchmarks.figure import Figure
from tests.benchmarks.hand import move, press, release
from tests.benchmarks.surface_widgets import GRIDS, surface_view

ROUNDS = 40
BESIDE = QPointF(40, 360)


def measure() -> Iterator[Figure]:
    """Frames at three grids, one after the other: there is one hand."""
    trajectories = recorded(TWO_RUNS)
    for grid in GRIDS:
        view = surface_view(grid, TWO_RUNS, trajectories)
        view.show_step(TWO_RUNS.steps // 2)
        press(view, BESIDE)

        def turn_on(turn: int, view: SurfaceView = view) -> None:
            move(view, BESIDE + QPointF(4 * turn + 8, turn % 20))
            view.repaint()

        (time,) = medians_in_turns(ROUNDS, turn_on, rest=FRAME_REST)
        release(view, BESIDE)
        view.close()
        yield Figure(f"orbit frame, grid {grid}", 1000 * time, "ms", at_most=60)
