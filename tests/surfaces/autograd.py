"""The oracle of values and gradients: torch itself, used plainly."""

from __future__ import annotations

import torch

from app.engine.torch_functions import TORCH
from surfaces.surface import Loss

DTYPES = {"float32": torch.float32, "float64": torch.float64}


def autograd(loss: Loss, x: float, y: float, dtype: str = "float64") -> tuple[float, float, float]:
    """Loss, ∂/∂x and ∂/∂y as `backward` leaves them."""
    parameters = torch.tensor((x, y), dtype=DTYPES[dtype], requires_grad=True)
    value = loss.array(TORCH)(*parameters.unbind())
    value.backward()
    assert parameters.grad is not None
    assert value.dtype == parameters.dtype
    return value.item(), *parameters.grad.tolist()
