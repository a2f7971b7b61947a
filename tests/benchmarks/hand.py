"""A hand with a mouse: events as the window system sends them, to the window that holds a widget."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QWidget


def press(widget: QWidget, at: QPointF) -> None:
    """Press the left button at a pixel of a widget."""
    _send(widget, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton)


def move(widget: QWidget, at: QPointF) -> None:
    """Move with the button held."""
    _send(widget, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton)


def release(widget: QWidget, at: QPointF) -> None:
    """Let go."""
    _send(widget, QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton)


def _send(widget: QWidget, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
    window = widget.window()
    assert window is not None
    place = widget.mapTo(window, at)
    event = QMouseEvent(kind, place, widget.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(window.windowHandle(), event)
