"""The input plane while a hand drags a weight: boundary, regions, labels and rows anew for every frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from PyQt6.QtCore import QPointF

from app.engine.gates.task import Cloud, GateTask, Row
from app.theme import DARK
from app.views.gates.plane_view import PlaneView
from app.views.run_look import RunLook
from tests.benchmarks.clock import medians_in_turns
from tests.benchmarks.figure import Figure
from tests.benchmarks.hand import move, press, release
from tests.qtest import QTest

ROUNDS = 120
SIZES = {"at 1280 × 720": (478, 474), "at 1920 × 1080": (664, 660)}  # the plane itself 434 and 620 pixels wide
XOR = (Row(0, 0, 0), Row(0, 1, 1), Row(1, 0, 1), Row(1, 1, 0))
Frame = Callable[[int], object]


def measure() -> Iterator[Figure]:
    """One unit dragged by w; weights of a 2-8-1 network that change; a cloud of 400 points."""
    tasks = {
        "one unit": GateTask(XOR),
        "one unit, 400 points": GateTask(XOR, Cloud(100)),
        **{f"2-8-1 {name}": GateTask(XOR, hidden=8, activation=name) for name in ("tanh", "sigmoid", "relu")},
    }
    for place, size in SIZES.items():
        for name, task in tasks.items():
            view = _plane(task, size)
            (seconds,) = medians_in_turns(ROUNDS, _changing(view) if task.hidden else _dragging(view))
            release(view, QPointF(100, 100))
            bar = 60 if size == min(SIZES.values()) else None
            yield Figure(f"input plane {place}: {name}", 1 / seconds, "/s", at_least=bar)
            view.close()


def _plane(task: GateTask, size: tuple[int, int]) -> PlaneView:
    view = PlaneView()
    view.resize(*size)
    view.show_theme(DARK)
    view.show_task(task, RunLook(2, 0))
    view.show_values(_values(task, 0))
    view.show()
    QTest.qWaitForWindowExposed(view)
    return view


def _values(task: GateTask, turn: int) -> np.ndarray:
    """Weights that go around; of one unit with a line in sight."""
    if not task.hidden:
        return np.array([-1.0, 2.0, 1.7])
    weights = 2 * np.random.default_rng(3).normal(size=task.size)
    return np.asarray(weights + 0.4 * np.sin(0.1 * turn + np.arange(task.size)))


def _dragging(view: PlaneView) -> Frame:
    """A real drag by the arrow's tip, the weights echoed as the lab does."""
    view.values_edited.connect(view.show_values)
    tip = view.layout_now.tip
    assert tip is not None
    press(view, tip)

    def frame(turn: int) -> None:
        move(view, tip + QPointF(40 * np.sin(0.1 * turn), 25 * np.cos(0.07 * turn)))
        view.repaint()

    return frame


def _changing(view: PlaneView) -> Frame:
    def frame(turn: int) -> None:
        view.show_values(_values(view.content.task, turn))
        view.repaint()

    return frame
