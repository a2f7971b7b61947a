"""`nn.Linear` of many seeds at once that computes each seed's numbers to the very bits that it would have alone.

How torch rounds depends on how long an array is: it takes whole vectors of numbers with one set of instructions and
what is left over with another, and adds up small and stacked products in different orders.
"""

from __future__ import annotations

from typing import Any

import torch


class SeedsLinear:
    """One layer: `bias (S, out)` and `weight (S, out, in)` are views of parameters that stay where they are in memory.

    There is a gap in memory behind the answers of each seed. So torch cannot take them as one long array in what
    follows, and cuts each seed's numbers into vectors as if they were alone.
    """

    def __init__(self, bias: torch.Tensor, weight: torch.Tensor, rows: int) -> None:
        count, units = bias.shape
        self._answers = bias.new_zeros(count, rows + 1, units)[:, :rows]
        views = (self._answers.unbind(), bias.detach().unbind(), weight.detach().transpose(1, 2).unbind())
        self._seeds = list(zip(*views, strict=True))

    def __call__(self, inputs: torch.Tensor, bias: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        """Inputs (S, N, in) to (S, N, out), which hold until the next call; the parameters are given for autograd."""
        answers: torch.Tensor = _Linear.apply(inputs, bias, weight, self)  # type: ignore[no-untyped-call]
        return answers

    def answers(self, inputs: torch.Tensor) -> torch.Tensor:
        """One seed after another: the stacked product of torch adds up eight hidden units in another order."""
        for (own, bias, weight), own_inputs in zip(self._seeds, inputs.unbind(), strict=True):
            torch.addmm(bias, own_inputs, weight, out=own)
        return self._answers.detach()


class _Linear(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, inputs: torch.Tensor, bias: torch.Tensor, weight: torch.Tensor, layer: SeedsLinear
    ) -> torch.Tensor:
        ctx.save_for_backward(inputs, weight)
        return layer.answers(inputs)

    @staticmethod
    def backward(ctx: Any, slopes: torch.Tensor) -> tuple[torch.Tensor | None, torch.Tensor, torch.Tensor, None]:
        inputs, weight = ctx.saved_tensors
        back = torch.bmm(slopes, weight) if ctx.needs_input_grad[0] else None
        return back, slopes.sum(1), torch.bmm(slopes.transpose(1, 2), inputs), None
