"""Updates of many runs at once that differ in nothing but the learning rate: torch's own operations in torch's order.

torch takes one learning rate for all, as a number. Here it is an array: `param.add_(d, alpha=-lr)` becomes
`param.addcmul_(d, -lr)` and `param.addcdiv_(n, d, value=-lr)` becomes `param.addcdiv_(n * -lr, d)`, to the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch

from app.engine.optimizers.optimizer import Values
from app.engine.trajectory import Array


@dataclass(frozen=True)
class Given:
    """Every hyperparameter by name, as torch takes it."""

    values: Values

    def number(self, name: str) -> float:
        """One that is a number."""
        value = self.values[name]
        assert isinstance(value, int | float)
        return value

    def pair(self, name: str) -> tuple[float, float]:
        """One that is two numbers."""
        value = self.values[name]
        assert isinstance(value, tuple)
        first, second = value
        assert first is not None and second is not None
        return first, second

    def on(self, name: str) -> bool:
        """A flag; one that the optimizer does not have is off."""
        return self.values.get(name) is True


Take = Callable[[torch.Tensor, Array], None]
"""Takes one step in place: gradients (2, N), learning rates (N,) in double precision."""
Update = Callable[[Given, torch.Tensor], Take]
"""Begins runs with these hyperparameters and parameters (2, N)."""


def _sgd(given: Given, parameters: torch.Tensor) -> Take:
    momentum, dampening, nesterov = given.number("momentum"), given.number("dampening"), given.on("nesterov")
    treated = _decay(given, parameters)
    velocity: torch.Tensor | None = None

    def take(gradient: torch.Tensor, rates: Array) -> None:
        nonlocal velocity
        direction = treated(gradient, rates)
        if momentum != 0:
            if velocity is None:
                velocity = direction.clone()
            else:
                velocity.mul_(momentum).add_(direction, alpha=1 - dampening)
            direction = direction.add(velocity, alpha=momentum) if nesterov else velocity
        parameters.addcmul_(direction, _like(parameters, -rates))

    return take


def _adam(given: Given, parameters: torch.Tensor) -> Take:
    (beta1, beta2), eps, amsgrad = given.pair("betas"), given.number("eps"), given.on("amsgrad")
    treated = _decay(given, parameters)
    mean, square, largest = (torch.zeros_like(parameters) for _ in range(3))
    t = 0.0

    def take(gradient: torch.Tensor, rates: Array) -> None:
        nonlocal t
        t += 1
        gradient = treated(gradient, rates)
        mean.lerp_(gradient, 1 - beta1)
        square.mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
        if amsgrad:
            torch.maximum(largest, square, out=largest)
        size = ((largest if amsgrad else square).sqrt() / (1 - beta2**t) ** 0.5).add_(eps)
        parameters.addcdiv_(mean * _like(parameters, -(rates / (1 - beta1**t))), size)

    return take


def _adamw(given: Given, parameters: torch.Tensor) -> Take:
    return _adam(Given({**given.values, "decoupled_weight_decay": True}), parameters)


def _rmsprop(given: Given, parameters: torch.Tensor) -> Take:
    alpha, eps, momentum, centered = (
        given.number("alpha"),
        given.number("eps"),
        given.number("momentum"),
        given.on("centered"),
    )
    treated = _decay(given, parameters)
    square, mean, velocity = (torch.zeros_like(parameters) for _ in range(3))

    def take(gradient: torch.Tensor, rates: Array) -> None:
        gradient = treated(gradient, rates)
        square.mul_(alpha).addcmul_(gradient, gradient, value=1 - alpha)
        if centered:
            mean.lerp_(gradient, 1 - alpha)
            size = square.addcmul(mean, mean, value=-1).sqrt_()
        else:
            size = square.sqrt()
        size = size.add_(eps)
        if momentum > 0:
            velocity.mul_(momentum).addcdiv_(gradient, size)
            parameters.addcmul_(velocity, _like(parameters, -rates))
        else:
            parameters.addcdiv_(gradient * _like(parameters, -rates), size)

    return take


def _adagrad(given: Given, parameters: torch.Tensor) -> Take:
    lr_decay, eps = given.number("lr_decay"), given.number("eps")
    treated = _decay(given, parameters)
    total = torch.full_like(parameters, given.number("initial_accumulator_value"))
    t = 0.0

    def take(gradient: torch.Tensor, rates: Array) -> None:
        nonlocal t
        t += 1
        gradient = treated(gradient, rates)
        total.addcmul_(gradient, gradient, value=1)
        falling = _like(parameters, -(rates / (1 + (t - 1) * lr_decay)))
        parameters.addcdiv_(gradient * falling, total.sqrt().add_(eps))

    return take


def _adadelta(given: Given, parameters: torch.Tensor) -> Take:
    rho, eps = given.number("rho"), given.number("eps")
    treated = _decay(given, parameters)
    square, moved = torch.zeros_like(parameters), torch.zeros_like(parameters)

    def take(gradient: torch.Tensor, rates: Array) -> None:
        gradient = treated(gradient, rates)
        square.mul_(rho).addcmul_(gradient, gradient, value=1 - rho)
        delta = moved.add(eps).sqrt_().div_(square.add(eps).sqrt_()).mul_(gradient)
        moved.mul_(rho).addcmul_(delta, delta, value=1 - rho)
        parameters.addcmul_(delta, _like(parameters, -rates))

    return take


def _adamax(given: Given, parameters: torch.Tensor) -> Take:
    (beta1, beta2), eps = given.pair("betas"), given.number("eps")
    treated = _decay(given, parameters)
    mean, largest = torch.zeros_like(parameters), torch.zeros_like(parameters)
    t = 0.0

    def take(gradient: torch.Tensor, rates: Array) -> None:
        nonlocal t
        t += 1
        gradient = treated(gradient, rates)
        mean.lerp_(gradient, 1 - beta1)
        torch.maximum(largest.mul_(beta2), gradient.abs().add_(eps), out=largest)
        parameters.addcdiv_(mean * _like(parameters, -(rates / (1 - beta1**t))), largest)

    return take


def _nadam(given: Given, parameters: torch.Tensor) -> Take:
    (beta1, beta2), eps, decay = given.pair("betas"), given.number("eps"), given.number("momentum_decay")
    treated = _decay(given, parameters)
    mean, square = torch.zeros_like(parameters), torch.zeros_like(parameters)
    product = torch.ones(())  # in single precision always, as in torch
    t = 0.0

    def take(gradient: torch.Tensor, rates: Array) -> None:
        nonlocal t
        t += 1
        gradient = treated(gradient, rates)
        mu = beta1 * (1.0 - 0.5 * (0.96 ** (t * decay)))
        mu_next = beta1 * (1.0 - 0.5 * (0.96 ** ((t + 1) * decay)))
        product.mul_(mu)
        mean.lerp_(gradient, 1 - beta1)
        square.mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
        size = square.div(1 - beta2**t).sqrt().add_(eps)
        reached = product.item()
        parameters.addcdiv_(gradient * _like(parameters, -rates * (1.0 - mu) / (1.0 - reached)), size)
        parameters.addcdiv_(mean * _like(parameters, (-rates * mu_next) / (1.0 - reached * mu_next)), size)

    return take


def _radam(given: Given, parameters: torch.Tensor) -> Take:
    (beta1, beta2), eps = given.pair("betas"), given.number("eps")
    treated = _decay(given, parameters)
    mean, square = torch.zeros_like(parameters), torch.zeros_like(parameters)
    t, longest = 0.0, 2 / (1 - beta2) - 1

    def take(gradient: torch.Tensor, rates: Array) -> None:
        nonlocal t
        t += 1
        gradient = treated(gradient, rates)
        mean.lerp_(gradient, 1 - beta1)
        square.mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
        correction2 = 1 - beta2**t
        step = mean / (1 - beta1**t) * _like(parameters, rates)
        length = longest - 2 * t * (beta2**t) / correction2
        if length > 5.0:
            share = (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)
            step = step * (correction2**0.5 / square.sqrt().add_(eps)) * share**0.5
        parameters.add_(step, alpha=-1.0)

    return take


def _asgd(given: Given, parameters: torch.Tensor) -> Take:
    """Its average of the parameters is left out: nothing depends on it."""
    lambd, alpha = given.number("lambd"), given.number("alpha")
    treated = _decay(given, parameters)
    eta: Array | None = None  # in single precision always, as in torch
    t = 0.0

    def take(gradient: torch.Tensor, rates: Array) -> None:
        nonlocal t, eta
        t += 1
        if eta is None:
            eta = rates.astype(np.float32)
        gradient = treated(gradient, rates)
        used = eta.astype(np.float64)
        parameters.mul_(_like(parameters, 1 - lambd * used))
        parameters.addcmul_(gradient, _like(parameters, -used))
        eta = np.array([rate / ((1 + lambd * rate * t) ** alpha) for rate in rates.tolist()]).astype(np.float32)

    return take


def _rprop(given: Given, parameters: torch.Tensor) -> Take:
    (shrink, grow), (smallest, largest) = given.pair("etas"), given.pair("step_sizes")
    treated = _decay(given, parameters)
    before, sizes = torch.zeros_like(parameters), torch.zeros_like(parameters)
    begun = False

    def take(gradient: torch.Tensor, rates: Array) -> None:
        nonlocal begun
        if not begun:
            begun = True
            sizes.copy_(_like(parameters, rates).expand_as(sizes))
        gradient = treated(gradient, rates)
        sign = gradient.mul(before).sign()
        sign[sign.gt(0)] = grow
        sign[sign.lt(0)] = shrink
        sign[sign.eq(0)] = 1
        sizes.mul_(sign).clamp_(smallest, largest)
        gradient = gradient.clone()
        gradient[sign.eq(shrink)] = 0
        parameters.addcmul_(gradient.sign(), sizes, value=-1)
        before.copy_(gradient)

    return take


UPDATES: Mapping[str, Update] = {
    "SGD": _sgd,
    "Adam": _adam,
    "AdamW": _adamw,
    "RMSprop": _rmsprop,
    "Adagrad": _adagrad,
    "Adadelta": _adadelta,
    "Adamax": _adamax,
    "NAdam": _nadam,
    "RAdam": _radam,
    "ASGD": _asgd,
    "Rprop": _rprop,
}
"""By torch's name, only those that a test holds against the real optimizer bit for bit."""


def _like(parameters: torch.Tensor, numbers: Array) -> torch.Tensor:
    """Numbers (N,) in double precision, rounded to the parameters' dtype as torch rounds its numbers."""
    return torch.from_numpy(numbers).to(parameters.dtype)


def _decay(given: Given, parameters: torch.Tensor) -> Callable[[torch.Tensor, Array], torch.Tensor]:
    """The gradient with `maximize` and weight decay, or, decoupled, the parameters decayed in place."""
    decay = given.number("weight_decay") if "weight_decay" in given.values else 0.0
    maximize, decoupled = given.on("maximize"), given.on("decoupled_weight_decay")

    def treated(gradient: torch.Tensor, rates: Array) -> torch.Tensor:
        if maximize:
            gradient = -gradient
        if decay == 0:
            return gradient
        if decoupled:
            parameters.mul_(_like(parameters, 1 - rates * decay))
            return gradient
        return gradient.add(parameters, alpha=decay)

    return treated
