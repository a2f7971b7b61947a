"""Diagrams to test with, and what a hand does to them."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.engine.gates.forward import parameter_names
from app.engine.gates.tables import GATES
from app.engine.gates.task import GateTask
from app.theme import DARK
from app.views.gates.diagram_view import DiagramView
from app.views.run_look import RunLook
from tests.qtest import QTest

LOOK = RunLook(2, 2)
_PLAIN = Qt.KeyboardModifier.NoModifier
VALUES = np.array([-3.51349, 2.07577, 2.26376])
ROWS = {gate.key: gate.rows for gate in GATES}
UNIT = GateTask(ROWS["and"])


def network(hidden: int) -> tuple[GateTask, np.ndarray]:
    """A network whose parameters are all different."""
    task = GateTask(ROWS["xor"], hidden=hidden, activation="tanh")
    return task, np.round(np.linspace(-3.0, 3.1, task.size), 2)


def shown(
    qtbot: QtBot, task: GateTask = UNIT, values: np.ndarray = VALUES, size: tuple[int, int] = (288, 170)
) -> DiagramView:
    made = DiagramView()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    made.show_task(task, LOOK)
    made.show_values(values)
    made.show_row(3)
    made.resize(*size)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    for widget in (*made.nodes, *made.labels):
        widget.clearFocus()
    QApplication.sendEvent(made, QEvent(QEvent.Type.Leave))
    return made


def drag(label: QWidget, pixels: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press in the middle, move in two steps, let go; with the modifier held."""
    start = QPointF(label.rect().center())
    press, move, release = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
    origin = QPointF(label.mapToGlobal(QPoint(0, 0)))
    left = Qt.MouseButton.LeftButton
    for kind, off in ((press, 0), (move, pixels / 2), (move, pixels), (release, pixels)):
        at = start + QPointF(off, 0)
        QApplication.sendEvent(label, QMouseEvent(kind, at, origin + at, left, left, modifier))


def point_at(view: QWidget, at: QPoint) -> None:
    """The mouse moves over it, without the pointer of the display, which others move too."""
    none = Qt.MouseButton.NoButton
    origin = QPointF(view.mapToGlobal(QPoint(0, 0)))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), origin + QPointF(at), none, none, _PLAIN)
    QApplication.sendEvent(view, event)


def type_into(view: DiagramView, text: str) -> None:
    edit = view.editor.field.edit
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def visible(view: DiagramView) -> set[str]:
    names = parameter_names(view._task)
    return {names[label.parameter] for label in view.labels if label.isVisible()}
