"""The oracle of gates: the loop that a student writes, with nothing of ours in it but names and options of a run."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from app.engine.experiment import Run

CORNERS = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
LAYERS = {"tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "relu": nn.ReLU}


def student(
    targets: tuple[int, ...],
    hidden: int,
    activation: str,
    loss: str,
    run: Run,
    *,
    steps: int,
    seed: int = 0,
    dtype: torch.dtype = torch.float32,
) -> np.ndarray[Any, Any]:
    """Rows of loss, parameters and gradient, biases before weights, layer after layer: (steps + 1, 1 + 2 P)."""
    torch.manual_seed(seed)
    if hidden:
        model: nn.Module = nn.Sequential(nn.Linear(2, hidden), LAYERS[activation](), nn.Linear(hidden, 1))
    else:
        model = nn.Linear(2, 1)
    model.to(dtype)
    x, y = torch.tensor(CORNERS, dtype=dtype), torch.tensor(targets, dtype=dtype)
    optimizer = getattr(torch.optim, run.optimizer)(model.parameters(), **dict(run.hyperparameters))
    treatment = run.treatment
    noise, order = torch.Generator().manual_seed(seed), torch.Generator().manual_seed(seed)
    queue: list[int] = []
    layers = [each for each in model.modules() if isinstance(each, nn.Linear)]

    def cost(at: list[int]) -> torch.Tensor:
        z = model(x[at])[:, 0]
        if loss == "bce":
            return functional.binary_cross_entropy_with_logits(z, y[at])
        if loss == "mse":
            output = "sigmoid" if hidden else activation
            made = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "linear": lambda z: z}[output](z)
            return functional.mse_loss(made, 2 * y[at] - 1 if output == "tanh" else y[at])
        side = (2 * y[at] - 1) * z
        return torch.clamp((1 if loss == "hinge" else 0) - side, min=0).mean()

    rows = []
    for step in range(steps + 1):
        optimizer.zero_grad()
        value = cost([0, 1, 2, 3])
        value.backward()
        parts = [each for layer in layers for each in (layer.bias, layer.weight)]
        slopes = [each.grad for each in parts]
        numbers = [np.ravel(each.detach().numpy()) for each in (*parts, *slopes) if each is not None]
        rows.append(np.concatenate([[value.item()], *numbers]))
        if step == steps:
            break
        at = [0, 1, 2, 3]
        if treatment.batch is not None:
            queue = queue or torch.randperm(4, generator=order).tolist()
            at, queue = queue[: treatment.batch], queue[treatment.batch :]
        drawn = [
            torch.randn(each.shape, generator=noise, dtype=dtype) for each in model.parameters() if treatment.noise
        ]

        def closure(at: list[int] = at, drawn: list[torch.Tensor] = drawn) -> torch.Tensor:
            optimizer.zero_grad()
            value = cost(at)
            value.backward()
            for parameter, noisy in zip(model.parameters(), drawn, strict=False):
                parameter.grad.add_(treatment.noise * noisy)  # type: ignore[union-attr]
            if treatment.clip_value is not None:
                nn.utils.clip_grad_value_(model.parameters(), treatment.clip_value)
            if treatment.clip is not None:
                nn.utils.clip_grad_norm_(model.parameters(), treatment.clip)
            return value

        optimizer.step(closure)
    return np.array(rows)
