"""What need not be there in the first frame of the window, done right after it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, QTimer
from PyQt6.QtWidgets import QWidget


class AfterFirstPaint(QObject):
    """Calls an action as soon as a widget has been painted once; `done` from then on."""

    def __init__(self, widget: QWidget, action: Callable[[], object]) -> None:
        super().__init__(widget)
        self.done = False
        self._action = action
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._act)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """The first painting starts the clock; the frame is on screen when it strikes."""
        if watched is not None and event is not None and event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)
        return False

    def _act(self) -> None:
        self.done = True
        self._action()
