"""What parameters, inputs and outputs are called on screen, and their numbers as short texts."""

from __future__ import annotations

import math

from app.engine.gates.forward import parameter_names
from app.engine.gates.task import GateTask
from app.i18n import tr
from app.theme import Theme
from app.views.numbers import axis_name, short_number
from surfaces.message import Message

_OUTPUTS = {"sigmoid": "σ(z)", "tanh": "tanh(z)", "step": "step(z)", "sign": "sign(z)", "relu": "ReLU(z)"}
_ABOVE_BIAS = Message("The bias: how far the unit is from its border when all of its inputs are 0.")
_WEIGHT = Message("A weight: how strongly this input pushes towards 1 (blue) or towards 0 (orange).")


def shown_names(task: GateTask) -> tuple[str, ...]:
    """The parameters with their numbers set low: b, w₁, w₂."""
    return tuple(axis_name(name) for name in parameter_names(task))


def sentence_of(name: str) -> str:
    """What a parameter does."""
    return tr(_ABOVE_BIAS if name[0] in "bc" else _WEIGHT)


def output_name(activation: str) -> str:
    """What is made of z, as a formula; the linear unit's output is z itself and needs a word."""
    return _OUTPUTS.get(activation) or tr("output")


def short(value: float, digits: int = 2) -> str:
    """A number with so many places in five figures; nothing is −0."""
    return short_number(value + 0.0, digits, figures=5)


def sign_token(value: float) -> str:
    """The theme's color of what pushes towards 1 or towards 0; what is no number has none."""
    if math.isnan(value):
        return "danger"
    return "one" if value >= 0 else "zero"


def hidden_color(theme: Theme, unit: int, named: bool) -> str:
    """The color of a hidden unit: a composition's are violet and green, a network's have none."""
    return theme.runs[(5, 4)[unit % 2]] if named else theme.text2
