"""The opened worked update of one run, recorded by torch, on screen."""

from __future__ import annotations

from functools import cache

from pytestqt.qtbot import QtBot

from app.engine.experiment import Experiment, Run
from app.engine.optimizers import OPTIMIZERS
from app.engine.problem import surface_of
from app.engine.record import record
from app.engine.trajectory import Trajectory
from app.theme import DARK, Theme
from app.views.run_look import look_of
from app.views.worked.page import WorkedPage

STEPS = 30
NAMES = tuple(each.name for each in OPTIMIZERS)
_RATES = {"Adadelta": 1.0, "LBFGS": 0.2, "SGD": 0.002, "RAdam": 0.01, "ASGD": 0.002}


def experiment_of(name: str, steps: int = STEPS, rate: float | None = None) -> Experiment:
    """One run on Himmelblau's function, in double precision."""
    run = Run(name, (("lr", rate or _RATES.get(name, 0.1)),))
    return Experiment("himmelblau", (4.2, 3.6), (run,), "float64", steps)


@cache
def records(experiment: Experiment) -> tuple[Trajectory, ...]:
    """What torch did."""
    return record(experiment)


def opened(
    qtbot: QtBot, experiment: Experiment, theme: Theme = DARK, size: tuple[int, int] = (1280, 675)
) -> WorkedPage:
    """The page, shown at step 5."""
    page = WorkedPage()
    qtbot.addWidget(page)
    page.resize(*size)
    page.show_theme(theme)
    with qtbot.waitExposed(page):
        page.show()
    page.show_experiment(surface_of(experiment), experiment, tuple(map(look_of, range(len(experiment.runs)))))
    page.show_trajectories(records(experiment))
    page.show_selected(0)
    page.show_step(5)
    return page
