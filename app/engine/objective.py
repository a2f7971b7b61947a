"""The objective of an experiment: a surface's loss, or a gate's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from app.engine.experiment import Experiment, Run
from app.engine.gates.objective import GateObjective
from app.engine.optimizers import optimizer_named
from app.engine.problem import surface_of
from app.engine.torch_functions import TORCH
from app.engine.trajectory import Array
from app.engine.walker import DTYPES, Objective, flat_view
from surfaces.surface import Surface


def objective_of(experiment: Experiment) -> Objective:
    """What the runs of an experiment walk down."""
    if experiment.gate is not None:
        return GateObjective(experiment.gate)
    return SurfaceObjective(surface_of(experiment))


class SurfaceObjective:
    """A surface's loss of its two parameters."""

    def __init__(self, surface: Surface) -> None:
        self.names: tuple[str, ...] = surface.axes
        self.parts = len(surface.parts)
        self._loss = surface.loss
        self._function = surface.loss.array(TORCH)
        self._parts = [part.array(TORCH) for part in surface.parts]

    def begin(self, experiment: Experiment, run: Run) -> SurfaceWalker:
        """Both parameters in one vector, or in a matrix of one row for an optimizer of matrices."""
        matrix = optimizer_named(run.optimizer).form == "matrix"
        start = [experiment.start] if matrix else experiment.start
        parameters = torch.tensor(start, dtype=DTYPES[experiment.dtype], requires_grad=True)
        return SurfaceWalker(self, parameters)

    def loss(self, parameters: torch.Tensor) -> torch.Tensor:
        """The loss of parameters of shape (2,)."""
        x, y = parameters.unbind()
        value: torch.Tensor = self._function(x, y)
        return value

    def loss_of(self, parameters: torch.Tensor, samples: Sequence[int]) -> torch.Tensor:
        """The summed loss of some samples, in their order."""
        x, y = parameters.unbind()
        first, *others = [self._parts[sample](x, y) for sample in samples]
        total: torch.Tensor = first
        for each in others:
            total = total + each
        return total

    def direct_evaluation(self, values: Array, gradient: Array) -> Callable[[], Any] | None:
        """The formula's plain code, where it is exact: gives the loss at `values`, and fills `gradient`."""
        if not self._loss.exact:
            return None
        double = values.dtype == np.float64
        code = self._loss.scalar_code("float64" if double else "float32")
        # Python floats are the fastest doubles; single precision needs numpy's own scalars.
        read = values.tolist if double else values.__iter__

        def evaluate() -> Any:
            x, y = read()
            loss, gradient[0], gradient[1] = code(x, y)
            return loss

        return evaluate


class SurfaceWalker:
    """The two parameters of one run."""

    def __init__(self, objective: SurfaceObjective, parameters: torch.Tensor) -> None:
        self._objective = objective
        self.parameters = [parameters]
        parameters.grad = self._gradient = torch.zeros_like(parameters)
        self.values: Array = flat_view(parameters)
        self.gradient: Array = flat_view(self._gradient)
        self.direct = objective.direct_evaluation(self.values, self.gradient)

    def clear_gradient(self) -> None:
        """Autograd adds to what is there."""
        self._gradient.zero_()

    def loss(self, samples: Sequence[int] | None = None) -> torch.Tensor:
        """The loss, or the summed loss of some samples."""
        vector = self.parameters[0].view(-1)
        return self._objective.loss(vector) if samples is None else self._objective.loss_of(vector, samples)

    def views(self, parts: Sequence[torch.Tensor | None]) -> tuple[Array, ...]:
        """The only part there is."""
        return tuple(flat_view(part) for part in parts if part is not None)

    def arranged(self, vector: Array) -> Array:
        """There is but one order."""
        return vector
