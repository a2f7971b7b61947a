"""The unit or network of a task as a real `nn.Module`, and its loss: what a student would write."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn
from torch.nn import functional

from app.engine.gates.forward import output_activation
from app.engine.gates.initialize import initialize
from app.engine.gates.task import GateTask

HIDDEN: dict[str, type[nn.Module]] = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU}
OUTPUT: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    # Neither has a gradient: their losses do not depend on the weights.
    "step": lambda z: (z >= 0).to(z.dtype),
    "sign": lambda z: torch.where(z >= 0, 1.0, -1.0).to(z.dtype),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "linear": lambda z: z,
    "relu": torch.relu,
}


def build_module(task: GateTask, seed: int) -> nn.Module:
    """z of the last unit as a module of two inputs, with the weights that `seed` gives it, in single precision."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        module: nn.Module
        if task.hidden:
            module = nn.Sequential(nn.Linear(2, task.hidden), HIDDEN[task.activation](), nn.Linear(task.hidden, 1))
        else:
            module = nn.Linear(2, 1)
        initialize(module, task.initialization, task.activation)
    return module


def mean_loss(task: GateTask, z: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """The mean loss over rows (N,) with targets 0 or 1."""
    if task.loss == "bce":
        return functional.binary_cross_entropy_with_logits(z, targets)
    if task.loss == "mse":
        return functional.mse_loss(OUTPUT[output_activation(task).key](z), wanted_outputs(task, targets))
    signs = 2 * targets - 1
    if task.loss == "hinge":
        return torch.relu(1 - signs * z).mean()
    return torch.relu(-signs * z).mean()


def wanted_outputs(task: GateTask, targets: torch.Tensor) -> torch.Tensor:
    """What the last unit should say for targets 0 or 1."""
    activation = output_activation(task)
    return activation.low + (activation.high - activation.low) * targets
