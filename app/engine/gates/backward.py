"""Loss and gradient of a gate's weights by the very calls that autograd makes, without its bookkeeping.

On four rows that bookkeeping is most of the work (measured: 98 against 30 microseconds for a unit); the bits are the
same, because the calls and the order of their arguments are (torch's derivatives.yaml).
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn
from torch.nn import functional

from app.engine.gates.forward import output_activation
from app.engine.gates.modules import OUTPUT, mean_loss, wanted_outputs
from app.engine.gates.task import GateTask

aten = torch.ops.aten
Slope = Callable[[torch.Tensor], torch.Tensor]
"""From z to the derivative of the mean loss with respect to it."""
SLOPE_BY_OUTPUT: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "sigmoid": aten.sigmoid_backward,
    "tanh": aten.tanh_backward,
    "relu": lambda slope, output: aten.threshold_backward(slope, output, 0),
    "linear": lambda slope, output: slope,
}
NONE, MEAN = 0, 1


def direct_evaluation(
    task: GateTask, module: nn.Module, inputs: torch.Tensor, targets: torch.Tensor
) -> Callable[[], float]:
    """Gives the loss at the module's weights, and leaves its gradient in their `grad`."""
    layers = [_Layer(layer) for layer in module.modules() if isinstance(layer, nn.Linear)]
    output, hidden = layers[-1], layers[0] if task.hidden else None
    activation, slope_of = OUTPUT.get(task.activation), slope_at(task, targets)

    def evaluate() -> float:
        entering = inputs
        if hidden is not None:
            assert activation is not None
            entering = activation(functional.linear(inputs, hidden.weight, hidden.bias))
        z = functional.linear(entering, output.weight, output.bias).squeeze(1)
        loss = mean_loss(task, z, targets)
        slope = slope_of(z).unsqueeze(1)
        output.take(slope, entering)
        if hidden is not None:
            slope = SLOPE_BY_OUTPUT[task.activation](slope.mm(output.weight), entering)
            hidden.take(slope, inputs)
        return loss.item()

    return evaluate


class _Layer:
    """Weights of a layer and where their gradient is kept: the same memory as the module's."""

    def __init__(self, layer: nn.Linear) -> None:
        assert layer.weight.grad is not None and layer.bias.grad is not None
        self.weight, self.bias = layer.weight.detach(), layer.bias.detach()
        self._weight_grad, self._bias_grad = layer.weight.grad, layer.bias.grad

    def take(self, slope: torch.Tensor, entering: torch.Tensor) -> None:
        """The gradient, from the slope (N, units) at what the layer gives and from what enters it."""
        # Not with `out=`: where its memory begins can change the last bits of a product.
        self._weight_grad.copy_(torch.mm(slope.t(), entering))
        torch.sum(slope, 0, out=self._bias_grad)


def slope_at(task: GateTask, targets: torch.Tensor) -> Slope:
    """For z and targets (N,), or (S, N) of S seeds, each with a mean loss of its own."""
    count, signs = targets.shape[-1], 2 * targets - 1
    share = (torch.ones((), dtype=targets.dtype) / count).expand(targets.shape)
    match task.loss:
        case "bce":
            return lambda z: (torch.sigmoid(z) - targets).div_(count)
        case "mse":
            return _squares(task, wanted_outputs(task, targets), share)
        case "hinge":
            return lambda z: -aten.threshold_backward(share, torch.relu(1 - signs * z), 0) * signs
        case _:
            return lambda z: aten.threshold_backward(share, torch.relu(-signs * z), 0) * -signs


def _squares(task: GateTask, wanted: torch.Tensor, share: torch.Tensor) -> Slope:
    key = output_activation(task).key
    if key not in SLOPE_BY_OUTPUT:  # a step does not depend on the weights
        return torch.zeros_like
    activation, back = OUTPUT[key], SLOPE_BY_OUTPUT[key]
    above, reduction = (torch.ones((), dtype=wanted.dtype), MEAN) if wanted.dim() == 1 else (share, NONE)

    def slope(z: torch.Tensor) -> torch.Tensor:
        output = activation(z)
        return back(aten.mse_loss_backward(above, output, wanted, reduction), output)

    return slope
