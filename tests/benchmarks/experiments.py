"""The experiments that are measured, and their records."""

from __future__ import annotations

from app.engine.experiment import Experiment, Run
from app.engine.trajectory import Trajectory

LONG, SHORT = 20_000, 200

TWO_RUNS = Experiment(
    "himmelblau", (0.0, 0.0), (Run("SGD", (("lr", 0.01),)), Run("Adam", (("lr", 0.1),))), steps=500
)  # fmt: skip


def eight_runs(steps: int) -> Experiment:
    """Eight different walks of about the same shape however many steps they take; the last two never come to rest."""
    pace = SHORT / steps
    return Experiment(
        "himmelblau",
        (-0.5, -1.0),
        (
            Run("SGD", (("lr", 0.01 * pace),)),
            Run("SGD", (("lr", 0.004 * pace),)),
            Run("SGD", (("lr", 0.01 * pace), ("momentum", 0.9))),
            Run("Adam", (("lr", 0.1 * pace),)),
            Run("Adam", (("lr", 0.03 * pace),)),
            Run("RMSprop", (("lr", 0.03 * pace),)),
            Run("RMSprop", (("lr", 0.2),)),
            Run("Adam", (("lr", 0.9), ("betas", (0.5, 0.6)))),
        ),
        steps=steps,
    )


def recorded(experiment: Experiment) -> tuple[Trajectory, ...]:
    """The records of all runs, made in this process."""
    from app.engine.record import record  # only here: a process that measures the window must not load torch

    return record(experiment)
