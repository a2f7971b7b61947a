"""Scrubbing while the opened worked update is seen: every step is worked out, laid out and painted anew."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtWidgets import QApplication

from app.engine.experiment import Experiment, Run
from app.engine.problem import surface_of
from app.theme import DARK
from app.views.worked.page import WorkedPage
from tests.benchmarks.clock import FRAME_REST, percentile, times_in_turns
from tests.benchmarks.experiments import recorded
from tests.benchmarks.figure import Figure
from tests.benchmarks.surface_widgets import looks_of, opened

STEPS = 60
RUNS = (Run("Adam", (("lr", 0.25),)), Run("SGD", (("lr", 0.005), ("momentum", 0.9))), Run("LBFGS", (("lr", 0.1),)))


def measure() -> Iterator[Figure]:
    """Each optimizer once, with few and with all digits."""
    for run in RUNS:
        experiment = Experiment("himmelblau", (4.8, 4.6), (run,), "float64", STEPS)
        page = WorkedPage()
        opened(page, (1280, 675))
        page.show_theme(DARK)
        page.show_experiment(surface_of(experiment), experiment, looks_of(experiment))
        page.show_trajectories(recorded(experiment))
        for digits in (4, 17):
            page.set_digits(digits)

            def frame(turn: int, page: WorkedPage = page) -> None:
                page.show_step(turn % STEPS)
                page.repaint()
                QApplication.processEvents()

            times_in_turns(STEPS, frame)
            (times,) = times_in_turns(STEPS, frame, rest=FRAME_REST)
            what = f"scrubbing the opened update, {run.optimizer}, {digits} digits"
            yield Figure(f"{what}: steps per second", 1 / percentile(times, 50), at_least=30)
            yield Figure(f"{what}: 95th percentile", 1000 * percentile(times, 95), "ms")
        page.close()
