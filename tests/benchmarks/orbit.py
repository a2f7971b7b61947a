"""A frame while the hand turns the camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
    """Frames at three grids, in turns."""
    trajectories = recorded(TWO_RUNS)
    views = [surface_view(grid, TWO_RUNS, trajectories) for grid in GRIDS]

    def turning(view: SurfaceView) -> Callable[[int], None]:
        def frame(turn: int) -> None:
            move(view, BESIDE + QPointF(4 * turn + 8, turn % 20))
            view.repaint()

        return frame

    for view in views:
        view.show_step(TWO_RUNS.steps // 2)
        press(view, BESIDE)
    times = medians_in_turns(ROUNDS, *map(turning, views), rest=FRAME_REST)
    for view in views:
        release(view, BESIDE)
    for grid, time in zip(GRIDS, times, strict=True):
        yield Figure(f"orbit frame, grid {grid}", 1000 * time, "ms", at_most=60)
