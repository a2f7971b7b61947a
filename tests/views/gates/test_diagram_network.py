"""The diagram of a network: its weights show a unit at a time, and all are reached."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QEnterEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.gates.forward import weights_of
from app.engine.gates.task import MOST_HIDDEN, GateTask
from app.theme import DARK
from app.views.gates.diagram_label import WeightLabel
from tests.pixels import count_of
from tests.qtest import QTest
from tests.views.gates.diagrams import LOOK, ROWS, drag, network, shown, visible
from tests.views.heard import heard


@pytest.mark.parametrize("hidden", range(1, MOST_HIDDEN + 1))
def test_every_weight_of_a_network_is_reached_by_tab(qtbot: QtBot, hidden: int) -> None:
    task, values = network(hidden)
    view = shown(qtbot, task, values, (288, 200))
    view.nodes[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[int] = []
    for _ in range(task.size + hidden):
        widget = view.focusWidget()
        if isinstance(widget, WeightLabel):
            assert widget.isVisible()
            assert widget.parameter not in reached
            reached.append(widget.parameter)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert sorted(reached) == list(range(task.size))


@pytest.mark.parametrize("hidden", range(1, MOST_HIDDEN + 1))
def test_every_weight_of_a_network_is_dragged(qtbot: QtBot, hidden: int) -> None:
    task, values = network(hidden)
    view = shown(qtbot, task, values, (288, 200))
    edited = heard(view.values_edited)
    for label in view.labels:
        view._point(max(view.layout_shown.unit_of(label.parameter), 0))
        assert label.isVisible()
        assert view.rect().contains(label.geometry())
        before = view._values.copy()
        drag(label, 20)
        changed = np.flatnonzero(edited[-1][0] != before)
        assert changed.tolist() == [label.parameter]


def test_edges_of_a_network_are_its_weights(qtbot: QtBot) -> None:
    task, values = network(3)
    view = shown(qtbot, task, values, (300, 240))
    weights = weights_of(task, values)
    by_unit = {
        unit: [values[edge.parameter] for edge in view.layout_shown.edges if edge.unit == unit] for unit in range(3)
    }
    for unit in range(3):
        assert by_unit[unit] == [*weights.hidden_weight[unit], weights.weight[unit]]


def test_of_many_hidden_units_the_weights_of_one_show(qtbot: QtBot) -> None:
    task, values = network(8)
    view = shown(qtbot, task, values, (300, 200))
    assert visible(view) == {"b"}
    point = QPointF(view.nodes[2].rect().center())
    QApplication.sendEvent(view.nodes[2], QEnterEvent(point, point, point))
    assert visible(view) == {"b", "c3", "w31", "w32", "v3"}
    QTest.mouseClick(view.nodes[5], Qt.MouseButton.LeftButton)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert visible(view) == {"b", "c6", "w61", "w62", "v6"}
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert visible(view) == {"b"}


def test_arrows_go_from_unit_to_unit(qtbot: QtBot) -> None:
    view = shown(qtbot, *network(4), (300, 200))
    view.nodes[0].setFocus()
    QTest.keyClick(view.nodes[0], Qt.Key.Key_Down)
    QTest.keyClick(view.nodes[1], Qt.Key.Key_Down)
    assert view.nodes[2].hasFocus()
    assert view.shown_unit == 2
    QTest.keyClick(view.nodes[2], Qt.Key.Key_Up)
    assert view.nodes[1].hasFocus()


def test_a_composition_has_names_and_colors(qtbot: QtBot) -> None:
    notes = np.array([0.23, -0.08, -0.15, -0.15, 0.15, 0.15, -0.2, 0.15, 0.15])
    view = shown(qtbot, GateTask(ROWS["xor"], hidden=2, activation="step"), notes, (300, 220))
    plain = count_of(view.grab().toImage(), DARK.run(5), 4)
    view.show_names(("NAND", "OR"), "AND")
    picture = view.grab().toImage()
    assert count_of(picture, DARK.run(5), 4) > plain + 100
    assert count_of(picture, DARK.run(4), 4) > 100
    assert view._drawn().hidden_names == ("NAND", "OR")
    view.show_task(*network(4)[:1], LOOK)
    assert view._drawn().hidden_names == (), "names are for as many units as they were given for"


def test_another_network_has_other_labels_and_the_field_closes(qtbot: QtBot) -> None:
    view = shown(qtbot, *network(4), (300, 200))
    QTest.mouseClick(view.nodes[3], Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.labels[3], Qt.MouseButton.LeftButton)
    assert view.editor.isVisible()
    task, values = network(1)
    view.show_task(task, LOOK)
    view.show_values(values)
    assert not view.editor.isVisible()
    assert len(view.labels) == 5
    assert view.labels[4].text == "3.10"
