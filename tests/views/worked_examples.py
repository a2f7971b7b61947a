"""Records of real optimizers on Himmelblau, for tests of the worked update; made with torch, in the test's process."""

from __future__ import annotations

from functools import cache

from app.engine.experiment import Experiment, Run
from app.engine.record import record
from app.engine.trajectory import Trajectory

STEPS = 20


def experiment_of(*runs: Run) -> Experiment:
    return Experiment("himmelblau", (0.0, 0.5), runs, "float64", STEPS)


@cache
def recorded(*runs: Run) -> tuple[Trajectory, ...]:
    return record(experiment_of(*runs))
