"""The Gates lab's main job: a hand drags the line of a unit that is trained for 500 steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import sin, tau
from time import perf_counter

from PyQt6.QtCore import QPointF, Qt

from app.engine.experiment import Run
from app.gates_document import FIRST_GATES
from app.labs.gates.unit_page import UnitPage
from app.recorder import Trajectories
from app.timers import timer
from app.window import Window
from tests.benchmarks.clock import percentile
from tests.benchmarks.experiments import TWO_RUNS
from tests.benchmarks.figure import Figure
from tests.benchmarks.hand import move, press, release
from tests.benchmarks.lab_window import lab_window
from tests.benchmarks.watching import Lateness
from tests.qtest import QTest

SECONDS, MOVES_A_SECOND, STEPS = 4.0, 60, 500
RUNS = (Run("SGD", (("lr", 0.5),)), Run("Adam", (("lr", 0.05),)))


def measure() -> Iterator[Figure]:
    """How often a second all rows of a new start arrive, and how late the window answers meanwhile."""
    with lab_window(TWO_RUNS) as window:
        window.open_lab("gates")
        for run in RUNS:
            yield from _dragged(window, run)


def _dragged(window: Window, run: Run) -> Iterator[Figure]:
    bench, gates = window.front, window.gates
    assert gates is not None
    experiment = replace(FIRST_GATES.experiment, runs=(run,), steps=STEPS)
    bench.store.edit(replace(FIRST_GATES, experiment=experiment))
    gates.show_page("unit")
    bench.playback.go_to(0)
    QTest.qWait(1500)
    starts: set[tuple[float, ...]] = set()

    def count(trajectories: Trajectories) -> None:
        for each in trajectories:
            if each is not None and each.complete:
                starts.add(tuple(each.parameters[0].tolist()))

    bench.recorder.trajectories_changed.connect(count)
    late = Lateness(window)
    seconds = _drag(window)
    late.stop()
    bench.recorder.trajectories_changed.disconnect(count)
    name = f"dragging a line, {STEPS} steps, {run.optimizer}"
    yield Figure(f"{name}: whole new walks", len(starts) / seconds, "/s", at_least=10)
    yield Figure(f"{name}: lateness, 99th percentile", 1000 * percentile(late.seconds, 99), "ms")


def _drag(window: Window) -> float:
    gates = window.gates
    assert gates is not None
    page = gates.pages["unit"]
    assert isinstance(page, UnitPage)
    plane, (b, w1, w2) = page.plane, FIRST_GATES.experiment.start
    begun = perf_counter()
    on_line = plane.area.point(1.0, -(b + w1) / w2)

    def place() -> QPointF:
        return QPointF(on_line.x(), on_line.y() + 40 * sin(tau * (perf_counter() - begun) / 2))

    hand = timer(window, round(1000 / MOVES_A_SECOND), lambda: move(plane, place()))
    hand.setTimerType(Qt.TimerType.PreciseTimer)
    press(plane, on_line)
    hand.start()
    QTest.qWait(round(1000 * SECONDS))
    hand.stop()
    release(plane, place())
    return perf_counter() - begun
