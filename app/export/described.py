"""What a file says about its numbers: the experiment, its runs, and what became of each."""

from __future__ import annotations

from app.engine.diagnosis import diagnose
from app.engine.experiment import Experiment, Run
from app.engine.optimizers import optimizer_named
from app.engine.problem import surface_of
from app.engine.run_text import format_run
from app.engine.trajectory import Trajectory
from surfaces.formula import Formula


def described_experiment(experiment: Experiment) -> dict[str, object]:
    """Everything but the runs; `surface` is None where a formula was typed. Ready for JSON."""
    surface = surface_of(experiment)
    return {
        "surface": None if experiment.formula else experiment.surface,
        "formula": surface.loss.text if isinstance(surface.loss, Formula) else None,
        "axes": surface.axes,
        "start": experiment.start,
        "dtype": experiment.dtype,
        "steps": experiment.steps,
        "seed": experiment.seed,
    }


def described_run(experiment: Experiment, run: Run, trajectory: Trajectory) -> dict[str, object]:
    """The run as text and as values, torch's defaults among them, and its status. Ready for JSON."""
    return {
        "run": format_run(run),
        "optimizer": run.optimizer,
        "hyperparameters": optimizer_named(run.optimizer).values(run),
        "status": _status(experiment, run, trajectory),
    }


def _status(experiment: Experiment, run: Run, trajectory: Trajectory) -> dict[str, object]:
    """`diverged` with `what` was not finite in the last row (or `search`: the line search broke off), `converged`, or
    `complete`; in English.
    """
    diagnosis = diagnose(surface_of(experiment), run, trajectory, experiment.steps)
    sentence = str(diagnosis.sentence)
    if trajectory.failure is not None:
        return {"kind": "diverged", "step": trajectory.steps, "what": trajectory.failure, "sentence": sentence}
    if diagnosis.kind == "ok":
        return {"kind": "converged", "step": diagnosis.step, "sentence": sentence}
    return {"kind": "complete", "step": trajectory.steps, "sentence": sentence}
