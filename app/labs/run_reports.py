"""What is read off the records of the runs: the sentence, the limit of the learning rate, the row of results."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.engine.diagnosis import LOSS_TOLERANCE, Diagnosis, diagnose, nearest_minimizer
from app.engine.experiment import Run
from app.engine.problem import surface_of
from app.engine.results import Result, result
from app.engine.run_name import run_names
from app.engine.stability import learning_rate_limit
from app.engine.trajectory import Trajectory
from app.i18n import tr
from app.recorder import Trajectories
from app.store import Document
from app.views.run_look import own_names
from surfaces.message import Message
from surfaces.surface import Surface


@dataclass(frozen=True, eq=False)
class Report:
    """All that is said about one run."""

    diagnosis: Diagnosis
    limit: float | None
    result: Result


class RunReports:
    """Reads again only what changed: a limit takes a Hessian, a sentence all rows."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, Diagnosis, float | None]] = {}

    def read(
        self,
        document: Document,
        trajectories: Trajectories,
        outdated: frozenset[int],
        instead: Message,
        tolerance: float = LOSS_TOLERANCE,
    ) -> list[Report]:
        """One report a run; `instead` is said of the runs of which only outdated rows are there."""
        experiment, surface = document.experiment, surface_of(document.experiment)
        names = run_names(experiment.runs, own_names(document.looks))
        reports = []
        for index, (run, trajectory) in enumerate(zip(experiment.runs, trajectories, strict=True)):
            name = tr(names[index])
            if index in outdated:
                waiting = Diagnosis("", instead)
                reports.append(Report(waiting, None, result(name, surface, None, waiting)))
                continue
            diagnosis, limit = self._read_one(index, surface, run, trajectory, experiment.steps)
            reports.append(Report(diagnosis, limit, result(name, surface, trajectory, diagnosis, tolerance)))
        return reports

    def _read_one(
        self, index: int, surface: Surface, run: Run, trajectory: Trajectory | None, steps: int
    ) -> tuple[Diagnosis, float | None]:
        key = (surface, run, trajectory, steps)
        known = self._known.get(index)
        if known is None or known[0] != key:
            diagnosis = diagnose(surface, run, trajectory, steps)
            known = self._known[index] = key, diagnosis, _limit(surface, run, trajectory)
        return known[1], known[2]


def _limit(surface: Surface, run: Run, trajectory: Trajectory | None) -> float | None:
    if trajectory is None or trajectory.last_finite < 0:
        return None
    x, y = (float(value) for value in trajectory.parameters[trajectory.last_finite])
    nearest = nearest_minimizer(surface, (x, y)) if math.isfinite(x) and math.isfinite(y) else None
    return None if nearest is None else learning_rate_limit(surface, run, nearest)
