"""The whole window while it plays."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from tests.benchmarks.experiments import TWO_RUNS
from tests.benchmarks.figure import Figure
from tests.benchmarks.lab_window import lab_window
from tests.benchmarks.surface_widgets import gl_canvas
from tests.qtest import QTest

SIZES = ((1280, 720), (1920, 1080))
SECONDS = 4.0


def measure() -> Iterator[Figure]:
    """Frames a second at two sizes of the window."""
    for size in SIZES:
        with lab_window(TWO_RUNS, size) as window:
            frames: list[float] = []
            canvas = gl_canvas(window.lab.surface_view)
            canvas.frameSwapped.connect(lambda frames=frames: frames.append(perf_counter()))
            window.playback.go_to(0)
            window.playback.toggle()
            QTest.qWait(round(1000 * SECONDS))
            window.playback.pause()
            rate = (len(frames) - 1) / (frames[-1] - frames[0])
        yield Figure(f"playing at {size[0]} × {size[1]}", rate, "/s")
