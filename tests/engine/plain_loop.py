"""The oracle of the recorder: the loop a student writes, with nothing of ours in it but the formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch


@dataclass(frozen=True)
class Walk:
    """Rows as `Trajectory` has them."""

    parameters: np.ndarray[Any, Any]
    losses: np.ndarray[Any, Any]
    gradients: np.ndarray[Any, Any]
    states: list[dict[str, np.ndarray[Any, Any]]]
    broken: bool = False


def plain_loop(
    loss_of: Callable[[Any, Any], torch.Tensor],
    make: Callable[[list[torch.Tensor]], torch.optim.Optimizer],
    start: tuple[float, ...],
    steps: int,
    dtype: torch.dtype,
    matrix: bool = False,
) -> Walk:
    """zero_grad, loss, backward, step; ends with the first row that is not finite, or where torch's line search breaks.

    `matrix`: the parameters are one row of a matrix.
    """
    x = torch.tensor([start] if matrix else start, dtype=dtype, requires_grad=True)
    optimizer = make([x])

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = loss_of(*x.view(-1).unbind())
        loss.backward()
        return loss

    rows: list[tuple[Any, Any, Any]] = []
    states: list[dict[str, np.ndarray[Any, Any]]] = []
    broken = False
    for row in range(steps + 1):
        loss = closure()
        assert x.grad is not None
        rows.append((x.detach().numpy().reshape(-1).copy(), loss.item(), x.grad.numpy().reshape(-1).copy()))
        states.append(_state(optimizer, x))
        if row == steps or not all(np.isfinite(part).all() for part in rows[-1]):
            break
        if isinstance(optimizer, torch.optim.LBFGS):
            try:
                optimizer.step(closure)
            except IndexError:  # a trial at which the loss is not a number
                broken = True
                break
        else:
            optimizer.step()
    parameters, losses, gradients = zip(*rows, strict=True)
    numpy_dtype = parameters[0].dtype
    return Walk(np.array(parameters), np.array(losses, numpy_dtype), np.array(gradients), states, broken)


def _state(optimizer: torch.optim.Optimizer, x: torch.Tensor) -> dict[str, np.ndarray[Any, Any]]:
    """One number an axis, or one for all; LBFGS keeps lists, and new tensors at every step."""
    if isinstance(optimizer, torch.optim.LBFGS):
        return {}
    return {
        name: value.detach().numpy().reshape(-1).copy()
        for name, value in optimizer.state[x].items()
        if torch.is_tensor(value) and name != "step"
    }
