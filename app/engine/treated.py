"""What is done to the gradient before the optimizer sees it: mini-batches, noise and clipping, all with torch's own."""

from __future__ import annotations

from collections.abc import Iterator

import torch

from app.engine.experiment import Treatment
from app.engine.objective import Objective


class TreatedGradient:
    """Puts the gradient of one step after another into `parameters.grad`; the same seed gives the same gradients."""

    def __init__(self, objective: Objective, parameters: torch.Tensor, treatment: Treatment, seed: int) -> None:
        self._objective, self._parameters, self._treatment = objective, parameters, treatment
        self._source = torch.Generator().manual_seed(seed)
        self._batches = batches(objective.parts, treatment.batch or objective.parts, seed)
        self._batch: tuple[int, ...] = ()
        self._noise = torch.zeros_like(parameters)

    def draw(self) -> None:
        """The samples and the noise of the next step; they hold for all evaluations within it."""
        treatment = self._treatment
        if treatment.batch is not None:
            self._batch = next(self._batches)
        if treatment.noise:
            parameters = self._parameters
            self._noise = treatment.noise * torch.randn(
                parameters.shape, generator=self._source, dtype=parameters.dtype
            )

    def evaluate(self) -> torch.Tensor:
        """The loss of the step's samples at the parameters; its gradient, noisy and clipped, is left in `grad`."""
        parameters, treatment = self._parameters, self._treatment
        parameters.grad = None
        with torch.enable_grad():
            flat = parameters.view(-1)
            whole = treatment.batch is None
            loss = self._objective.loss(flat) if whole else self._objective.loss_of(flat, self._batch)
            if loss.requires_grad:
                loss.backward()  # type: ignore[no-untyped-call]
        if parameters.grad is None:
            parameters.grad = torch.zeros_like(parameters)
        self.treat()
        return loss.detach()

    def treat(self) -> None:
        """Noise and clipping, on the gradient that is there."""
        parameters, treatment = self._parameters, self._treatment
        assert parameters.grad is not None
        if treatment.noise:
            parameters.grad.add_(self._noise)
        if treatment.clip_value is not None:
            torch.nn.utils.clip_grad_value_([parameters], treatment.clip_value)
        if treatment.clip is not None:
            torch.nn.utils.clip_grad_norm_([parameters], treatment.clip)


def batches(count: int, size: int, seed: int) -> Iterator[tuple[int, ...]]:
    """Positions of samples, `size` at a time: every pass takes each sample once, in an order drawn from the seed."""
    order = torch.Generator().manual_seed(seed)
    while True:
        positions = torch.randperm(count, generator=order).tolist()
        for first in range(0, count, size):
            yield tuple(positions[first : first + size])
