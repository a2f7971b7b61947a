"""The worked row: its numbers are torch's, and those on screen add up."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QEvent, QPoint
from PyQt6.QtGui import QHelpEvent
from PyQt6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.engine.gates.activations import ACTIVATIONS, activation_named
from app.engine.gates.data import data_of
from app.engine.gates.forward import hidden_values, logits, row_losses
from app.engine.gates.losses import LOSSES
from app.engine.gates.tables import GATES
from app.engine.gates.task import MOST_HIDDEN, Cloud, GateTask, Row
from app.theme import DARK, THEMES, Theme
from app.views.gates.row_view import RowView
from app.views.gates.row_view_digits import adding_up, enough, fixed, softplus
from app.views.gates.row_view_lines import WorkedLine, worked_lines
from app.views.run_look import RunLook
from app.views.worked.math_tree import text_of
from tests.pixels import count_of
from tests.views.heard import heard

LOOK = RunLook(2, 2)
VALUES = np.array([-3.51349, 2.07577, 2.26376])
ROWS = {gate.key: gate.rows for gate in GATES}
UNIT = GateTask(ROWS["and"])
NUMBERS = st.floats(-50, 50).map(lambda number: round(number, 7))
WHOLE = re.compile(r"-?\d+(?:\.\d+)?")


def plain(line: WorkedLine) -> str:
    """The line with ASCII signs, to be computed."""
    return text_of(line.latex).replace("−", "-").replace("·", "*").replace("\u2009", "").replace(" ", "")


def computed(text: str) -> float:
    """What a side of a shown equation comes to, with Python's own arithmetic."""
    text = text.replace("^", "**").replace("e**", "E**")
    text = re.sub(r"(?<=[\d)])\s*(?=ln|max)", "*", text)
    names = {"ln": math.log, "max": max, "tanh": math.tanh, "E": math.e, "step": lambda z: float(z >= 0),
             "sign": lambda z: 1.0 if z >= 0 else -1.0}  # fmt: skip
    text = re.sub(r"ln([\d.]+)", r"ln(\1)", text)
    return float(eval(text, {"__builtins__": {}}, names))


def number(text: str) -> float:
    """A number that was shown, with its power of ten."""
    mantissa, _, exponent = text.partition("*10^")
    return float(mantissa) * 10.0 ** int(exponent.strip("()") or 0)


def sides(line: WorkedLine) -> list[str]:
    return plain(line).split("=")[1:]


def by_symbol(lines: tuple[WorkedLine, ...]) -> dict[str, WorkedLine]:
    return {line.symbol: line for line in lines}


def shown(qtbot: QtBot, task: GateTask = UNIT, values: np.ndarray = VALUES, row: int = 3) -> RowView:
    view = RowView()
    qtbot.addWidget(view)
    view.show_theme(DARK)
    view.show_task(task, LOOK)
    view.show_values(values)
    view.show_row(row)
    view.resize(288, 200)
    view.show()
    return view


@given(st.lists(NUMBERS, min_size=1, max_size=9))
def test_rounded_parts_add_up_and_are_off_by_less_than_a_step(parts: list[float]) -> None:
    total = math.fsum(parts)
    rounded = adding_up(parts, total)
    assert round(math.fsum(rounded), 3) == round(round(total / 1e-3) * 1e-3, 3)
    off = [abs(each - part) for each, part in zip(rounded, parts, strict=True)]
    assert max(off) < 0.001 + 1e-9
    assert all(each == 0 for each, part in zip(rounded, parts, strict=True) if part == 0)


def test_what_can_be_rounded_as_usual_is() -> None:
    assert adding_up((0.1234, 0.2, -0.5), -0.1766) == (0.123, 0.2, -0.5)
    assert adding_up((0.0004, 0.0004), 0.0008) in {(0.001, 0.0), (0.0, 0.001)}
    assert adding_up((1e7, 0.3), 1e7 + 0.3) == (1e7, 0.3)


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(range(4)))
def test_the_sum_on_screen_is_the_sum_of_the_numbers_on_screen(b: float, w1: float, w2: float, row: int) -> None:
    line = worked_lines(UNIT, np.array([b, w1, w2]), row)[0]
    if "10^" in line.latex:
        return
    left, right = sides(line)
    assert computed(left) == pytest.approx(float(right), abs=1e-9)
    x1, x2 = data_of(UNIT)[0][row]
    assert float(right) == pytest.approx(b + w1 * x1 + w2 * x2, abs=0.0005 + 1e-9)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_with_other_inputs_than_0_and_1_the_products_add_up(b: float, w1: float, w2: float) -> None:
    task = GateTask((Row(0.3, -2.5, 1),))
    first, second, *_ = worked_lines(task, np.array([b, w1, w2]), 0)
    if "10^" in first.latex + second.latex:
        return
    left, right = sides(second)
    assert computed(left) == pytest.approx(float(right), abs=1e-9)
    assert float(right) == pytest.approx(b + 0.3 * w1 - 2.5 * w2, abs=0.0005 + 1e-9)
    products = [float(each) for each in re.findall(r"[+-]\d[\d.]*", "+" + left.lstrip("+"))]
    assert computed(sides(first)[0]) == pytest.approx(sum(products[-3:]) if len(products) > 2 else b, abs=0.004)


@pytest.mark.parametrize("row", range(4))
@pytest.mark.parametrize("activation", [each.key for each in ACTIVATIONS])
@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
def test_the_lines_compute_what_they_show(activation: str, loss: str, row: int) -> None:
    task = replace(UNIT, activation=activation, loss=loss)
    z, answered, lost, mean = worked_lines(task, VALUES, row)
    points, targets = (torch.tensor(each) for each in data_of(task))
    sums = torch.nn.functional.linear(points, torch.tensor(VALUES[None, 1:]), torch.tensor(VALUES[:1]))[:, 0]
    assert float(sides(z)[-1]) == pytest.approx(sums[row].item(), abs=0.0005)
    formula, output = sides(answered)
    formula = formula.replace("z", sides(z)[-1])
    assert computed(formula) == pytest.approx(float(output), abs=0.00051)
    assert float(output) == pytest.approx(float(activation_named(activation).of(sums.numpy())[row]), abs=0.0005)
    formula, result = sides(lost)
    assert round(computed(formula), 3) == pytest.approx(round(number(result), 3), abs=1e-9)
    assert computed(formula) == pytest.approx(number(result), rel=0.01, abs=0.0005 if "10^" not in result else 0)
    losses = row_losses(task, sums.numpy(), targets.numpy())
    assert number(result) == pytest.approx(losses[row], abs=0.0005)
    assert float(sides(mean)[-1]) == pytest.approx(losses.mean(), abs=0.0005)


@pytest.mark.parametrize("scale", [0.2, 1.0, 5.0, 40.0, 400.0])
def test_cross_entropy_computes_however_sure_the_unit_is(scale: float) -> None:
    for row in range(4):
        line = by_symbol(worked_lines(UNIT, VALUES * scale, row))["loss"]
        z = torch.tensor(logits(UNIT, VALUES * scale, data_of(UNIT)[0])[row])
        wanted = torch.nn.functional.binary_cross_entropy_with_logits(
            z, torch.tensor(float(ROWS["and"][row].target)).double()
        )
        formula, result = sides(line)
        power = re.fullmatch(r"ln\(1\+e\^\(?(-?[\d.]+)\)?\)", formula)
        left = softplus(float(power[1])) if power else computed(formula)
        if "10^" in result:
            assert number(result) == pytest.approx(wanted.item(), rel=0.01)
        else:
            assert float(result) == pytest.approx(wanted.item(), abs=0.0005)
            assert left == pytest.approx(float(result), abs=0.00051)


def test_enough_digits_are_the_fewest_that_give_the_result() -> None:
    assert enough(lambda share: -math.log(share), 0.69548) == 4
    assert enough(lambda share: -math.log(share), 0.5) == 3
    assert enough(lambda share: -math.log(share), 1e-9) is None


@pytest.mark.parametrize("hidden", range(3, MOST_HIDDEN + 1))
def test_what_hidden_units_push_adds_up_to_z(hidden: int) -> None:
    task = GateTask(ROWS["xor"], hidden=hidden, activation="tanh")
    values = np.random.default_rng(hidden).normal(size=task.size) * 2
    for row in range(4):
        lines = by_symbol(worked_lines(task, values, row))
        units = [lines[f"h{'₁₂₃₄₅₆₇₈'[unit]}"] for unit in range(hidden)]
        answers = hidden_values(task, values, data_of(task)[0])[row]
        assert [float(sides(line)[-1]) for line in units] == pytest.approx(answers, abs=0.0005)
        pushes = [float(text_of(line.aside).replace("−", "-").replace("→", "")) for line in units]
        weights = values[-hidden:]
        assert pushes == pytest.approx(weights * answers, abs=0.001)
        left, right = sides(lines["z"])
        bias, pushed = (float(each) for each in re.findall(r"(?:^-|[+-])?[\d.]+", left))
        assert round(sum(pushes), 3) == pytest.approx(pushed)
        assert round(bias + pushed, 3) == pytest.approx(float(right))
        assert float(right) == pytest.approx(logits(task, values, data_of(task)[0])[row], abs=0.0005)


def test_the_notes_composition_is_worked_sum_by_sum() -> None:
    task = GateTask(ROWS["xor"], hidden=2, activation="step")
    notes = np.array([0.23, -0.08, -0.15, -0.15, 0.15, 0.15, -0.2, 0.15, 0.15])
    lines = [(line.symbol, plain(line)) for line in worked_lines(task, notes, 1)]
    assert lines[:5] == [
        ("a₁", "=0.230-0.150*0-0.150*1=0.080"),
        ("h₁", "=step(0.080)=1.000"),
        ("a₂", "=-0.080+0.150*0+0.150*1=0.070"),
        ("h₂", "=step(0.070)=1.000"),
        ("z", "=-0.200+0.150*1+0.150*1=0.100"),
    ]


def test_without_a_row_the_formulas_have_names(qtbot: QtBot) -> None:
    view = shown(qtbot, row=-1)
    assert text_of(view.lines[0].latex) == "= b + w_1·x_1 + w_2·x_2"
    assert view.heading == "A row, worked"
    view.show_row(2)
    assert view.heading == "Row (1, 0), worked"


def test_of_clouds_the_mean_is_over_all_points() -> None:
    task = replace(UNIT, cloud=Cloud(20, 0.4, 1))
    line = by_symbol(worked_lines(task, VALUES, 0))["mean"]
    points, targets = data_of(task)
    mean = row_losses(task, logits(task, VALUES, points), targets).mean()
    assert text_of(line.latex).replace("\u2009", " ") == f"of 80 points = {mean:.3f}"


def test_the_tooltip_has_all_digits(qtbot: QtBot) -> None:
    view = shown(qtbot)
    at = QPoint(80, round(view._top() + 4))
    inner = view.viewport()
    assert inner is not None
    QApplication.sendEvent(inner, QHelpEvent(QEvent.Type.ToolTip, at, inner.mapToGlobal(at)))
    assert QToolTip.text() == "z = b + w₁·x₁ + w₂·x₂ = −3.51349 + 2.07577·1 + 2.26376·1 = 0.82604"
    QToolTip.hideText()


def test_it_says_its_lines_aloud(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert view.accessibleName() == "Row (1, 1), worked"
    assert "loss = −ln 0.6955 = 0.363" in view.accessibleDescription().replace("\u2009", " ")


def test_what_does_not_fit_moves_together_and_what_then_does_not_scrolls(qtbot: QtBot) -> None:
    task = GateTask(ROWS["xor"], hidden=8, activation="tanh")
    view = shown(qtbot, task, np.linspace(-2, 2, task.size))
    bar = view.verticalScrollBar()
    assert bar is not None
    assert view.wanted_height() > view.height()
    assert bar.maximum() == 0  # closer lines have room
    view.resize(288, 120)
    assert bar.maximum() > 0
    last = view.lines[-1]
    bar.setValue(bar.maximum())
    assert view.line_at(view.height() - 12) == last
    view.resize(288, view.wanted_height())
    assert bar.maximum() == 0


COMPOSITION = GateTask(ROWS["xor"], hidden=2, activation="step")
NOTES = np.array([0.23, -0.08, -0.15, -0.15, 0.15, 0.15, -0.2, 0.15, 0.15])
WORKED = {
    "unit": (UNIT, VALUES),
    "layers": (COMPOSITION, NOTES),
    "network": (GateTask(ROWS["xor"], hidden=4, activation="tanh"), np.linspace(-2, 2, 17)),
}


@pytest.mark.parametrize("worked", WORKED)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("height", [60, 90, 130, 200, 400])
def test_the_result_is_always_in_sight(qtbot: QtBot, worked: str, theme: Theme, height: int) -> None:
    task, values = WORKED[worked]
    view = shown(qtbot, task, values)
    view.show_theme(theme)
    view.resize(theme.px(278), theme.px(height))
    bar, place = view.verticalScrollBar(), view.result_shown()
    assert bar is not None and place is not None
    result = next(line for line in view.lines if line.symbol in ("σ(z)", "step(z)"))
    said = theme.color("one" if "role{one}" in result.latex.split("=")[-1] else "zero")
    for scrolled in (0, bar.maximum()):
        bar.setValue(scrolled)
        place = view.result_shown()
        assert place is not None and view.line_at(place.center().y()) == result
        if scrolled == 0 or result == view.lines[-1]:
            assert place.top() >= 0 and place.bottom() <= view.height()
            assert count_of(view.grab(place.toRect()).toImage(), said, 60) > 20


EXTREME = ([np.nan, 1e6, -1e-9], [np.inf, -np.inf, 1e300], [0.0, -0.0, 0.0], [1e5, 1e-4, -99999.9])


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("values", EXTREME, ids=["nan", "inf", "zero", "large"])
def test_it_draws_whatever_the_numbers_are(qtbot: QtBot, theme: Theme, values: list[float]) -> None:
    for activation in (each.key for each in ACTIVATIONS):
        for loss in (each.key for each in LOSSES):
            view = shown(qtbot, replace(UNIT, activation=activation, loss=loss), np.array(values))
            view.show_theme(theme)
            assert count_of(view.grab().toImage(), theme.color("text2"), 24) > 20
            assert not any("-0.000" in line.latex for line in view.lines)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (0.8260, "0.826"),
        (-0.0, "0.000"),
        (-0.0004999, r"-5.00 \cdot 10^{-4}"),
        (math.inf, r"\infty"),
        (-3.51349, "-3.513"),
    ],
)
def test_numbers_have_three_places(value: float, wanted: str) -> None:
    assert fixed(value) == wanted


def test_nothing_is_edited_here(qtbot: QtBot) -> None:
    view = shown(qtbot)
    said = heard(view.values_edited)
    view.show_values(VALUES * 2)
    assert said == []


@pytest.mark.parametrize("weight", [1e155, -1e200, 1e308])
@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
@pytest.mark.parametrize("activation", [each.key for each in ACTIVATIONS])
def test_a_row_is_worked_out_with_the_weights_of_a_run_that_diverges(activation: str, loss: str, weight: float) -> None:
    task = GateTask(ROWS["and"], activation=activation, loss=loss)
    with np.errstate(all="ignore"):
        for row in range(4):
            lines = worked_lines(task, np.array([weight, -weight, weight]), row, 0.5)
            assert all(text_of(line.latex) for line in lines)
