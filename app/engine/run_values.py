"""Which hyperparameters are in force at a step: the run's own, its edits so far, and what its schedule moves."""

from __future__ import annotations

from app.engine.experiment import HyperparameterValue, Run
from app.engine.optimizers import optimizer_named
from app.engine.trajectory import Trajectory


def edited_values(run: Run, step: int) -> dict[str, HyperparameterValue]:
    """Every hyperparameter, with the edits up to a step; what a schedule does is not in it."""
    values = optimizer_named(run.optimizer).values(run)
    for edit in run.edits:
        if edit.step <= step:
            values |= dict(edit.settings)
    return values


def values_at(run: Run, trajectory: Trajectory, step: int) -> dict[str, HyperparameterValue]:
    """Every hyperparameter as step k used it; the learning rate and a cycled momentum come from the record."""
    values = edited_values(run, step)
    values["lr"] = float(trajectory.learning_rates[step])
    cycled = trajectory.taken.get("momentum")
    if cycled is not None:
        momentum = float(cycled[step, 0])
        betas = values.get("betas")
        if isinstance(betas, tuple):
            values["betas"] = (momentum, *betas[1:])
        else:
            values["momentum"] = momentum
    return values
