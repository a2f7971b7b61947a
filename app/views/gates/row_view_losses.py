"""The activation and the loss of one row as lines of LaTeX with this row's numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

from app.engine.gates.activations import Activation
from app.views.gates.row_view_digits import DIGITS, enough, fixed, softplus


def colored(value: float, written: str | None = None) -> str:
    """A number in the color of what it pushes towards."""
    role = "point" if math.isnan(value) else "one" if value >= 0 else "zero"
    return rf"\role{{{role}}}{{{written or fixed(value)}}}"


def answered(output: float, said: int, written: str | None = None) -> str:
    """An output in the color of the class that its unit says with it."""
    role = "point" if math.isnan(output) else "one" if said else "zero"
    return rf"\role{{{role}}}{{{written or fixed(output)}}}"


def activated(activation: Activation, z: float) -> str:
    """What the activation does, with z in it: `1 / (1 + e^{-0.826})`."""
    number = colored(z)
    if activation.key == "sigmoid":
        return rf"1\,/\,(1 + e^{{{fixed(-z, _places(_sigmoid, z))}}})"
    if activation.key == "tanh":
        return rf"\mathrm{{tanh}}({colored(z, fixed(z, _places(_tanh, z)))})"
    if activation.key == "relu":
        return rf"\max(0,\,{number})"
    return "z" if activation.key == "linear" else rf"\mathrm{{{activation.key}}}({number})"


def lost(loss: str, activation: Activation, z: float, output: float, said: int, target: int) -> str:
    """The loss by its formula, without its result. A number has a color only where it is z or the output itself."""
    if loss == "mse":
        return _squared(activation, output, said, target)
    sign = 1 if target else -1
    if loss == "hinge":
        return rf"\max(0,\,1 {'-' if sign * z >= 0 else '+'} {fixed(-z) if z < 0 else colored(z)})"
    if loss == "perceptron":
        return rf"\max(0,\,{fixed(-z) if target else colored(z)})"
    return _cross_entropy(activation, z, output, said, target)


def _squared(activation: Activation, output: float, said: int, target: int) -> str:
    wanted = activation.high if target else activation.low
    # As a product: a power of a float overflows with an error, where a product is infinite.
    places = _places(lambda answer: (answer - wanted) * (answer - wanted), output)
    shown = answered(output, said, fixed(output, places))
    return rf"({shown} {'-' if wanted >= 0 else '+'} {abs(wanted):g})^2"


def _cross_entropy(activation: Activation, z: float, output: float, said: int, target: int) -> str:
    """From the probability where it has enough digits on screen for that, else from z."""
    if activation.key == "sigmoid":
        places = enough(_surprise_of_one if target else _surprise_of_zero, output)
        if places is not None and 0 < output < 1:
            shown = answered(output, said, fixed(output, places))
            return rf"-\mathrm{{ln}}\,{shown}" if target else rf"-\mathrm{{ln}}\,(1 - {shown})"
    power = -z if target else z
    return rf"\mathrm{{ln}}\,(1 + e^{{{fixed(power, _places(softplus, power))}}})"


def _places(of: Callable[[float], float], value: float) -> int:
    return enough(of, value) or DIGITS if math.isfinite(value) else DIGITS


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def _tanh(z: float) -> float:
    return math.tanh(z)


def _surprise_of_one(share: float) -> float:
    return -math.log(share) if share > 0 else math.inf


def _surprise_of_zero(share: float) -> float:
    return -math.log1p(-share) if share < 1 else math.inf
