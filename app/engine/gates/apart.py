"""`nn.Linear` of many seeds at once that computes each seed's numbers to the very bits that it would have alone.

How torch rounds depends on how long an array is: it takes whole vectors of numbers with one set of instructions and
what is left over with another, and adds up small and stacked products in different orders.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch

Layer = Sequence[torch.Tensor]
"""A bias (S, out) and a weight (S, out, in)."""


class SeedsLinear:
    """One layer: its parameters, where their gradient is kept, and `inputs (S, N, in)`, which all stay where they are
    in memory, as `answers (S, N, out)` do.

    There is a gap in memory behind the answers of each seed. So torch cannot take them as one long array in what
    follows, and cuts each seed's numbers into vectors as if they were alone.
    """

    def __init__(self, parameters: Layer, slopes: Layer, inputs: torch.Tensor) -> None:
        bias, self._weight = parameters
        self._bias, self._slopes, self._inputs = bias.unsqueeze(1), slopes, inputs
        count, rows, _ = inputs.shape
        self.answers = bias.new_zeros(count, rows + 1, bias.shape[1])[:, :rows]
        views = (self.answers.unbind(), inputs.unbind(), self._weight.transpose(1, 2).unbind())
        self._seeds = list(zip(*views, strict=True))

    def answer(self) -> torch.Tensor:
        """One seed after another: the stacked product of torch adds up eight hidden units in another order."""
        self.answers.copy_(self._bias)
        # `addmm` does the same, with a copy for each seed.
        for own, inputs, weight in self._seeds:
            own.addmm_(inputs, weight)
        return self.answers

    def take(self, slopes: torch.Tensor) -> None:
        """The gradient, from the slopes (S, N, out) at the answers."""
        bias, weight = self._slopes
        torch.sum(slopes, 1, out=bias)
        weight.copy_(torch.bmm(slopes.transpose(1, 2), self._inputs))

    def back(self, slopes: torch.Tensor) -> torch.Tensor:
        """The slopes (S, N, in) at the inputs."""
        return torch.bmm(slopes, self._weight)
