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


def plain_loop(
    loss_of: Callable[[Any, Any], torch.Tensor],
    make: Callable[[list[torch.Tensor]], torch.optim.Optimizer],
    start: tuple[float, float],
    steps: int,
    dtype: torch.dtype,
) -> Walk:
    """zero_grad, loss, backward, step; ends with the first row that is not finite."""
    x = torch.tensor(start, dtype=dtype, requires_grad=True)
    optimizer = make([x])
    rows: list[tuple[Any, Any, Any]] = []
    states: list[dict[str, np.ndarray[Any, Any]]] = []
    for row in range(steps + 1):
        optimizer.zero_grad()
        loss = loss_of(x[0], x[1])
        loss.backward()
        assert x.grad is not None
        rows.append((x.detach().numpy().copy(), loss.item(), x.grad.numpy().copy()))
        states.append(
            {
                name: value.detach().numpy().copy()
                for name, value in optimizer.state[x].items()
                if torch.is_tensor(value) and value.shape == x.shape
            }
        )
        if row == steps or not all(np.isfinite(part).all() for part in rows[-1]):
            break
        optimizer.step()
    parameters, losses, gradients = zip(*rows, strict=True)
    numpy_dtype = parameters[0].dtype
    return Walk(np.array(parameters), np.array(losses, numpy_dtype), np.array(gradients), states)
