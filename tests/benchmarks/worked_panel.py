"""Scrubbing the whole window while the worked update and its arrows are in sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from time import perf_counter

from PyQt6.QtWidgets import QApplication

from app.window import Window
from tests.benchmarks.clock import FRAME_REST, percentile
from tests.benchmarks.experiments import TWO_RUNS
from tests.benchmarks.figure import Figure
from tests.benchmarks.lab_window import lab_window
from tests.qtest import QTest

STEPS, WARM_UP = 80, 10
SIZE = (1280, 720)


def measure() -> Iterator[Figure]:
    """Steps a second of Adam, slowly on and by jumps, each with all that is repainted for it; first without."""
    with lab_window(TWO_RUNS, SIZE) as window:
        window.store.select_run(1)
        random = Random(0)
        ways = {
            "slowly": range(20, 20 + STEPS),
            "jumps": [random.randrange(TWO_RUNS.steps) for _ in range(STEPS)],
        }
        window.lab.side.show_panel("results")
        window.lab.worked_link.show_arrows("none")
        yield Figure("scrubbing without the worked update, slowly", _rate(window, ways["slowly"]), "/s")
        window.lab.side.show_panel("update")
        for choice, what in (("gradient", "default arrows"), ("terms", "all arrows")):
            window.lab.worked_link.show_arrows(choice)
            for way, steps in ways.items():
                rate = _rate(window, steps)
                yield Figure(f"scrubbing with the worked update, {what}, {way}", rate, "/s", at_least=30)


def _rate(window: Window, steps: Sequence[int]) -> float:
    times = []
    for step in steps:
        begun = perf_counter()
        window.playback.go_to(step)
        window.lab.surface_view.canvas.repaint()
        QApplication.processEvents()
        times.append(perf_counter() - begun)
        QTest.qWait(round(1000 * FRAME_REST))
    return 1 / percentile(times[WARM_UP:], 50)
