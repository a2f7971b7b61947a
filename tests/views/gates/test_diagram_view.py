"""The diagram: every weight is dragged, typed and reached by keyboard, and shows the numbers of its row."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.gates.activations import ACTIVATIONS, activation_named
from app.theme import DARK, THEMES, Theme
from app.views.gates.diagram_curve import REACH, curve_point
from app.views.gates.diagram_label import scrubbed
from app.views.gates.diagram_names import in_circle, short, shorter
from app.views.gates.diagram_paint import edge_width
from app.views.gates.diagram_text import fitting
from app.views.gates.diagram_view import DiagramView
from tests.pixels import count_of
from tests.qtest import QTest
from tests.views.gates.diagrams import UNIT, VALUES, drag, point_at, shown, type_into
from tests.views.heard import heard


@pytest.fixture
def diagram(qtbot: QtBot) -> DiagramView:
    return shown(qtbot)


def test_labels_say_names_and_numbers(diagram: DiagramView) -> None:
    assert [label.text for label in diagram.labels] == ["b −3.51", "w₁ 2.08", "w₂ 2.26"]
    assert diagram.labels[1].accessibleName() == "w₁ = 2.0758"


@pytest.mark.parametrize(
    ("start", "pixels", "fine", "wanted"),
    [
        (2.07577, 10, False, 2.28), (2.07577, -10, False, 1.88), (2.07577, 10, True, 2.096), (0.15, 5, True, 0.16),
        (0.0, 3, False, 0.06), (1e6, 10, False, 1.2e6), (math.nan, 4, False, 0.08), (math.inf, 4, False, 0.08),
        (-1e-9, 50, False, 1.0), (0.02, -1, False, 0.0),
    ],
)  # fmt: skip
def test_dragging_gives_round_numbers(start: float, pixels: float, fine: bool, wanted: float) -> None:
    value = scrubbed(start, pixels, fine)
    assert value == wanted
    assert math.copysign(1, value) == math.copysign(1, wanted)


@pytest.mark.parametrize("place", range(3))
def test_every_label_is_dragged(diagram: DiagramView, place: int) -> None:
    edited, finished = heard(diagram.values_edited), heard(diagram.edit_finished)
    drag(diagram.labels[place], 30)
    wanted = VALUES.copy()
    wanted[place] = scrubbed(VALUES[place], 30, False)
    assert len(edited) == 2
    assert np.array_equal(edited[-1][0], wanted)
    assert finished == [()]
    assert np.array_equal(VALUES, [-3.51349, 2.07577, 2.26376]), "what was shown is not written to"


def test_with_shift_a_drag_is_ten_times_finer(diagram: DiagramView) -> None:
    edited = heard(diagram.values_edited)
    drag(diagram.labels[1], 30, Qt.KeyboardModifier.ShiftModifier)
    assert edited[-1][0][1] == pytest.approx(VALUES[1] + 0.06, abs=0.001)


def test_a_drag_goes_on_from_where_it_began_when_the_numbers_come_back(diagram: DiagramView) -> None:
    diagram.values_edited.connect(diagram.show_values)
    drag(diagram.labels[1], 30)
    assert diagram.labels[1].text == "w₁ 2.68"


def test_a_click_opens_the_field_and_enter_takes_the_number(diagram: DiagramView) -> None:
    edited, finished = heard(diagram.values_edited), heard(diagram.edit_finished)
    QTest.mouseClick(diagram.labels[2], Qt.MouseButton.LeftButton)
    assert diagram.editor.isVisible()
    assert diagram.editor.field.edit.text() == "2.26376"
    type_into(diagram, "-1.5")
    assert not diagram.editor.isVisible()
    assert edited[-1][0].tolist() == [-3.51349, 2.07577, -1.5]
    assert finished == [()]
    assert diagram.labels[2].hasFocus()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("nan", "finite"), ("inf", "finite"), ("-inf", "finite"), ("abc", "not a number"), ("", "Type a number"),
     ("1,5", "point"), ("1e40", "between"), ("1e999", "finite")],
)  # fmt: skip
def test_what_is_no_weight_gets_a_sentence_and_nothing_is_lost(diagram: DiagramView, text: str, sentence: str) -> None:
    edited = heard(diagram.values_edited)
    QTest.mouseClick(diagram.labels[0], Qt.MouseButton.LeftButton)
    if text:
        type_into(diagram, text)
    else:
        QTest.keyClick(diagram.editor.field.edit, Qt.Key.Key_Backspace)
        QTest.keyClick(diagram.editor.field.edit, Qt.Key.Key_Return)
    assert diagram.editor.isVisible()
    assert sentence in diagram.editor.sentence.text()
    assert "Kept −3.51349" in diagram.editor.sentence.text() or "−3.513" in diagram.editor.sentence.text()
    assert diagram.editor.sentence.isVisible()
    assert diagram.rect().contains(diagram.editor.geometry())
    assert diagram.editor.field.edit.text() == text
    QTest.keyClick(diagram.editor.field.edit, Qt.Key.Key_Escape)
    assert not diagram.editor.isVisible()
    assert edited == []
    assert diagram.labels[0].text == "b −3.51"


def test_keys_change_a_weight(diagram: DiagramView) -> None:
    edited, finished = heard(diagram.values_edited), heard(diagram.edit_finished)
    diagram.labels[1].setFocus()
    QTest.keyClick(diagram.labels[1], Qt.Key.Key_Right)
    QTest.keyClick(diagram.labels[1], Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert [each[0][1] for each in edited] == [2.09, 2.089]
    assert finished == [(), ()]
    QTest.keyClick(diagram.labels[1], Qt.Key.Key_Return)
    assert diagram.editor.isVisible()


def test_pointing_at_an_edge_lights_its_label(diagram: DiagramView) -> None:
    edge = diagram.layout_shown.edges[2]
    point_at(diagram, QPoint(140, 5))
    point_at(diagram, edge.at(0.8).toPoint())
    assert [label.lit for label in diagram.labels] == [False, False, True]
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=edge.at(0.8).toPoint())
    assert diagram.labels[2].hasFocus()
    QApplication.sendEvent(diagram, QEvent(QEvent.Type.Leave))
    point_at(diagram, QPoint(140, 5))
    assert not diagram.labels[0].lit


def test_without_a_row_no_number_of_a_row_is_shown(diagram: DiagramView) -> None:
    with_row = diagram.grab().toImage()
    z = -3.51349 + 2.07577 + 2.26376
    assert diagram.accessibleName() == f"Row (1, 1): z {z:.5f}, output {1 / (1 + math.exp(-z)):.5f}, says 1"
    diagram.show_row(-1)
    assert diagram.accessibleName() == "Diagram of the unit"
    assert diagram._drawn().answer is None
    assert count_of(with_row, DARK.color("on_accent"), 6) > count_of(
        diagram.grab().toImage(), DARK.color("on_accent"), 6
    )


def test_before_there_are_weights_there_is_nothing_to_read_and_nothing_to_take(diagram: DiagramView) -> None:
    edited = heard(diagram.values_edited)
    QTest.mouseClick(diagram.labels[2], Qt.MouseButton.LeftButton)
    diagram.show_values(np.empty(0))
    assert not any(label.isVisible() for label in diagram.labels)
    assert not diagram.editor.isVisible()
    edge = diagram.layout_shown.edges[1]
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=edge.at(0.5).toPoint())
    assert diagram.accessibleName() == "Diagram of the unit"
    picture = diagram.grab().toImage()
    assert count_of(picture, DARK.color("one"), 6) == count_of(picture, DARK.color("zero"), 6) == 0
    assert edited == []
    diagram.show_values(VALUES)
    assert all(label.isVisible() for label in diagram.labels)


def test_edges_are_as_thick_as_their_weights_are_large_but_bounded(diagram: DiagramView) -> None:
    drawn = diagram._drawn()
    widths = [edge_width(drawn, weight) for weight in (0.0, 0.5, -2.0, 5.9, 1e6, -math.inf)]
    assert widths == sorted(widths)
    assert widths[1] < widths[2] < widths[3] < widths[4] == widths[5] < 12
    assert edge_width(drawn, 2.0) == edge_width(drawn, -2.0)


@pytest.mark.parametrize("key", [each.key for each in ACTIVATIONS])
@pytest.mark.parametrize("z", [-1e9, -3.0, -0.1, 0.0, 0.1, 3.0, 1e9])
def test_the_point_is_on_the_curve_and_in_its_box(key: str, z: float) -> None:
    point = curve_point(key, QRectF(0, 0, 10, 10), z)
    bounded = max(-REACH, min(REACH, z))
    assert point.x() == pytest.approx((bounded / REACH + 1) * 5)
    low, high = {"linear": (-5, 5), "relu": (0, 5), "tanh": (-1, 1), "sign": (-1, 1)}.get(key, (0, 1))
    output = float(activation_named(key).of(np.array(bounded)))
    assert 10 - point.y() == pytest.approx(10 * (output - low) / (high - low))


EXTREME = ([np.nan, 1e6, -1e-9], [np.inf, -np.inf, 1e300], [0.0, 0.0, 0.0])


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("width", [150, 288, 420])
@pytest.mark.parametrize("values", EXTREME, ids=["nan", "inf", "zero"])
def test_it_draws_whatever_the_numbers_are(qtbot: QtBot, theme: Theme, width: int, values: list[float]) -> None:
    for activation in ("sigmoid", "step", "linear"):
        view = shown(qtbot, replace(UNIT, activation=activation), np.array(values), (width, 160))
        view.show_theme(theme)
        assert count_of(view.grab().toImage(), theme.color("text"), 8) > 20
        for label in view.labels:
            assert view.rect().contains(label.geometry())


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0034, "0.0034"), (-0.00092, "−0.0009"), (0.00005, "5.0·10⁻⁵"), (0.01, "0.01"), (-0.0, "0.00"),
     (2.5e30, "2.5·10³⁰")],
)  # fmt: skip
def test_small_numbers_are_written_out_as_long_as_that_is_short(value: float, text: str) -> None:
    assert short(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(-12.34, "−12.3"), (0.0043, "0.004"), (0.00999, "0.01"), (-0.000192, "−2·10⁻⁴"), (4.1e-5, "4·10⁻⁵"), (0.0, "0.00"),
     (-99951.0, "−1·10⁵"), (math.inf, "∞"), (math.nan, "nan")],
)  # fmt: skip
def test_where_there_is_less_room_numbers_have_fewer_digits(value: float, text: str) -> None:
    assert shorter(value) == text


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("value", [-2e-4, 2.8e-5, -1e-9, 0.0049, -0.0049])
def test_a_tiny_number_has_room_in_a_units_circle(qtbot: QtBot, theme: Theme, value: float) -> None:
    room = 2 * 20 * theme.scale - theme.px(6)  # of the smallest circle that has a number
    text, font = fitting(theme, in_circle(value), Theme.formula_size, 700, room)
    assert QFontMetricsF(font).horizontalAdvance(text) <= room
