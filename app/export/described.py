"""What a file says about its numbers: the experiment, its runs, and what became of each."""

from __future__ import annotations

from dataclasses import asdict

from app.engine.diagnosis import Diagnosis, diagnose
from app.engine.experiment import Experiment, Run
from app.engine.gates.diagnosis import gate_diagnosis
from app.engine.gates.forward import parameter_names
from app.engine.gates.tables import gate_of
from app.engine.gates.task import GateTask
from app.engine.gates.verdict import verdict
from app.engine.optimizers import optimizer_named
from app.engine.problem import surface_of
from app.engine.run_text import format_run
from app.engine.trajectory import Trajectory
from surfaces.formula import Formula


def described_experiment(experiment: Experiment) -> dict[str, object]:
    """Everything but the runs; `surface` is None where a formula was typed, and a gate's `task` stands in its place.
    Ready for JSON.
    """
    about = _described_surface(experiment) if experiment.gate is None else _described_task(experiment.gate)
    return about | {
        "start": experiment.start,
        "dtype": experiment.dtype,
        "steps": experiment.steps,
        "seed": experiment.seed,
    }


def _described_surface(experiment: Experiment) -> dict[str, object]:
    surface = surface_of(experiment)
    return {
        "surface": None if experiment.formula else experiment.surface,
        "formula": surface.loss.text if isinstance(surface.loss, Formula) else None,
        "axes": surface.axes,
    }


def _described_task(task: GateTask) -> dict[str, object]:
    gate = gate_of(task.rows)
    return {"gate": None if gate is None else gate.key, "task": asdict(task), "parameters": parameter_names(task)}


def described_run(
    experiment: Experiment, run: Run, trajectory: Trajectory, threshold: float = 0.5
) -> dict[str, object]:
    """The run as text and as values, torch's defaults among them, and its status; of a gate also how many points are
    right at the end. Ready for JSON.
    """
    about: dict[str, object] = {
        "run": format_run(run),
        "optimizer": run.optimizer,
        "hyperparameters": optimizer_named(run.optimizer).values(run),
        "status": _status(experiment, trajectory, diagnosis_of(experiment, run, trajectory, threshold)),
    }
    if experiment.gate is None:
        return about
    found = verdict(experiment.gate, trajectory.parameters[-1], threshold)
    return about | {"right": found.right, "of": found.of, "threshold": threshold}


def diagnosis_of(experiment: Experiment, run: Run, trajectory: Trajectory, threshold: float = 0.5) -> Diagnosis:
    """What became of a run, on a surface or with a gate."""
    if experiment.gate is not None:
        return gate_diagnosis(experiment, run, trajectory, threshold)
    return diagnose(surface_of(experiment), run, trajectory, experiment.steps)


def _status(experiment: Experiment, trajectory: Trajectory, diagnosis: Diagnosis) -> dict[str, object]:
    """`diverged` with `what` was not finite in the last row (or `search`: the line search broke off), `converged`
    (a gate: `solved`, with the step since when), or `complete`; in English.
    """
    sentence = str(diagnosis.sentence)
    if trajectory.failure is not None:
        return {"kind": "diverged", "step": trajectory.steps, "what": trajectory.failure, "sentence": sentence}
    if diagnosis.kind == "ok":
        kind = "converged" if experiment.gate is None else "solved"
        return {"kind": kind, "step": diagnosis.step, "sentence": sentence}
    return {"kind": "complete", "step": trajectory.steps, "sentence": sentence}
