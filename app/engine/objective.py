"""What is recorded: named parameters with value and gradient, in torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import torch

from app.engine.torch_functions import TORCH
from surfaces.surface import Surface

Scalar = Callable[[Any, Any], tuple[Any, Any, Any]]


class Objective(Protocol):
    """A loss of a vector of parameters."""

    names: tuple[str, ...]
    parts: int
    """Of how many samples the loss is the sum; 0 where there are none."""

    def loss(self, parameters: torch.Tensor) -> torch.Tensor:
        """The loss of parameters of shape (P,), for autograd."""

    def loss_of(self, parameters: torch.Tensor, samples: Sequence[int]) -> torch.Tensor:
        """The summed loss of some samples, by position."""

    def scalar(self, dtype: torch.dtype) -> Scalar | None:
        """Plain code for loss and gradient that gives autograd's very bits in that dtype, where there is one."""


class SurfaceObjective:
    """A surface's loss of its two parameters."""

    def __init__(self, surface: Surface) -> None:
        self.names: tuple[str, ...] = surface.axes
        self.parts = len(surface.parts)
        self._loss = surface.loss
        self._function = surface.loss.array(TORCH)
        self._parts = [part.array(TORCH) for part in surface.parts]

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

    def scalar(self, dtype: torch.dtype) -> Scalar | None:
        """The formula's plain code, where it is exact."""
        if not self._loss.exact:
            return None
        return self._loss.scalar_code("float32" if dtype == torch.float32 else "float64")
