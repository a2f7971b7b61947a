"""Many seeds of one unit or network as one objective: their parameters stacked, their losses added.

The parameters of different seeds never meet, so the gradient of the sum holds every seed's own gradient, and an
optimizer that takes each number by itself trains them all as if each were alone. The calls are those that autograd
makes, without its bookkeeping, as in `backward`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from app.engine.experiment import Dtype, Experiment, Run
from app.engine.gates.apart import Layer, SeedsLinear
from app.engine.gates.backward import SLOPE_BY_OUTPUT, slope_at
from app.engine.gates.data import data_of
from app.engine.gates.forward import output_activation
from app.engine.gates.modules import OUTPUT, build_module, wanted_outputs
from app.engine.gates.task import GateTask
from app.engine.trajectory import Array
from app.engine.walker import DTYPES, flat_view


class SeedsWalker:
    """All seeds at their first weights, in one vector: the hidden biases of all seeds, then their hidden weights, then
    the output's biases and weights. `losses (S,)` are those of the last evaluation.
    """

    def __init__(self, task: GateTask, seeds: Sequence[int], dtype: Dtype) -> None:
        self._task, self._count, kind = task, len(seeds), DTYPES[dtype]
        modules = [list(build_module(task, seed).to(kind).parameters()) for seed in seeds]
        # Torch has the weight of each layer before its bias.
        stacked = [torch.stack([module[at ^ 1].detach() for module in modules]) for at in range(len(modules[0]))]
        self._sizes = [part.numel() for part in stacked]
        memory = torch.cat([part.reshape(-1) for part in stacked])
        slopes = torch.zeros_like(memory)
        self.values: Array = memory.numpy()
        self.gradient: Array = slopes.numpy()
        self.parameters = [memory]
        memory.grad = slopes
        points, targets = data_of(task)
        inputs = torch.tensor(points, dtype=kind).expand(len(seeds), -1, -1)
        self._targets = torch.tensor(targets, dtype=kind).expand(len(seeds), -1)
        shapes = [part.shape for part in stacked]
        parts, gradients = self._parts(memory, shapes), self._parts(slopes, shapes)
        self._hidden = _Hidden(task.activation, parts[:2], gradients[:2], inputs) if task.hidden else None
        entering = inputs if self._hidden is None else self._hidden.says
        self._output = SeedsLinear(parts[-2:], gradients[-2:], entering)
        self._slope_at = slope_at(task, self._targets)
        self.losses: Array = np.full(len(seeds), np.nan)
        self.direct: Callable[[], Any] | None = self._evaluate

    def clear_gradient(self) -> None:
        """Each evaluation writes it anew."""

    def loss(self, samples: Sequence[int] | None = None) -> torch.Tensor:
        """The sum over all seeds, its gradient where it is kept; `samples` are for those that walk alone."""
        assert samples is None
        return torch.tensor(self._evaluate())

    def _evaluate(self) -> float:
        if self._hidden is not None:
            self._hidden.answer()
        z = self._output.answer().squeeze(2)
        self.losses = _row_losses(self._task, z, self._targets).mean(1).numpy()
        slopes = self._slope_at(z).unsqueeze(2)
        self._output.take(slopes)
        if self._hidden is not None:
            self._hidden.take(self._output.back(slopes))
        return float(self.losses.sum())

    def views(self, parts: Sequence[torch.Tensor | None]) -> tuple[Array, ...]:
        """The only part there is."""
        return tuple(flat_view(part) for part in parts if part is not None)

    def arranged(self, vector: Array) -> Array:
        """There is but one order."""
        return vector

    def _parts(self, vector: torch.Tensor, shapes: Sequence[torch.Size]) -> list[torch.Tensor]:
        """Views of biases and weights, layer after layer, each (S, ...)."""
        parts = torch.split(vector, self._sizes)
        return [part.view(shape) for part, shape in zip(parts, shapes, strict=True)]

    def by_seed(self, vectors: Array) -> Array:
        """Vectors (..., S·P) like `values`, apart by seed: (..., S, P)."""
        parts = np.split(vectors, np.cumsum(self._sizes)[:-1], axis=-1)
        return np.concatenate([part.reshape(*part.shape[:-1], self._count, -1) for part in parts], axis=-1)


class _Hidden:
    """Hidden units of all seeds; what they say, `says (S, N, h)`, stays where it is in memory."""

    def __init__(self, activation: str, parameters: Layer, slopes: Layer, inputs: torch.Tensor) -> None:
        self._layer = SeedsLinear(parameters, slopes, inputs)
        self._activation, self._slope = OUTPUT[activation], SLOPE_BY_OUTPUT[activation]
        self.says = torch.zeros(self._layer.answers.shape, dtype=inputs.dtype)

    def answer(self) -> None:
        """What they say at the parameters."""
        self.says.copy_(self._activation(self._layer.answer()))

    def take(self, slopes: torch.Tensor) -> None:
        """The gradient, from the slopes (S, N, h) at what they say."""
        self._layer.take(self._slope(slopes, self.says))


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
