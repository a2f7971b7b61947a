"""The main job: a hand drags the start on the map, sixty times a second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import cos, sin, tau
from time import perf_counter

from PyQt6.QtCore import QPointF, Qt

from app.engine.experiment import Experiment
from app.timers import timer
from app.window import Window
from tests.benchmarks.clock import percentile
from tests.benchmarks.experiments import LONG, TWO_RUNS, eight_runs
from tests.benchmarks.figure import Figure
from tests.benchmarks.hand import move, press, release
from tests.benchmarks.lab_window import lab_window
from tests.benchmarks.watching import Lateness, PaintedStarts
from tests.qtest import QTest

SECONDS, MOVES_A_SECOND = 4.0, 60


def measure() -> Iterator[Figure]:
    """Two short runs, and eight long ones, that the worker never finishes."""
    yield from _dragged("2 × 500 steps", TWO_RUNS, starts_bar=20, late_bar=50)
    yield from _dragged(f"8 × {LONG:,} steps", replace(eight_runs(LONG), start=TWO_RUNS.start))


def _dragged(
    name: str, experiment: Experiment, starts_bar: float | None = None, late_bar: float | None = None
) -> Iterator[Figure]:
    with lab_window(experiment) as window:
        views = {"surface": window.lab.surface_view.canvas, "map": window.lab.map}
        watches = {place: PaintedStarts(view, window.recorder) for place, view in views.items()}
        late = Lateness(window)
        seconds = _drag(window)
        late.stop()
    for place, watch in watches.items():
        yield Figure(
            f"dragging {name}: new trajectories on the {place}", watch.new / seconds, "/s", at_least=starts_bar
        )
    whole = watches["map"].new_and_whole / seconds
    yield Figure(f"dragging {name}: new and whole on the map", whole, "/s")
    yield Figure(f"dragging {name}: lateness, median", 1000 * percentile(late.seconds, 50), "ms")
    worst = 1000 * percentile(late.seconds, 99)
    yield Figure(f"dragging {name}: lateness, 99th percentile", worst, "ms", at_most=late_bar)


def _drag(window: Window) -> float:
    """Drag the start around for some seconds; the seconds it took."""
    canvas = window.lab.map
    area = canvas.area
    assert area is not None
    begun = perf_counter()

    def place() -> QPointF:
        turn = (perf_counter() - begun) / SECONDS
        return area.point(2.5 * sin(tau * 2 * turn), 2.5 * (1 - cos(tau * 3 * turn)) / 2)

    hand = timer(window, round(1000 / MOVES_A_SECOND), lambda: move(canvas, place()))
    hand.setTimerType(Qt.TimerType.PreciseTimer)
    press(canvas, area.point(*window.store.experiment.start))
    hand.start()
    QTest.qWait(round(1000 * SECONDS))
    hand.stop()
    release(canvas, place())
    return perf_counter() - begun
