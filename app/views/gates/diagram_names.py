"""What parameters, inputs and outputs are called on screen, and their numbers as short texts."""

from __future__ import annotations

import math

from app.engine.gates.forward import parameter_names
from app.engine.gates.task import GateTask
from app.i18n import tr
from app.theme import Theme
from app.views.gates.table_answers import Answer
from app.views.numbers import MINUS, axis_name, number, power_of_ten, short_number, significant
from surfaces.message import Message

_LARGE = 99_999.5
_OUTPUTS = {"sigmoid": "σ(z)", "tanh": "tanh(z)", "step": "step(z)", "sign": "sign(z)", "relu": "ReLU(z)"}
_BIAS = Message("The bias: how far the unit is from its border when all of its inputs are 0.")
_WEIGHT = Message("A weight: how strongly this input pushes towards 1 (blue) or towards 0 (orange).")


def shown_names(task: GateTask) -> tuple[str, ...]:
    """The parameters with their numbers set low: b, w₁, w₂."""
    return tuple(axis_name(name) for name in parameter_names(task))


def is_bias(name: str) -> bool:
    """Whether a parameter is a bias: b, or c of a hidden unit."""
    return name[0] in "bc"


def spoken_parameter(name: str, value: float) -> str:
    """A parameter as it is read aloud."""
    return tr("{name} = {value}", name=name, value=significant(value))


def explained(name: str, value: float) -> str:
    """A parameter with its digits, what it does, and how it is changed."""
    return tr(
        "{name} = {value}. {sentence} Drag it sideways (Shift: finer), or click to type.",
        name=name, value=significant(value, 9), sentence=tr(_BIAS if is_bias(name) else _WEIGHT),
    )  # fmt: skip


def spoken_answer(task: GateTask, answer: Answer | None) -> str:
    """What is made of a row, as it is read aloud; without a row what the picture is of."""
    if answer is None:
        return tr("Diagram of the network") if task.hidden else tr("Diagram of the unit")
    return tr(
        "Row ({x1}, {x2}): z {z}, output {output}, says {says}", x1=significant(answer.row.x1),
        x2=significant(answer.row.x2), z=significant(answer.z), output=significant(answer.output), says=answer.says,
    )  # fmt: skip


def output_name(activation: str) -> str:
    """What is made of z, as a formula; the linear unit's output is z itself and needs a word."""
    return _OUTPUTS.get(activation) or tr("output")


def short(value: float, digits: int = 2) -> str:
    """A number with so many places in five figures, a small one with two more before it becomes a power of ten;
    nothing is −0.
    """
    value += 0.0
    if 10.0 ** -(digits + 2) <= abs(value) < 10.0**-digits:
        return number(value, digits + 2)
    if math.isfinite(value) and abs(value) >= _LARGE:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}·{power_of_ten(int(exponent))}".replace("-", MINUS)
    return short_number(value, digits, figures=5)


def shorter(value: float) -> str:
    """The same where there is less room: three figures, of small numbers one, with a power of ten if need be."""
    value = round(value, 3) + 0.0 if 0.001 <= abs(value) < 0.01 else value + 0.0
    if 0.001 <= abs(value) < 0.01:
        return number(value, 3)
    if not math.isfinite(value) or value == 0 or 0.01 <= abs(value) < 999.5:
        return short_number(value, 2, figures=3)
    mantissa, exponent = f"{value:.0e}".split("e")
    return f"{mantissa}·{power_of_ten(int(exponent))}".replace("-", MINUS)


def in_circle(value: float) -> tuple[str, ...]:
    """Forms of a number for a unit's circle, which has no room for the power of ten of a tiny one."""
    return short(value), shorter(value), *(("≈ 0",) if 0 < abs(value) < 0.005 else ())


def sign_token(value: float) -> str:
    """The theme's color of what pushes towards 1 or towards 0; what is no number has none."""
    if math.isnan(value):
        return "danger"
    return "one" if value >= 0 else "zero"


def hidden_color(theme: Theme, unit: int, named: bool) -> str:
    """The color of a hidden unit: a composition's are violet and green, a network's have none."""
    return theme.runs[(5, 4)[unit % 2]] if named else theme.text2
