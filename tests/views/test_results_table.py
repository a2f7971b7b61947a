"""The table of results: what it says, how it sorts, what it copies."""

from __future__ import annotations

import math

import pytest
from PyQt6.QtCore import QEvent, QPoint, QRect, Qt
from PyQt6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent
from PyQt6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.engine.diagnosis import Diagnosis
from app.engine.results import COLUMNS, Result
from app.theme import DARK, PROJECTOR, THEMES, Theme
from app.views.results_table import ResultsTable
from app.views.run_look import RunLook, look_of
from app.views.style_sheet import dress
from surfaces.message import Message
from tests.qtest import QTest
from tests.views.heard import heard

OK = Diagnosis("ok", Message("Converged to (3, 2) at step 32"), 32)
AT = {column: at for at, column in enumerate(COLUMNS)}
ROWS = (
    Result("SGD, lr 0.01", 1.8e-12, (3.0, 2.0), 3.4e-7, OK, 30, 41),
    Result("Adam", 0.5, (3.584428, -1.848126), 12.0, Diagnosis("warn", Message("Still moving"))),
    Result("SGD, lr 0.05", math.inf, None, None, Diagnosis("danger", Message("Diverged at step 14"), 14)),
    Result("RMSprop", 9.0, (3.0, 2.0), 0.25, Diagnosis("ok", Message("Converged"), 7), 7, 7),
)
BY_TOLERANCE = ("steps_to_1e-06", "gradients_to_1e-06")
LOOKS = tuple(map(look_of, range(4)))


@pytest.fixture
def table(qtbot: QtBot) -> ResultsTable:
    made = ResultsTable()
    for widget in (made, made.tolerance):
        qtbot.addWidget(widget)
    made.show_theme(DARK)
    made.show_results(ROWS, LOOKS)
    made.show_selected(0)
    made.resize(344, made.wanted_height(4))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def texts(table: ResultsTable, column: int) -> list[str]:
    return [str(table.results.index(row, column).data()) for row in range(table.results.rowCount())]


def place(table: ResultsTable, row: int, column: int = 1) -> QPoint:
    return table.visualRect(table.results.index(row, column)).center()


def click(table: ResultsTable, row: int) -> None:
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place(table, row))


def click_head(table: ResultsTable, column: int) -> None:
    heads = table.horizontalHeader()
    assert heads is not None
    at = QPoint(heads.sectionViewportPosition(column) + 10, heads.height() // 2)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)


def copied(table: ResultsTable) -> list[list[str]]:
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    return [line.split("\t") for line in clipboard.text().splitlines()]


def test_numbers_are_set_as_elsewhere_and_nothing_is_a_dash(table: ResultsTable) -> None:
    assert texts(table, 1) == ["1.8·10⁻¹²", "0.5000", "∞", "9.00"]
    assert texts(table, AT["minimizer"]) == ["(3, 2)", "(3.58, −1.85)", "—", "(3, 2)"]
    assert texts(table, AT["distance"]) == ["3.4·10⁻⁷", "12.00", "—", "0.2500"]
    assert texts(table, AT["step"]) == ["32", "—", "14", "7"]
    assert texts(table, AT["reached"]) == ["30", "—", "—", "7"]
    assert texts(table, AT["evaluations"]) == ["41", "—", "—", "7"]
    assert texts(table, AT["status"])[2] == "Diverged at step 14"


def test_every_cell_says_more_on_asking(table: ResultsTable) -> None:
    def tip(row: int, column: int) -> str:
        return str(table.results.index(row, column).data(Qt.ItemDataRole.ToolTipRole))

    assert tip(0, 1).startswith("1.8e-12") and tip(0, 0) == "SGD, lr 0.01\nConverged to (3, 2) at step 32"
    assert tip(2, AT["step"]) == tip(2, AT["minimizer"]) == "Diverged at step 14"
    table.show_results([Result("SGD", 1.0, None, None, ROWS[1].diagnosis)], LOOKS[:1])
    assert "No minimizer" in tip(0, AT["minimizer"]) and "No minimizer" in tip(0, AT["distance"])


EXPECTED = {
    "name": [1, 3, 0, 2],
    "loss": [0, 1, 3, 2],
    "minimizer": [0, 3, 1, 2],
    "distance": [0, 3, 1, 2],
    "step": [3, 0, 1, 2],
    "reached": [3, 0, 1, 2],
    "evaluations": [3, 0, 1, 2],
    "status": [0, 3, 1, 2],
}
DOWN = {
    "name": [2, 0, 3, 1],
    "loss": [3, 1, 0, 2],
    "minimizer": [1, 0, 3, 2],
    "distance": [1, 3, 0, 2],
    "step": [0, 3, 1, 2],
    "reached": [0, 3, 1, 2],
    "evaluations": [0, 3, 1, 2],
    "status": [2, 1, 0, 3],
}


@pytest.mark.parametrize("column", range(len(COLUMNS)))
def test_a_head_sorts_by_value_then_downwards_then_not_at_all(table: ResultsTable, column: int) -> None:
    table.resize(900, table.height())
    head = str(table.results.headerData(column, Qt.Orientation.Horizontal))
    for wanted, arrow in ((EXPECTED[COLUMNS[column]], "↑"), (DOWN[COLUMNS[column]], "↓"), ([0, 1, 2, 3], "")):
        click_head(table, column)
        assert table.results.headerData(column, Qt.Orientation.Horizontal) == head + arrow
        assert [table.results.run_at(row) for row in range(4)] == wanted
        assert texts(table, 0) == [ROWS[run].name for run in wanted]


def test_rows_follow_values_that_grow_and_the_chosen_row_follows_its_run(table: ResultsTable) -> None:
    click_head(table, 1)
    click(table, 1)
    assert copied(table)[1][0] == "Adam"
    table.show_results((ROWS[0], Result("Adam", 1e-30, None, None, OK), *ROWS[2:]), LOOKS)
    assert [table.results.run_at(row) for row in range(4)] == [1, 0, 3, 2]
    assert [line[0] for line in copied(table)] == ["run", "Adam"]


def test_a_click_and_the_arrows_ask_for_the_run_of_the_row(table: ResultsTable) -> None:
    asked = heard(table.run_selected)
    table.run_selected.connect(table.show_selected)
    click_head(table, AT["reached"])
    click(table, 0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert asked == [(3,), (0,), (1,)]


def test_all_is_copied_or_what_is_chosen_with_every_digit(table: ResultsTable) -> None:
    lines = copied(table)
    assert lines[0] == [
        "run",
        "final_loss",
        "nearest_x",
        "nearest_y",
        "distance",
        "converged_step",
        *BY_TOLERANCE,
        "status",
    ]
    assert [float(line[1]) for line in lines[1:]] == [each.loss for each in ROWS]
    assert lines[2][2:4] == [repr(3.584428), repr(-1.848126)]
    assert lines[3][2:] == ["", "", "", "", "", "", "Diverged at step 14"]
    assert lines[1][6:8] == ["30", "41"]
    assert [line[5] for line in lines[1:]] == ["32", "", "", "7"]
    click(table, 2)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place(table, 0))
    assert [line[0] for line in copied(table)] == ["run", ROWS[0].name, ROWS[2].name]
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert len(copied(table)) == 5


def test_the_menu_copies_too(table: ResultsTable) -> None:
    click(table, 3)
    table.customContextMenuRequested.emit(place(table, 3))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    for action, lines in zip(menu.actions()[:2], (2, 5), strict=True):
        action.trigger()
        assert len(clipboard.text().splitlines()) == lines
    menu.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Escape])
def test_keys_that_are_not_the_tables_are_left_to_the_window(table: ResultsTable, key: Qt.Key) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(table, event)
    assert not event.isAccepted()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("width", "least"),
    [(300, ("loss", "distance")), (344, ("loss", "distance")), (440, ("distance", "reached", "evaluations")),
     (900, COLUMNS)],
)  # fmt: skip
def test_what_matters_most_is_in_sight_and_names_are_whole(
    qapp: QApplication, table: ResultsTable, theme: Theme, width: int, least: tuple[str, ...]
) -> None:
    dress(qapp, theme)  # as the window does it: an earlier test may have left another theme's
    table.show_theme(theme)
    table.resize(theme.px(width), table.wanted_height(4))
    view = table.viewport()
    assert view is not None
    shown = [column for column in COLUMNS if not table.isColumnHidden(AT[column])]
    assert set(least) <= set(shown)
    assert sum(table.columnWidth(AT[column]) for column in shown) == view.width()
    widest = max(QFontMetrics(table.font()).horizontalAdvance(each.name) for each in ROWS)
    assert table.columnWidth(0) >= widest + theme.px(24)


def test_another_tolerance_is_typed_or_chosen_and_said_in_the_head(table: ResultsTable) -> None:
    asked = heard(table.tolerance_chosen)
    edit = table.tolerance.edit
    edit.setText("0.01")
    edit.setModified(True)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert asked == [(0.01,)] and table.results.head("reached") == "To 0.01"
    table.customContextMenuRequested.emit(place(table, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[-1].trigger()
    menu.close()
    assert asked[-1] == (1e-12,) and table.tolerance.value == 1e-12
    edit.setText("0")
    edit.setModified(True)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert len(asked) == 2 and table.tolerance.value == 1e-12


def test_a_hidden_run_is_pale(table: ResultsTable) -> None:
    table.show_theme(PROJECTOR)
    table.setStyleSheet("background: white")  # whatever an earlier window has dressed the application in
    cell = QRect(table.visualRect(table.results.index(1, 1)))
    before = table.viewport().grab(cell).toImage()  # type: ignore[union-attr]
    table.show_results(ROWS, (LOOKS[0], RunLook(1, 1, visible=False), *LOOKS[2:]))
    after = table.viewport().grab(cell).toImage()  # type: ignore[union-attr]
    darkest = [
        min(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height()))
        for image in (before, after)
    ]
    assert darkest[0] < 60 < 120 < darkest[1]
