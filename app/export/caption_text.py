"""The words of a caption: what is walked down, and each run's numbers at a step."""

from __future__ import annotations

import math

from app.engine.experiment import Experiment
from app.engine.gates.activations import activation_named
from app.engine.gates.forward import parameter_names
from app.engine.gates.tables import gate_of
from app.engine.problem import surface_of
from app.export.scene import Scene
from app.i18n import tr
from app.views.numbers import axis_name, short_number


def title_of(experiment: Experiment) -> str:
    """The surface's name, or the gate's and what learns it."""
    if experiment.gate is None:
        return tr(surface_of(experiment).name)
    gate = gate_of(experiment.gate.rows)
    name = tr("Own table") if gate is None else tr(gate.name)
    activation = tr(activation_named(experiment.gate.activation).name)
    if experiment.gate.hidden:
        return tr("{gate}, 2-{hidden}-1 {activation}", gate=name, hidden=experiment.gate.hidden, activation=activation)
    return tr("{gate}, one {activation} unit", gate=name, activation=activation)


def numbers_of(scene: Scene, index: int, step: int) -> tuple[str, str]:
    """Two lines about a run: loss and slope, and where it is."""
    trajectory = scene.trajectories[index]
    row = trajectory.row(step)
    slope = math.hypot(*trajectory.gradients[row].tolist())
    loss = short_number(float(trajectory.losses[row]))
    said = tr("loss {loss}   ‖∇f‖ {gradient}") if scene.experiment.gate is None else tr("loss {loss}   ‖∇L‖ {gradient}")
    values = said.format(loss=loss, gradient=short_number(slope, 3))
    return values, _place(scene.experiment, trajectory.parameters[row].tolist())


def _place(experiment: Experiment, values: list[float]) -> str:
    task = experiment.gate
    if task is not None and task.hidden:
        return tr("{count} parameters", count=task.size)
    if task is not None:
        pairs = zip(parameter_names(task), (round(value, 2) + 0.0 for value in values), strict=True)
        return "  ".join(f"{axis_name(name)} {short_number(value, 2)}" for name, value in pairs)
    named = zip(surface_of(experiment).axes, values, strict=True)
    return "   ".join(f"{axis_name(name)} {short_number(value, 3)}" for name, value in named)
