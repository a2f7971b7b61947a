"""Says on standard error which runs ended early, and why."""

from __future__ import annotations

import sys

from app.engine.experiment import Experiment
from app.engine.run_text import format_run
from app.engine.trajectory import Trajectory
from app.i18n import tr


def say_divergence(experiment: Experiment, trajectories: tuple[Trajectory, ...]) -> None:
    """One line for every run whose recording ended on a value that is not finite."""
    from app.engine.diagnosis import diagnose_failure

    for index, (run, trajectory) in enumerate(zip(experiment.runs, trajectories, strict=True)):
        if trajectory.failure is not None:
            sentence = tr(diagnose_failure(trajectory).sentence)
            said = tr("run {index}, {run}: {sentence}.", index=index, run=format_run(run), sentence=sentence)
            sys.stderr.write(f"thalweg: {said}\n")
