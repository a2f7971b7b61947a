"""A row of the truth table worked out, line by line: sums, outputs, its loss, and the mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import mul
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.activations import activation_named
from app.engine.gates.data import data_of
from app.engine.gates.forward import (
    hidden_sums,
    is_composition,
    logits,
    output_activation,
    row_losses,
    weights_of,
)
from app.engine.gates.task import GateTask
from app.i18n import tr
from app.views.gates.diagram_names import output_name
from app.views.gates.row_view_digits import DIGITS, Addition, addition, enough, fixed
from app.views.gates.row_view_losses import activated, answered, colored, lost
from app.views.gates.table_answers import Answer, answers_of
from app.views.numbers import MINUS, axis_name, significant

FEW = 2
"""Of so many hidden units the sums are worked out, too."""
_WHOLE = (-1.0, 0.0, 1.0)
Values = npt.NDArray[Any]


@dataclass(frozen=True)
class WorkedLine:
    """`symbol` stands left of the `=` that `latex` begins with; `aside` at the right end; `digits` says it in full. The
    `result` is what the last unit answers.
    """

    symbol: str
    latex: str
    aside: str = ""
    digits: str = ""
    italic: bool = False
    result: bool = False


def worked_lines(
    task: GateTask, values: Values, row: int, threshold: float = 0.5, places: int = DIGITS
) -> tuple[WorkedLine, ...]:
    """All lines for a row, sums with at least so many places; the formulas with their names for no row (-1), and
    before there are parameters (P,).
    """
    if not 0 <= row < len(task.rows) or len(values) != task.size:
        return _named(task)
    with np.errstate(all="ignore"):
        answer = answers_of(task, values, threshold)[row]
        said = _lines_until_said(task, values, answer, places)
        return said if is_composition(task) else (*said, *_loss_lines(task, values, answer))


def _lines_until_said(task: GateTask, values: Values, answer: Answer, places: int) -> tuple[WorkedLine, ...]:
    """Hidden units, the sum of the last one, and what it says."""
    point = np.array([answer.row.x1, answer.row.x2])
    weights = weights_of(task, np.asarray(values, np.float64))
    hidden = _hidden_lines(task, values, point, answer.hidden, places) if task.hidden else ()
    given, letter = (answer.hidden, "v") if task.hidden else (tuple(point.tolist()), "w")
    before = tuple(line for lines in hidden for line in lines)
    if task.hidden > FEW:
        pushes = tuple(float(each) for each in weights.weight * np.array(given))
        before, sums = _with_pushes(hidden, pushes, float(weights.bias), answer.z, places)
    else:
        factors = enumerate(zip(weights.weight.tolist(), given, strict=True), 1)
        inputs = tuple((f"{letter}{place}", float(weight), float(x)) for place, (weight, x) in factors)
        sums = _sum_lines("z", ("b", float(weights.bias)), inputs, answer.z, places)
    activation = output_activation(task)
    symbol, shown = output_name(activation.key), answered(answer.output, answer.says)
    last = WorkedLine(
        symbol, f"= {activated(activation, answer.z)} = {shown}",
        digits=f"{symbol} = {_full(answer.output)}", result=True,
    )  # fmt: skip
    return (*before, *sums, last)


def _loss_lines(task: GateTask, values: Values, answer: Answer) -> tuple[WorkedLine, ...]:
    """The row's loss, and the mean over all."""
    loss = float(row_losses(task, np.array([answer.z]), np.array([float(answer.row.target)]))[0])
    points, targets = data_of(task)
    mean = float(row_losses(task, logits(task, values, points), targets).mean())
    formula = lost(task.loss, output_activation(task), answer.z, answer.output, answer.says, answer.row.target)
    return (
        WorkedLine(
            tr("loss"), rf"= {formula} = \role{{point}}{{{fixed(loss)}}}",
            digits=tr("loss = {value}", value=_full(loss)),
        ),
        WorkedLine(
            tr("mean"), rf"{_of_all(task, len(points))} = \role{{step}}{{{fixed(mean)}}}",
            digits=tr("mean = {value}", value=_full(mean)),
        ),
    )  # fmt: skip


def _of_all(task: GateTask, count: int) -> str:
    words = tr("of {count} rows", count=count) if task.cloud is None else tr("of {count} points", count=count)
    return words.replace(" ", r"\,")


def _full(value: float) -> str:
    return significant(float(f"{value:.12g}"), 12)


def _sum_lines(
    symbol: str, bias: tuple[str, float], inputs: tuple[tuple[str, float, float], ...], total: float, places: int
) -> tuple[WorkedLine, ...]:
    """Bias, and weights times inputs; where these are not just 0 and 1, the products get a line of their own."""
    products = [weight * x for _, weight, x in inputs]
    whole = all(x in _WHOLE for _, _, x in inputs)
    beside = [weight for _, weight, _ in inputs] if whole else ()
    made = addition(((bias[1], *products), total), beside=beside, least=places)
    result = _result(made, total)
    full = " + ".join((_full(bias[1]), *(f"{_full(weight)}·{_full(x)}" for _, weight, x in inputs)))
    names = " + ".join(
        (
            bias[0],
            *(f"{axis_name(name)}·{axis_name(('h' if name[0] == 'v' else 'x') + name[-1])}" for name, _, _ in inputs),
        )
    )
    digits = f"{symbol} = {names} = {full} = {_full(total)}".replace(f"+ {MINUS}", f"{MINUS} ")
    if whole:
        latex = _sum(made, bias[1], [(weight, made.written(weight), x) for _, weight, x in inputs])
        return (WorkedLine(symbol, f"= {latex} {result}", digits=digits, italic=True),)
    terms = [(weight, _factor(made, weight, x), x) for _, weight, x in inputs]
    second = _sum(made, bias[1], [(part, made.written(part), None) for part in products])
    return (
        WorkedLine(symbol, f"= {_sum(made, bias[1], terms)}", digits=digits, italic=True),
        WorkedLine("", f"= {second} {result}", digits=digits),
    )


def _factor(made: Addition, weight: float, x: float) -> str:
    """A weight with the places that its product needs."""
    if made.power or not math.isfinite(weight):
        return made.written(weight)
    return fixed(abs(weight), enough(partial(mul, x), weight, made.places) or made.places)


def _result(made: Addition, total: float) -> str:
    r"""`= total`, or `\approx` where what is written does not come to it."""
    sign = "=" if made.exact else r"\approx"
    return f"{sign} {colored(total, made.whole(total))}"


def _sum(made: Addition, bias: float, terms: Sequence[tuple[float, str, float | None]]) -> str:
    """`b + w·x + …` with signs as operators; a term without x is a number. In brackets where a power is left out."""
    latex = colored(bias, f"{'-' if bias < 0 else ''}{made.written(bias)}")
    for value, written, x in terms:
        factor = "" if x is None else rf" \cdot {_input(x)}"
        latex += rf" {'-' if value < 0 else '+'} {colored(value, written)}{factor}"
    return f"({latex}){made.factor}" if made.power else latex


def _input(x: float) -> str:
    written = f"{abs(x):g}" if x in _WHOLE else fixed(abs(x)).rstrip("0").rstrip(".")
    return written if x >= 0 else rf"({{-{written}}})"


def _hidden_lines(
    task: GateTask, values: Values, point: Values, outputs: tuple[float, ...], places: int
) -> tuple[tuple[WorkedLine, ...], ...]:
    """Of each hidden unit its output, of few its sum before that."""
    sums = hidden_sums(task, np.asarray(values, np.float64), point[None, :])[0]
    weights, activation = weights_of(task, np.asarray(values, np.float64)), activation_named(task.activation)
    made, border = [], activation.level(0.5)
    for unit, (total, output) in enumerate(zip(sums.tolist(), outputs, strict=True), 1):
        inputs = tuple(
            (f"w{unit}{side + 1}", float(weights.hidden_weight[unit - 1, side]), float(point[side])) for side in (0, 1)
        )
        worked = _sum_lines(axis_name(f"a{unit}"), (axis_name(f"c{unit}"), float(weights.hidden_bias[unit - 1])),
                            inputs, float(total), places)  # fmt: skip
        symbol = axis_name(f"h{unit}")
        last = WorkedLine(
            symbol, f"= {activated(activation, float(total))} = {answered(output, int(total >= border))}",
            digits=f"{worked[0].digits}\n{symbol} = {_full(output)}",
        )  # fmt: skip
        made.append((*(worked if task.hidden <= FEW else ()), last))
    return tuple(made)


def _with_pushes(
    hidden: tuple[tuple[WorkedLine, ...], ...], pushes: tuple[float, ...], bias: float, z: float, places: int
) -> tuple[tuple[WorkedLine, ...], tuple[WorkedLine, ...]]:
    """At the right of each hidden unit what it pushes z by; they add up, with the bias, to z."""
    pushed = math.fsum(pushes)
    made = addition((pushes, pushed), ((bias, pushed), z), least=places)
    lines = tuple(
        replace(each, aside=rf"→\,{colored(push, made.whole(push))}", digits=_pushing(each.digits, unit, push))
        for unit, ((each,), push) in enumerate(zip(hidden, pushes, strict=True), 1)
    )
    latex = f"= {_sum(made, bias, [(pushed, made.written(pushed), None)])} {_result(made, z)}"
    return lines, (WorkedLine("z", latex, digits=tr("z = b and all that the hidden units push: {value}",
                                                    value=_full(z)), italic=True),)  # fmt: skip


def _pushing(digits: str, unit: int, push: float) -> str:
    return f"{digits}\n{axis_name(f'v{unit}·h{unit}')} = {_full(push)}"


def _named(task: GateTask) -> tuple[WorkedLine, ...]:
    """The formulas without numbers, while no row is selected."""
    if is_composition(task):
        return (WorkedLine("h", "= " + _name_of(task.activation, r"c + w_1 \cdot x_1 + w_2 \cdot x_2")),
                WorkedLine("z", r"= b + Σ\,v \cdot h", italic=True),
                WorkedLine(output_name(task.activation), "= " + _name_of(task.activation, "z")))  # fmt: skip
    if task.hidden:
        return (WorkedLine("h", "= " + _name_of(task.activation, r"c + w_1 \cdot x_1 + w_2 \cdot x_2")),
                WorkedLine("z", r"= b + Σ\,v \cdot h", italic=True),
                WorkedLine("σ(z)", r"= 1\,/\,(1 + e^{-z})"))  # fmt: skip
    return (WorkedLine("z", r"= b + w_1 \cdot x_1 + w_2 \cdot x_2", italic=True),
            WorkedLine(output_name(task.activation), f"= {_name_of(task.activation, 'z')}"))  # fmt: skip


def _name_of(activation: str, inner: str) -> str:
    written = {"sigmoid": r"1\,/\,(1 + e^{-z})" if inner == "z" else rf"\text{{σ}}({inner})", "linear": inner,
               "relu": rf"\max(0,\,{inner})"}  # fmt: skip
    return written.get(activation, rf"\mathrm{{{activation}}}({inner})")
