"""Many seeds of one unit or network as one objective: their parameters stacked, their losses added.

The parameters of different seeds never meet, so the gradient of the sum holds every seed's own gradient, and an
optimizer that takes each number by itself trains them all as if each were alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from app.engine.experiment import Dtype, Experiment, Run
from app.engine.gates.apart import SeedsLinear
from app.engine.gates.data import data_of
from app.engine.gates.forward import output_activation
from app.engine.gates.modules import HIDDEN, OUTPUT, build_module, wanted_outputs
from app.engine.gates.task import GateTask
from app.engine.trajectory import Array
from app.engine.walker import DTYPES, flat_view


class SeedsWalker:
    """All seeds at their first weights, in one vector: the hidden biases of all seeds, then their hidden weights, then
    the output's biases and weights. `losses (S,)` are those of the last evaluation.
    """

    direct: Callable[[], Any] | None = None

    def __init__(self, task: GateTask, seeds: Sequence[int], dtype: Dtype) -> None:
        self._task, self._count, kind = task, len(seeds), DTYPES[dtype]
        modules = [list(build_module(task, seed).to(kind).parameters()) for seed in seeds]
        # Torch has the weight of each layer before its bias.
        stacked = [torch.stack([module[at ^ 1].detach() for module in modules]) for at in range(len(modules[0]))]
        self._shapes = [part.shape for part in stacked]
        self._sizes = [part.numel() for part in stacked]
        memory = torch.cat([part.reshape(-1) for part in stacked])
        self._slopes = torch.zeros_like(memory)
        self.values: Array = memory.numpy()
        self.gradient: Array = self._slopes.numpy()
        self.parameters = [memory.requires_grad_()]
        memory.grad = self._slopes
        points, targets = data_of(task)
        self._inputs = torch.tensor(points, dtype=kind).expand(len(seeds), -1, -1)
        self._targets = torch.tensor(targets, dtype=kind).expand(len(seeds), -1)
        parts = self._parts()
        layers = zip(parts[::2], parts[1::2], strict=True)
        self._layers = [SeedsLinear(bias, weight, len(targets)) for bias, weight in layers]
        self._hidden = HIDDEN[task.activation]() if task.hidden else None
        self.losses: Array = np.full(len(seeds), np.nan)

    def clear_gradient(self) -> None:
        """Autograd adds to what is there."""
        self._slopes.zero_()

    def loss(self, samples: Sequence[int] | None = None) -> torch.Tensor:
        """The sum over all seeds; `samples` are for those that walk alone."""
        assert samples is None
        inputs = self._inputs
        *below, bias, weight = self._parts()
        if self._hidden is not None:
            inputs = self._hidden(self._layers[0](inputs, below[0], below[1]))
        z = self._layers[-1](inputs, bias, weight).squeeze(2)
        losses = _row_losses(self._task, z, self._targets).mean(1)
        self.losses = losses.detach().numpy()
        return losses.sum()

    def views(self, parts: Sequence[torch.Tensor | None]) -> tuple[Array, ...]:
        """The only part there is."""
        return tuple(flat_view(part) for part in parts if part is not None)

    def arranged(self, vector: Array) -> Array:
        """There is but one order."""
        return vector

    def _parts(self) -> list[torch.Tensor]:
        """Biases and weights, layer after layer, each (S, ...)."""
        parts = torch.split(self.parameters[0], self._sizes)
        return [part.view(shape) for part, shape in zip(parts, self._shapes, strict=True)]

    def by_seed(self, vectors: Array) -> Array:
        """Vectors (..., S·P) like `values`, apart by seed: (..., S, P)."""
        parts = np.split(vectors, np.cumsum(self._sizes)[:-1], axis=-1)
        return np.concatenate([part.reshape(*part.shape[:-1], self._count, -1) for part in parts], axis=-1)


class SeedsObjective:
    """The sum over all seeds of their mean losses; its one run has begun."""

    parts = 0

    def __init__(self, walker: SeedsWalker) -> None:
        self._walker = walker
        self.names = tuple(str(at) for at in range(walker.values.size))

    def begin(self, experiment: Experiment, run: Run) -> SeedsWalker:
        """All seeds, where they are."""
        return self._walker


def _row_losses(task: GateTask, z: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """The loss of each row, (S, N); its mean over the rows is `mean_loss`."""
    if task.loss == "bce":
        return functional.binary_cross_entropy_with_logits(z, targets, reduction="none")
    if task.loss == "mse":
        outputs = OUTPUT[output_activation(task).key](z)
        return functional.mse_loss(outputs, wanted_outputs(task, targets), reduction="none")
    signs = 2 * targets - 1
    if task.loss == "hinge":
        return torch.relu(1 - signs * z)
    return torch.relu(-signs * z)
