"""The real window for tests: opened, waited for, dragged in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication, QWidget

from app import gl_setup
from app.window import Window
from app.worker_client import WorkerClient


def opened(qtbot, worker: WorkerClient, tier: gl_setup.GLTier | None = None) -> Iterator[Window]:
    shown = Window(tier or gl_setup.probe(), worker)
    shown.resize(1280, 720)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    wait_for_records(qtbot, shown)
    yield shown
    shown.close()
    shown.deleteLater()


def wait_for_records(qtbot, window: Window) -> None:
    qtbot.waitUntil(lambda: is_recorded(window), timeout=20_000)


def is_recorded(window: Window) -> bool:
    experiment, trajectories = window.store.experiment, window.recorder.trajectories
    return len(trajectories) == len(experiment.runs) and all(
        each is not None and each.complete and each.parameters[0].tolist() == pytest.approx(experiment.start, rel=1e-6)
        for each in trajectories
    )


def move(widget: QWidget, kind: QEvent.Type, at: QPointF, held: bool) -> None:
    button = Qt.MouseButton.LeftButton
    moved = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
    buttons = button if held else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, at, widget.mapToGlobal(at), moved, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def drag(widget: QWidget, path: list[QPointF]) -> None:
    move(widget, QEvent.Type.MouseButtonPress, path[0], True)
    for at in path[1:]:
        move(widget, QEvent.Type.MouseMove, at, True)
    move(widget, QEvent.Type.MouseButtonRelease, path[-1], False)


def map_pixel(window: Window, x: float, y: float) -> QPointF:
    area = window.lab.map.area
    assert area is not None
    return area.point(x, y)
