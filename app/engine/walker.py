"""What is recorded: a loss with its parameters, in torch. An objective makes a walker for each run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import torch

from app.engine.experiment import Experiment, Run
from app.engine.trajectory import Array

DTYPES = {"float32": torch.float32, "float64": torch.float64}
StateViews = Mapping[str, tuple[Array, ...]]
"""Of each tensor of an optimizer's state, the flat views that make its row, one behind the other."""


class Walker(Protocol):
    """One run's own parameters, and the loss there.

    `parameters` are what the optimizer is given, `values` a view of all of them and `gradient` one of their `grad`,
    each of shape (P,). `direct` gives the loss and leaves its gradient in `gradient` without autograd, but to its
    very bits, where there is such a way.
    """

    parameters: list[torch.Tensor]
    values: Array
    gradient: Array
    direct: Callable[[], Any] | None

    def clear_gradient(self) -> None:
        """Zeros, to which `backward` adds."""

    def loss(self, samples: Sequence[int] | None = None) -> torch.Tensor:
        """The loss at the parameters, for autograd: of all samples, or of some, by position."""

    def views(self, parts: Sequence[torch.Tensor | None]) -> tuple[Array, ...]:
        """Flat views of tensors that belong to the parameters, in the order of `values`; some may have none."""

    def arranged(self, vector: Array) -> Array:
        """A vector (P,) in the order of `parameters`, as LBFGS has them, in the order of `values`."""


class Objective(Protocol):
    """A loss of named parameters. `parts` is the number of samples that it is made of; 0 where there are none."""

    names: tuple[str, ...]
    parts: int

    def begin(self, experiment: Experiment, run: Run) -> Walker:
        """The parameters of a run at the start of the experiment."""


def flat_view(tensor: torch.Tensor) -> Array:
    """All numbers of a tensor in one row, in its own memory."""
    return tensor.detach().numpy().reshape(-1)
