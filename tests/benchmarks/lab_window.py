"""The real window with an experiment on screen, every run recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from app.engine.experiment import Experiment
from app.gl_setup import probe
from app.store import document_of
from app.window import Window
from tests.benchmarks.surface_widgets import SIZE, opened
from tests.qtest import QTest

PATIENCE = 300.0


@contextmanager
def lab_window(experiment: Experiment, size: tuple[int, int] = SIZE) -> Iterator[Window]:
    """Open the window with its own worker; closed with the block."""
    window = Window(probe())
    window.store.edit(document_of(experiment))
    opened(window, size)
    wait_until(lambda: is_recorded(window))
    QTest.qWait(500)  # for what follows a record a moment later
    yield window
    window.close()


def is_recorded(window: Window) -> bool:
    """Whether every run of the experiment is whole."""
    trajectories = window.recorder.trajectories
    return len(trajectories) == len(window.store.experiment.runs) and all(
        each is not None and each.complete for each in trajectories
    )


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the window live until a condition holds."""
    end = monotonic() + PATIENCE
    while not condition():
        if monotonic() > end:
            raise TimeoutError
        QTest.qWait(20)
