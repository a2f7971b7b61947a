"""Timers in one line."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, QTimer


def timer(parent: QObject, milliseconds: int, slot: Callable[[], object], single: bool = False) -> QTimer:
    """A timer that is not running yet; a `single` one fires once each time it is started."""
    made = QTimer(parent)
    made.setInterval(milliseconds)
    made.setSingleShot(single)
    made.timeout.connect(slot)
    return made
