"""The truth table: its numbers, what its keys and clicks say, the threshold on its bars."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QFontMetricsF, QGuiApplication
from pytestqt.qtbot import QtBot

from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.data import data_of
from app.engine.gates.losses import LOSSES
from app.engine.gates.tables import GATES
from app.engine.gates.task import Cloud, GateTask, Row
from app.engine.gates.verdict import verdict
from app.theme import DARK, THEMES, Theme
from app.views.gates.table_answers import answers_of
from app.views.gates.table_cells import bar_of
from app.views.gates.table_model import Column
from app.views.gates.table_view import TableView
from app.views.run_look import RunLook
from tests.pixels import count_of, pixels
from tests.qtest import QTest
from tests.views.heard import heard

LOOK = RunLook(2, 2)
VALUES = np.array([-3.51349, 2.07577, 2.26376])
AND = next(gate for gate in GATES if gate.key == "and")
XOR = next(gate for gate in GATES if gate.key == "xor")
TASK = GateTask(AND.rows)
NETWORK = GateTask(XOR.rows, hidden=2, activation="step")
NOTES = np.array([0.23, -0.08, -0.15, -0.15, 0.15, 0.15, -0.2, 0.15, 0.15])


def shown(qtbot: QtBot, table: TableView, task: GateTask = TASK, values: np.ndarray = VALUES) -> TableView:
    qtbot.addWidget(table)
    table.show_theme(DARK)
    table.show_task(task, LOOK)
    table.show_values(values)
    table.show_row(3)
    table.resize(288, 160)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.setFocus()
    return table


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    return shown(qtbot, TableView())


def place(table: TableView, row: int, column: Column) -> QPoint:
    return table.visualRect(table.numbers.index(row, table.numbers.columns.index(column))).center()


def tick(table: TableView, row: int, share: float) -> QPoint:
    index = table.numbers.index(row, table.numbers.columns.index("output"))
    bar = bar_of(table.theme, table._cell(index))
    return QPoint(round(bar.left() + share * bar.width()), round(bar.center().y()))


def click(table: TableView, row: int, column: Column) -> None:
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place(table, row, column))


def torch_answers(task: GateTask, values: np.ndarray) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """z, outputs and losses of a unit, from torch's own functions."""
    points, targets = (torch.tensor(each) for each in data_of(task))
    z = torch.nn.functional.linear(points, torch.tensor(values[None, 1:]), torch.tensor(values[:1]))[:, 0]
    output = {
        "step": lambda: (z >= 0).double(), "sign": lambda: torch.where(z >= 0, 1.0, -1.0).double(),
        "sigmoid": lambda: torch.sigmoid(z), "tanh": lambda: torch.tanh(z), "linear": lambda: z,
        "relu": lambda: torch.relu(z),
    }[task.activation]()  # fmt: skip
    low = -1.0 if task.activation in ("sign", "tanh") else 0.0
    functional, sign = torch.nn.functional, 2 * targets - 1
    loss = {
        "bce": lambda: functional.binary_cross_entropy_with_logits(z, targets, reduction="none"),
        "mse": lambda: functional.mse_loss(output, torch.where(targets > 0, 1.0, low), reduction="none"),
        "hinge": lambda: torch.relu(1 - sign * z),
        "perceptron": lambda: torch.relu(-sign * z),
    }[task.loss]()
    return z, output, loss


@pytest.mark.parametrize("activation", [each.key for each in ACTIVATIONS])
@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
def test_the_numbers_are_torch_s(activation: str, loss: str) -> None:
    task = replace(TASK, activation=activation, loss=loss)
    answers = answers_of(task, VALUES)
    z, output, losses = torch_answers(task, VALUES)
    assert [each.z for each in answers] == pytest.approx(z.tolist())
    assert [each.output for each in answers] == pytest.approx(output.tolist())
    assert [each.loss for each in answers] == pytest.approx(losses.tolist())


def test_a_row_shows_its_numbers_rounded(table: TableView) -> None:
    texts = [table.numbers.text(3, column) for column in table.numbers.columns]
    assert texts == ["1", "1", "1", "0.83", "0.70", "1", "0.36"]


def test_keys_pick_rows(table: TableView) -> None:
    picked = heard(table.row_picked)
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_9):
        QTest.keyClick(table, key)
    assert picked == [(0,), (2,), (1,), (2,)]
    QTest.keyClick(table, Qt.Key.Key_4)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert picked[4:] == [(3,)]


def test_a_click_picks_and_a_click_on_the_target_flips(table: TableView) -> None:
    picked, flipped = heard(table.row_picked), heard(table.row_flipped)
    click(table, 1, "z")
    assert (picked, flipped) == ([(1,)], [])
    click(table, 2, "target")
    assert (picked, flipped) == ([(1,), (2,)], [(2,)])
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert flipped == [(2,), (2,)]


def test_the_selected_row_has_an_outline(table: TableView) -> None:
    table.clearFocus()
    with_outline = count_of(table.grab().toImage(), DARK.color("bg2"), 2)
    table.show_row(-1)
    assert with_outline > 2000 > count_of(table.grab().toImage(), DARK.color("bg2"), 2)


def test_the_tick_is_dragged(table: TableView) -> None:
    said = heard(table.threshold_edited)
    view = table.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=tick(table, 0, 0.5))
    QTest.mouseMove(view, tick(table, 0, 0.8))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=tick(table, 0, 0.8))
    assert said[-1][0] == pytest.approx(0.8, abs=0.02)
    assert table.numbers.text(3, "says") == "0"
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=tick(table, 2, table.threshold))
    QTest.mouseMove(view, QPoint(-500, 40))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(-500, 40))
    assert 0 < said[-1][0] < 0.05
    QTest.mouseMove(view, tick(table, 0, 0.9))
    assert 0 < said[-1][0] < 0.05, "what was let go of does not move"


def test_a_double_click_on_the_tick_is_a_half_again(table: TableView) -> None:
    table.show_threshold(0.8)
    said, finished = heard(table.threshold_edited), heard(table.edit_finished)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=tick(table, 1, 0.8))
    assert said == [(0.5,)]
    assert finished == [()], "the next edit is another one"


def test_plus_and_minus_move_the_threshold_and_each_press_is_an_edit(table: TableView) -> None:
    said, finished = heard(table.threshold_edited), heard(table.edit_finished)
    QTest.keyClicks(table, "++-")
    assert said == [(0.51,), (0.52,), (0.51,)]
    assert len(finished) == 3
    QTest.keyPress(table, Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    assert len(finished) == 3, "while it is down it may repeat"
    table.clearFocus()
    assert len(finished) == 4


@pytest.mark.parametrize("compact", [False, True])
def test_before_anything_is_known_there_are_inputs_and_targets_alone(qtbot: QtBot, compact: bool) -> None:
    table = shown(qtbot, TableView(compact))
    table.show_values(np.empty(0))
    given = {"x1", "x2", "target"}
    assert [[table.numbers.text(row, column) for column in table.numbers.columns] for row in range(4)] == [
        [table.numbers.text(row, column) if column in given else "–" for column in table.numbers.columns]
        for row in range(4)
    ]
    said = heard(table.threshold_edited)
    assert count_of(table.grab().toImage(), DARK.color("ok"), 2) == 0
    if not compact:
        QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=tick(table, 0, 0.5))
        QTest.mouseMove(table.viewport(), tick(table, 0, 0.8))
        assert said == [], "a tick that is not there is not dragged"
    table.show_values(VALUES)
    assert table.numbers.text(3, "says") == "1"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    "values", [(-5.453, 3.5, 3.5), (2.2e-4, -1.9e-4, -1.8e-4), (1e-9, -3e-9, 1e-12), (-12.34, 6.1, 7.9), VALUES]
)
def test_all_numbers_have_one_size_and_room(qtbot: QtBot, theme: Theme, values: tuple[float, ...]) -> None:
    table = TableView()
    qtbot.addWidget(table)
    table.show_theme(theme)
    table.resize(theme.px(272), theme.px(140))
    table.show_task(TASK, LOOK)
    table.show_values(np.array(values))
    table.show()
    columns, view = table.columns_shown, table.viewport()
    assert view is not None
    assert columns.size == theme.number_size, "as large as ever"
    assert sum(columns.widths) == view.width()
    metrics = QFontMetricsF(theme.font(columns.size))
    for name, width in zip(table.numbers.columns, columns.widths, strict=True):
        for row in range(4):
            if name not in ("target", "says"):
                assert metrics.horizontalAdvance(table.numbers.text(row, name, columns.is_short)) <= width


@pytest.mark.parametrize("activation", ["step", "sign"])
def test_where_a_threshold_changes_nothing_there_is_no_tick(table: TableView, activation: str) -> None:
    table.show_task(replace(TASK, activation=activation), LOOK)
    said = heard(table.threshold_edited)
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=tick(table, 0, 0.5))
    QTest.mouseMove(table.viewport(), tick(table, 0, 0.8))
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(table, "+-")
    assert said == []


def test_on_the_border_nothing_is_decided(table: TableView) -> None:
    table.show_values(np.array([0.00009, 0.0, 0.0]))
    assert [table.numbers.text(row, "says") for row in range(4)] == ["undecided"] * 4
    assert verdict(TASK, np.array([0.00009, 0.0, 0.0])).undecided == 4
    table.show_values(np.array([0.00011, 0.0, 0.0]))
    assert [table.numbers.text(row, "says") for row in range(4)] == ["1"] * 4


def test_a_cloud_says_how_many_of_its_points_are_right(table: TableView) -> None:
    task = replace(TASK, cloud=Cloud(25, 0.6, 3))
    table.show_task(task, LOOK)
    points, targets = data_of(task)
    right = ((points @ VALUES[1:] + VALUES[0] >= 0) == targets).reshape(4, 25).sum(1)
    assert [table.numbers.text(row, "says") for row in range(4)] == [f"{count} of 25" for count in right]
    assert 0 < right.min() < 25
    assert sum(each.right for each in table.numbers.answers) == verdict(task, VALUES).right
    z, output, losses = torch_answers(TASK, VALUES)  # of the rows themselves, not of their clouds
    for answer, *own in zip(table.numbers.answers, z, output, losses, strict=True):
        assert [answer.z, answer.output, answer.loss] == pytest.approx([each.item() for each in own])
    assert table.numbers.head("says") == "points"
    role, column = Qt.ItemDataRole.ToolTipRole, table.numbers.columns.index("loss")
    assert "the row itself" in table.numbers.index(0, column).data(role)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("compact", "width", "height"), [(False, 270, 150), (True, 118, 230), (True, 98, 190)])
def test_the_counts_of_a_large_cloud_are_as_large_as_the_heads_of_their_columns(
    qtbot: QtBot, theme: Theme, compact: bool, width: int, height: int
) -> None:
    table = TableView(compact=compact)
    qtbot.addWidget(table)
    table.resize(theme.px(width), theme.px(height))
    table.show_theme(theme)
    table.show_task(replace(TASK, cloud=Cloud(100, 0.01)), LOOK)
    table.show_values(np.array([-35.0, 20.0, 20.0]))  # all are right: 100/100 is the longest text
    table.show()
    cell = table.visualRect(table.numbers.index(0, table.numbers.columns.index("says")))
    view = table.viewport()
    assert view is not None
    ok = theme.color("ok")
    away = np.abs(pixels(view.grab(cell).toImage()).astype(int) - [ok.red(), ok.green(), ok.blue()]).max(axis=2)
    columns = np.nonzero((away < 70).any(axis=0))[0]
    text = "100" if compact else "100/100"
    assert np.ptp(columns) + 1 >= QFontMetricsF(theme.font(13, 600)).horizontalAdvance(text) - 4 * theme.scale
    assert columns[0] > 0 and columns[-1] < cell.width() - 1  # nothing is cut off


def test_the_table_is_copied_with_all_digits(table: TableView) -> None:
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    head, *rows = (line.split("\t") for line in clipboard.text().splitlines())
    assert head == ["x1", "x2", "target", "z", "output", "says", "right", "points", "loss"]
    z, output, loss = torch_answers(TASK, VALUES)
    for place, row in enumerate(rows):
        assert [float(row[3]), float(row[4]), float(row[8])] == pytest.approx(
            [z[place].item(), output[place].item(), loss[place].item()], rel=1e-12
        )
    assert len(rows) == 4


def test_sixteen_rows_scroll_and_the_last_is_reached_by_keys(table: TableView) -> None:
    rows = tuple(Row(round(0.13 * place, 2), -0.2 * place, place % 2) for place in range(16))
    table.show_task(GateTask(rows), LOOK)
    for _ in range(20):
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.selected == 15
    view = table.viewport()
    assert view is not None
    assert view.rect().contains(table.visualRect(table.numbers.index(15, 3)))


def test_two_layers_show_what_lies_between(qtbot: QtBot) -> None:
    table = TableView(compact=True)
    table.show_layers(True)
    shown(qtbot, table, NETWORK, NOTES)
    assert table.numbers.columns == ("x1", "x2", "h1", "h2", "says")
    assert [[table.numbers.text(row, column) for column in ("h1", "h2", "says")] for row in range(4)] == [
        ["1", "0", "0"], ["1", "1", "1"], ["1", "1", "1"], ["0", "1", "0"],
    ]  # fmt: skip
    table.show_task(TASK, LOOK)
    assert "h1" not in table.numbers.columns
    assert "target" in table.numbers.columns


def test_cells_are_read_aloud(table: TableView) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    column = table.numbers.columns.index("says")
    assert table.numbers.index(3, column).data(role) == "says 1, right"
    table.show_values(-VALUES)
    assert table.numbers.index(3, column).data(role) == "says 0, wrong"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("width", [100, 288, 420])
@pytest.mark.parametrize(
    "values", [VALUES, [np.nan, 1e6, -1e-9], [np.inf, -np.inf, 1e300]], ids=["usual", "nan", "inf"]
)
def test_it_draws_whatever_the_numbers_are(qtbot: QtBot, theme: Theme, width: int, values: object) -> None:
    for compact in (False, True):
        table = shown(qtbot, TableView(compact), TASK, np.array(values))
        table.show_theme(theme)
        table.resize(width, 160)
        assert count_of(table.grab().toImage(), theme.color("zero"), 2) > 50


def test_no_rows_are_no_error(table: TableView) -> None:
    table.show_task(GateTask(()), LOOK)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    table.copy()
    assert table.numbers.rowCount() == 0


def test_the_head_of_the_outputs_is_painted_anew_with_another_activation(table: TableView) -> None:
    head = table.horizontalHeader()
    assert head is not None

    before, renamed = pixels(head.grab().toImage()), heard(table.numbers.headerDataChanged)
    table.show_task(replace(TASK, activation="step"), LOOK)
    assert [each[1:] for each in renamed] == [(0, 6)]
    assert (pixels(head.grab().toImage()) != before).any()
    table.show_values(VALUES + 1)
    assert len(renamed) == 1, "other weights rename nothing"
