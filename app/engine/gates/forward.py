"""From weights and inputs to what a unit or a network says, for many weights and many inputs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.activations import Activation, activation_named
from app.engine.gates.losses import loss_named
from app.engine.gates.task import GateTask

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Weights:
    """The parameters of a network by their place: `hidden_bias (..., h)`, `hidden_weight (..., h, 2)`, `bias (...)`
    and `weight (..., h)`; of a unit `weight (..., 2)`, and nothing hidden.
    """

    hidden_bias: Array
    hidden_weight: Array
    bias: Array
    weight: Array


def parameter_names(task: GateTask) -> tuple[str, ...]:
    """b, w1, w2 of a unit. Of a network: the biases c and the weights w of its hidden units, then the output's bias b
    and weights v.
    """
    if not task.hidden:
        return ("b", "w1", "w2")
    units = range(1, task.hidden + 1)
    hidden = [f"c{unit}" for unit in units] + [f"w{unit}{side}" for unit in units for side in (1, 2)]
    return (*hidden, "b", *(f"v{unit}" for unit in units))


def weights_of(task: GateTask, values: Array) -> Weights:
    """Parameters (..., P) by their place."""
    hidden = task.hidden
    output = values[..., 3 * hidden :]
    return Weights(
        hidden_bias=values[..., :hidden],
        hidden_weight=values[..., hidden : 3 * hidden].reshape(*values.shape[:-1], hidden, 2),
        bias=output[..., 0],
        weight=output[..., 1:],
    )


def is_composition(task: GateTask) -> bool:
    """Whether hidden units only say 0 or 1, as those that are put together by hand: nothing of it can be learned."""
    return task.hidden > 0 and activation_named(task.activation).hard


def output_activation(task: GateTask) -> Activation:
    """What the last unit makes of z: a network's is a sigmoid, a composition's what its other units have."""
    return activation_named("sigmoid" if task.hidden and not is_composition(task) else task.activation)


def has_slope(task: GateTask) -> bool:
    """Whether the loss can have a gradient at all."""
    return not output_activation(task).hard or not loss_named(task.loss).reads_output


def hidden_sums(task: GateTask, values: Array, points: Array) -> Array:
    """What goes into the hidden units, shape (..., N, h), for parameters (..., P) and points (N, 2)."""
    weights = weights_of(task, values)
    crossed = weights.hidden_weight[..., None, :, :] * points[:, None, :]
    sums: Array = crossed[..., 0] + crossed[..., 1] + weights.hidden_bias[..., None, :]
    return sums


def hidden_values(task: GateTask, values: Array, points: Array) -> Array:
    """What the hidden units answer, shape (..., N, h)."""
    return activation_named(task.activation).of(hidden_sums(task, values, points))


def logits(task: GateTask, values: Array, points: Array) -> Array:
    """z of the last unit, shape (..., N), for parameters (..., P) and points (N, 2)."""
    weights = weights_of(task, values)
    inputs = hidden_values(task, values, points) if task.hidden else points
    with np.errstate(over="ignore", invalid="ignore"):
        sums: Array = (inputs * weights.weight[..., None, :]).sum(-1) + weights.bias[..., None]
    return sums


def outputs(task: GateTask, z: Array) -> Array:
    """What the last unit makes of z."""
    with np.errstate(over="ignore", invalid="ignore"):
        return output_activation(task).of(z)


def shares(task: GateTask, z: Array) -> Array:
    """Outputs as shares between those of class 0 and of class 1; a sigmoid's is its probability of a 1."""
    shares: Array = output_activation(task).share(outputs(task, z))
    return shares


def boundary_level(task: GateTask, threshold: float = 0.5) -> float:
    """The z from which on a 1 is said, for a threshold between 0 and 1 on the scale of `shares`."""
    return output_activation(task).level(threshold)


def says(task: GateTask, z: Array, threshold: float = 0.5) -> Array:
    """The class that is said, 0 or 1: 1 from the boundary on. What is not a number says 0."""
    return (z >= boundary_level(task, threshold)).astype(np.int8)


def row_losses(task: GateTask, z: Array, targets: Array) -> Array:
    """The loss of each row; their mean is the loss."""
    with np.errstate(over="ignore", invalid="ignore"):
        return loss_named(task.loss).of(z, targets, output_activation(task))
