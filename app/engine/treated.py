"""What is done to the gradient before the optimizer sees it: mini-batches, noise and clipping, all with torch's own."""

from __future__ import annotations

from collections.abc import Iterator

import torch

from app.engine.experiment import Treatment
from app.engine.walker import Walker


class TreatedGradient:
    """Puts the gradient of one step after another into the parameters' `grad`; the same seed gives the same gradients.
    `parts` is the number of samples there are.
    """

    def __init__(self, walker: Walker, parts: int, treatment: Treatment, seed: int) -> None:
        self._walker, self._treatment = walker, treatment
        self._source = torch.Generator().manual_seed(seed)
        self._batches = batches(parts, treatment.batch or parts, seed)
        self._batch: tuple[int, ...] = ()
        self._noise: list[torch.Tensor] = []

    def draw(self) -> None:
        """The samples and the noise of the next step; they hold for all evaluations within it."""
        treatment = self._treatment
        if treatment.batch is not None:
            self._batch = next(self._batches)
        if treatment.noise:
            self._noise = [
                treatment.noise * torch.randn(parameter.shape, generator=self._source, dtype=parameter.dtype)
                for parameter in self._walker.parameters
            ]

    def evaluate(self) -> torch.Tensor:
        """The loss of the step's samples at the parameters; its gradient, noisy and clipped, is left in `grad`."""
        self._walker.clear_gradient()
        with torch.enable_grad():
            loss = self._walker.loss(None if self._treatment.batch is None else self._batch)
            if loss.requires_grad:
                loss.backward()  # type: ignore[no-untyped-call]
        self.treat()
        return loss.detach()

    def treat(self) -> None:
        """Noise and clipping, on the gradient that is there."""
        parameters, treatment = self._walker.parameters, self._treatment
        if treatment.noise:
            for parameter, noise in zip(parameters, self._noise, strict=True):
                assert parameter.grad is not None
                parameter.grad.add_(noise)
        if treatment.clip_value is not None:
            torch.nn.utils.clip_grad_value_(parameters, treatment.clip_value)
        if treatment.clip is not None:
            torch.nn.utils.clip_grad_norm_(parameters, treatment.clip)


def batches(count: int, size: int, seed: int) -> Iterator[tuple[int, ...]]:
    """Positions of samples, `size` at a time: every pass takes each sample once, in an order drawn from the seed."""
    order = torch.Generator().manual_seed(seed)
    while True:
        positions = torch.randperm(count, generator=order).tolist()
        for first in range(0, count, size):
            yield tuple(positions[first : first + size])
