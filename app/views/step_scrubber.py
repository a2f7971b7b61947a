"""The hand on a curve over steps: a click or a drag goes to a step, a hover reads the values there."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QWidget

from app.views.plot_area import PlotArea


class StepScrubber(QWidget):
    """A view says in `area` where its steps lie; `_hover` is where the pointer reads, None while it goes."""

    step_requested = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hover: QPointF | None = None
        self.setMouseTracking(True)

    @property
    def area(self) -> PlotArea:
        """Its x are the steps, from 0 to the last."""
        raise NotImplementedError

    def step_at(self, pixel: QPointF) -> int:
        """The step under a pixel."""
        area = self.area
        return round(min(max(area.data(pixel)[0], 0.0), area.x[1]))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Go to the step under the pointer."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.step_requested.emit(self.step_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Scrub while pressed; read the values under the pointer otherwise."""
        if event is None:
            return
        pressed = bool(event.buttons() & Qt.MouseButton.LeftButton)
        self._hover = None if pressed else event.position()
        if pressed:
            self.step_requested.emit(self.step_at(event.position()))
        self.update()

    def leaveEvent(self, event: QEvent | None) -> None:
        """Nothing to read any more."""
        self._hover = None
        self.update()
