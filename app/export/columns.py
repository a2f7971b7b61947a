"""What a row of a saved trajectory holds, by name: parameters, loss, slopes; of a gate also the share that is right."""

from __future__ import annotations

import numpy as np

from app.engine.experiment import Experiment
from app.engine.gates.data import data_of
from app.engine.gates.forward import parameter_names
from app.engine.gates.verdict import right_counts
from app.engine.trajectory import Array, Trajectory

Columns = dict[str, Array]


def axes_of(experiment: Experiment) -> tuple[str, ...]:
    """The names of the parameters: x and y on a surface, those of the unit or the network of a gate."""
    return ("x", "y") if experiment.gate is None else parameter_names(experiment.gate)


def walk_columns(experiment: Experiment, trajectory: Trajectory, threshold: float) -> Columns:
    """Parameters and loss, each (T+1,); of a gate the loss, then `accuracy`: which share of all points is right."""
    parameters = dict(zip(axes_of(experiment), trajectory.parameters.T, strict=True))
    loss = {"loss": trajectory.losses}
    if experiment.gate is None:
        return parameters | loss
    count = len(data_of(experiment.gate)[1])
    return loss | {"accuracy": right_counts(experiment.gate, trajectory.parameters, threshold) / count} | parameters


def slope_columns(experiment: Experiment, trajectory: Trajectory) -> Columns:
    """`grad_x`, `grad_y`, ..., each (T+1,)."""
    return {f"grad_{axis}": each for axis, each in zip(axes_of(experiment), trajectory.gradients.T, strict=True)}


def rate_column(trajectory: Trajectory) -> Columns:
    """The learning rate of each row's own step; nan in the last row, which no step leaves."""
    return {"lr": np.append(trajectory.learning_rates, np.nan)}
