"""The worked row: its numbers are torch's, and those on screen add up."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from fractions import Fraction

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
from app.theme import DARK, PROJECTOR, THEMES, Theme
from app.views.gates.row_view import RowView
from app.views.gates.row_view_digits import MOST_OF_SUM, addition, enough, fixed, softplus
from app.views.gates.row_view_lines import WorkedLine, worked_lines
from app.views.run_look import RunLook
from app.views.worked.math_tree import text_of
from tests.pixels import count_of

LOOK = RunLook(2, 2)
VALUES = np.array([-3.51349, 2.07577, 2.26376])
ROWS = {gate.key: gate.rows for gate in GATES}
UNIT = GateTask(ROWS["and"])
COMPOSITION = GateTask(ROWS["xor"], hidden=2, activation="step")
NOTES = np.array([0.23, -0.08, -0.15, -0.15, 0.15, 0.15, -0.2, 0.15, 0.15])
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
    return re.split("[=≈]", plain(line))[1:]


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


TINY = st.tuples(st.floats(-9.99, 9.99), st.integers(-12, 4)).map(lambda each: each[0] * 10.0 ** each[1])
SHOWN = re.compile(r"\\role\{(one|zero)\}\{(-?)([\d.]+)( \\cdot 10\^\{(-?\d+)\})?\}")


def last_place(written: str, power: str | None) -> Fraction:
    """What one step of the last digit is worth."""
    return Fraction(10) ** (int(power or 0) - len(written.partition(".")[2]))


@given(st.lists(TINY | NUMBERS | st.just(0.0), min_size=3, max_size=3), st.sampled_from(range(4)))
def test_every_number_of_a_sum_is_rounded_and_signed_as_it_is_and_they_add_up(values: list[float], row: int) -> None:
    line = worked_lines(UNIT, np.array(values), row)[0]
    inputs = data_of(UNIT)[0][row]
    total = float(logits(UNIT, np.array(values), data_of(UNIT)[0])[row])
    common = re.search(r"\) \\cdot 10\^\{(-?\d+)\}", line.latex)
    power = Fraction(10) ** int(common[1]) if common else Fraction(1)
    before = ["", *re.findall(r" ([+-]) \\role", line.latex), "="]
    latex = re.sub(r"\{(-?)10\^", r"{\g<1>1 \\cdot 10^", line.latex)
    found, on_screen, grid = SHOWN.findall(latex), [], Fraction(1)
    assert len(found) == 4
    for (role, minus, digits, own, exponent), operator, value in zip(found, before, (*values, total), strict=True):
        assert role == ("one" if value >= 0 else "zero")
        assert (minus == "-" or operator == "-") == (value < 0), line.latex
        factor = power if operator != "=" else Fraction(1)
        number = Fraction(digits) * Fraction(10) ** int(exponent or 0) * factor
        assert abs(number - abs(Fraction(value))) <= last_place(digits, exponent) * factor * Fraction(501, 1000)
        assert (number == 0) == (value == 0), "what is not zero does not read as zero"
        on_screen.append(-number if value < 0 else number)
        grid = grid if own and operator != "=" else min(grid, last_place(digits, exponent) * factor)
    bias, first, second, shown_total = on_screen
    added = bias + first * int(inputs[0]) + second * int(inputs[1])
    if r"\approx" not in line.latex:
        assert abs(added - shown_total) < grid, "only what is smaller than all places may be missing"
        if not any(own for *_, own, _ in found[:3]):
            assert added == shown_total
    else:
        assert abs(added - shown_total) <= 3 * grid or shown_total == 0 or found[3][3]


@pytest.mark.parametrize(
    ("parts", "total", "places", "exact"),
    [
        ((0.1234, 0.2, -0.5), -0.1766, 3, True),
        ((-3.51349, 2.07577, 2.26376), 0.82604, 5, True),
        ((0.00022, -0.00019, -0.00018), -0.00015, 5, True),
        ((0.1, 0.00004, 0.2), 0.30004, 5, True),
        ((0.1114, 0.1114, 0.1114), 0.3342, 4, True),
        ((0.1114444, 0.1114444, 0.1114444), 0.3343332, MOST_OF_SUM, False),
        ((-1.0, 0.5, 0.5 - 1e-7), -1e-7, MOST_OF_SUM, False),
    ],
)  # fmt: skip
def test_a_sum_has_as_few_places_as_it_needs(parts: tuple[float, ...], total: float, places: int, exact: bool) -> None:
    made = addition((parts, total))
    assert (made.places, made.exact) == (places, exact)


def test_nothing_known_is_nothing_worked(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.show_values(np.empty(0))
    assert text_of(view.lines[0].latex) == "= b + w_1·x_1 + w_2·x_2"
    view.show_values(VALUES)
    assert "3.513" in view.lines[0].latex


def test_lines_stay_where_they_are_while_digits_come_and_go(qtbot: QtBot) -> None:
    """−3.5 + 2 + 2 needs one place, and lies as what needs five."""
    view = shown(qtbot)
    wanted = view.wanted_height()
    view.show_values(np.array([-3.5, 2.0, 2.0]))
    assert "3.500" in view.lines[0].latex
    assert view.wanted_height() == wanted


def test_blue_is_one_and_positive_in_every_line() -> None:
    lines = by_symbol(worked_lines(COMPOSITION, NOTES, 3))
    roles = {symbol: re.findall(r"role\{(\w+)\}", line.latex)[-1] for symbol, line in lines.items()}
    assert roles == {"a₁": "zero", "h₁": "zero", "a₂": "one", "h₂": "one", "z": "zero", "step(z)": "zero"}


@given(NUMBERS, NUMBERS, NUMBERS)
def test_with_other_inputs_than_0_and_1_the_products_add_up(b: float, w1: float, w2: float) -> None:
    task = GateTask((Row(0.3, -2.5, 1),))
    first, second, *_ = worked_lines(task, np.array([b, w1, w2]), 0)
    if "10^" in first.latex + second.latex:
        return
    left, right = sides(second)
    assert computed(left) == pytest.approx(float(right), abs=1e-9 if "≈" not in plain(second) else 2e-5)
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
        assert pushes == pytest.approx(weights * answers, abs=0.0005)
        left, right = re.split("[=≈]", plain(lines["z"]))[1:]
        bias, pushed = (float(each) for each in re.findall(r"(?:^-|[+-])?[\d.]+", left))
        off = 1e-9 if "≈" not in plain(lines["z"]) else hidden * 1e-5
        assert sum(pushes) == pytest.approx(pushed, abs=off)
        assert bias + pushed == pytest.approx(float(right), abs=off)
        assert float(right) == pytest.approx(logits(task, values, data_of(task)[0])[row], abs=0.0005)


def test_the_notes_composition_is_worked_sum_by_sum() -> None:
    lines = [(line.symbol, plain(line)) for line in worked_lines(COMPOSITION, NOTES, 1)]
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
    view = shown(qtbot, UNIT, np.array(values))
    view.show_theme(theme)
    for activation in (each.key for each in ACTIVATIONS):
        for loss in (each.key for each in LOSSES):
            view.show_task(replace(UNIT, activation=activation, loss=loss), LOOK)
            assert not any("-0.000" in line.latex for line in view.lines)
        assert count_of(view.grab().toImage(), theme.color("text2"), 24) > 20


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (0.8260, "0.826"),
        (-0.0, "0.000"),
        (-0.0004999, "-0.00050"),
        (-0.00004999, r"-5.00 \cdot 10^{-5}"),
        (math.inf, r"\infty"),
        (-3.51349, "-3.513"),
    ],
)
def test_numbers_have_three_places(value: float, wanted: str) -> None:
    assert fixed(value) == wanted


@pytest.mark.parametrize("weight", [1e155, -1e200, 1e308])
@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
@pytest.mark.parametrize("activation", [each.key for each in ACTIVATIONS])
def test_a_row_is_worked_out_with_the_weights_of_a_run_that_diverges(activation: str, loss: str, weight: float) -> None:
    task = GateTask(ROWS["and"], activation=activation, loss=loss)
    with np.errstate(all="ignore"):
        for row in range(4):
            lines = worked_lines(task, np.array([weight, -weight, weight]), row, 0.5)
            assert all(text_of(line.latex) for line in lines)


def test_beside_a_table_on_a_projector_it_has_its_name_and_all_lines(qtbot: QtBot) -> None:
    """As high as One unit leaves it at 1280 × 720."""
    view = shown(qtbot)
    view.show_theme(PROJECTOR)
    view.resize(338, 115)
    bar = view.verticalScrollBar()
    assert bar is not None and bar.maximum() == 0
    assert view._head > 0
    letters = PROJECTOR.font(PROJECTOR.label_size, 500)
    assert all(placed.formula.height >= 0.9 * letters.pixelSize() for placed in view._placed)
