"""A gate's loss with the weights of a unit or a network: a real `nn.Module` for each run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from app.engine.experiment import Experiment, Run
from app.engine.gates.backward import direct_evaluation
from app.engine.gates.data import data_of
from app.engine.gates.forward import parameter_names
from app.engine.gates.modules import build_module, mean_loss
from app.engine.gates.task import GateTask
from app.engine.trajectory import Array
from app.engine.walker import DTYPES, flat_view


class GateObjective:
    """The mean loss over the rows of a truth table."""

    def __init__(self, task: GateTask) -> None:
        self._task = task
        self.names = parameter_names(task)
        self.parts = len(data_of(task)[1])

    def begin(self, experiment: Experiment, run: Run) -> GateWalker:
        """The module at the start of the experiment, or as its seed gives it where that is empty."""
        return GateWalker(self._task, experiment)


class GateWalker:
    """The module of one run. The optimizer is given its own parameters, as by `module.parameters()`; their memory is
    one vector, biases before weights, layer after layer.
    """

    def __init__(self, task: GateTask, experiment: Experiment) -> None:
        dtype = DTYPES[experiment.dtype]
        self._task, self._module = task, build_module(task, experiment.seed).to(dtype)
        self.parameters: list[torch.Tensor] = list(self._module.parameters())
        # (weight, bias) of each layer, in torch's order.
        self._order = [at ^ 1 for at in range(len(self.parameters))]
        counts = [parameter.numel() for parameter in self.parameters]
        places = np.split(np.arange(sum(counts)), np.cumsum(counts)[:-1])
        self._places = np.concatenate([places[at] for at in self._order])
        vector = torch.cat([self.parameters[at].detach().reshape(-1) for at in self._order])
        if experiment.start:
            vector = torch.tensor(experiment.start, dtype=dtype)
        self._gradient = torch.zeros_like(vector)
        self.values: Array = vector.numpy()
        self.gradient: Array = self._gradient.numpy()
        parts = zip(self._order, self._split(vector), self._split(self._gradient), strict=True)
        for at, part, slope in parts:
            self.parameters[at].data, self.parameters[at].grad = part, slope
        points, targets = data_of(task)
        self._inputs, self._targets = torch.tensor(points, dtype=dtype), torch.tensor(targets, dtype=dtype)
        self.direct: Callable[[], Any] | None = direct_evaluation(task, self._module, self._inputs, self._targets)

    def _split(self, vector: torch.Tensor) -> list[torch.Tensor]:
        shapes = [self.parameters[at].shape for at in self._order]
        parts = torch.split(vector, [shape.numel() for shape in shapes])
        return [part.view(shape) for part, shape in zip(parts, shapes, strict=True)]

    def clear_gradient(self) -> None:
        """Autograd adds to what is there."""
        self._gradient.zero_()

    def loss(self, samples: Sequence[int] | None = None) -> torch.Tensor:
        """The mean loss over all rows, or over some."""
        inputs, targets = self._inputs, self._targets
        if samples is not None:
            inputs, targets = inputs[list(samples)], targets[list(samples)]
        z: torch.Tensor = self._module(inputs).squeeze(1)
        return mean_loss(self._task, z, targets)

    def views(self, parts: Sequence[torch.Tensor | None]) -> tuple[Array, ...]:
        """Biases before weights, layer after layer."""
        arranged = (parts[at] for at in self._order)
        return tuple(flat_view(part) for part in arranged if part is not None)

    def arranged(self, vector: Array) -> Array:
        """Biases before weights, layer after layer."""
        arranged: Array = vector[self._places]
        return arranged
