"""The real window for tests: opened, waited for, dragged in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QByteArray, QEvent, QPointF, Qt, QTimer
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication, QDialog, QWidget

from app import gl_setup
from app.settings import Settings, Unsaved
from app.theme import DARK
from app.theme_choice import SYSTEM
from app.views.height_scale import LOG_LIKE
from app.views.style_sheet import style_sheet
from app.window import Window
from app.worker_client import WorkerClient

SIZE = 1280, 720
SETTLING = 6
"""Rounds of events after which a layout that follows another one has come to its end."""


def opened(qtbot, worker: WorkerClient, tier: gl_setup.GLTier | None = None) -> Iterator[Window]:
    shown = Window(tier or gl_setup.probe(), worker)
    shown.resize(*SIZE)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    wait_for_records(qtbot, shown)
    yield shown
    shown.close()
    shown.deleteLater()


def kept(worker: WorkerClient, tier: gl_setup.GLTier | None = None) -> Iterator[Window]:
    """A window for several tests, each of which has it `renewed`; it remembers nothing beyond its end."""
    shown = Window(tier or gl_setup.probe(), worker, Settings(Unsaved()))
    yield shown
    shown.close()
    shown.deleteLater()


def renewed(qtbot, window: Window) -> Iterator[Window]:
    """What `opened` gives, of a window that other tests have had: its first document, size, theme, views and focus."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    _lay_out_anew(window)
    _begin_again(window)
    QApplication.processEvents()
    wait_for_records(qtbot, window)
    rest(window)
    for _ in range(SETTLING):
        QApplication.processEvents()
    yield window
    window.playback.pause()
    for dialog in window.findChildren(QDialog):
        dialog.close()
        dialog.deleteLater()
    qtbot.waitUntil(lambda: window.worker.state == "ready", timeout=60_000)
    rest(window)


def rest(window: Window) -> None:
    """What waits for a timer is done at once, so that no test gets it from the one before."""
    while active := [each for each in window.findChildren(QTimer) if each.isActive()]:
        for each in active:
            each.stop()
            each.timeout.emit()


def _lay_out_anew(window: Window) -> None:
    while window.front.lab.leave():
        pass
    window.open_lab("descent")
    window.setWindowState(Qt.WindowState.WindowNoState)
    moved = [splitter for splitter in window._memory.splitters.values() if not splitter.shape.isEmpty()]
    for splitter in moved:
        splitter.restore(QByteArray())
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    if moved or application.styleSheet() != style_sheet(DARK):
        window._shape = None  # so that it is laid out anew, also where its theme and its size are the same
    window.resize(*SIZE)
    window.themes.choose(SYSTEM)
    window.top.controls.setChecked(True)


def _begin_again(window: Window) -> None:
    lab = window.lab
    lab.drawn.choose(None)
    lab.view_control.restore(LOG_LIKE, None)
    lab.worked_link.restore("gradient", "update")
    window.playback.set_speed(None)
    window.examples.open_welcome()
    window.store._past.clear()
    window.store._future.clear()
    window.store.history_changed.emit(False, False)
    lab.take_focus()


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
