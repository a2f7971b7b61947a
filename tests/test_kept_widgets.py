"""What a test shows lives until the test is over."""

from __future__ import annotations

import gc
import weakref

from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


class Ring(QWidget):
    """Refers to itself, as most windows do, so that it is left to Python's collector."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_a_widget_that_nobody_else_keeps_is_not_collected(qtbot: QtBot) -> None:
    def added() -> weakref.ref[Ring]:
        ring = Ring()
        qtbot.addWidget(ring)
        return weakref.ref(ring)

    ring = added()
    gc.collect()
    assert ring() is not None
