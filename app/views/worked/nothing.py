"""Why a step cannot be taken apart, in a sentence."""

from __future__ import annotations

from app.engine.experiment import Experiment
from app.engine.trajectory import Failure, Trajectory
from app.i18n import tr
from surfaces.message import Message

_ENDS: dict[Failure, Message] = {
    "loss": Message("The run ended at step {step}: its loss was not finite. One step back shows how it came."),
    "gradient": Message("The run ended at step {step}: its gradient was not finite. One step back shows how it came."),
    "parameter": Message("The run ended at step {step}: its point was not finite. One step back shows how it came."),
    "search": Message(
        "The run ended at step {step}: its line search divided by zero, as where the learning rate is 0."
    ),
}


def reason_for_nothing(experiment: Experiment, trajectory: Trajectory | None, step: int) -> str:
    """No run, no record, a record that has not come so far, or one that has ended."""
    if not experiment.runs:
        return tr("There is no run. Add one to take its steps apart.")
    if trajectory is None:
        return tr("Nothing of this run is recorded yet.")
    if not trajectory.complete:
        return tr("Step {step} is being recorded.", step=step + 1)
    if trajectory.failure is not None:
        return tr(_ENDS[trajectory.failure].template, step=trajectory.steps)
    return tr("Step {step} is the last one. One step back shows how it was taken.", step=trajectory.steps)
