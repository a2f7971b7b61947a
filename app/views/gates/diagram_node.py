"""A hidden unit as something to point at and to reach by keyboard; the diagram draws its circle."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from app.engine.gates.task import GateTask
from app.theme import DARK, Theme


class HiddenNode(QWidget):
    """Pointed at or focused, it shows its weights; clicked, it keeps showing them; ↑ and ↓ go to its neighbors."""

    attended = pyqtSignal(int)
    left_alone = pyqtSignal(int)
    chosen = pyqtSignal(int)
    neighbor_wanted = pyqtSignal(int, int)

    def __init__(self, unit: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.unit = unit
        self._theme = DARK
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_theme(self, theme: Theme) -> None:
        """Take colors."""
        self._theme = theme
        self.update()

    def event(self, event: QEvent | None) -> bool:
        """Its own keys come before the window's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _WAYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """↑ and ↓ go to the neighbors, Enter stays."""
        assert event is not None
        if event.key() in _WAYS:
            self.neighbor_wanted.emit(self.unit, _WAYS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.unit)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Keep showing the weights."""
        assert event is not None
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.unit)

    def enterEvent(self, event: QEnterEvent | None) -> None:
        """Show the weights."""
        self.attended.emit(self.unit)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show the weights."""
        super().focusInEvent(event)
        self.attended.emit(self.unit)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Perhaps to one of its weights."""
        super().focusOutEvent(event)
        self.left_alone.emit(self.unit)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Only the ring of the keyboard's focus."""
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


def chain(task: GateTask, labels: Sequence[QWidget], nodes: Sequence[QWidget]) -> list[QWidget]:
    """The way of Tab: from a unit to its weights, then to the next unit; the output's bias comes last."""
    hidden, made = task.hidden, list[QWidget]()
    for unit in range(hidden):
        places = (unit, hidden + 2 * unit, hidden + 2 * unit + 1, 3 * hidden + 1 + unit)
        made += [nodes[unit], *(labels[place] for place in places)]
    return [*made, labels[3 * hidden]] if hidden else list(labels)


_WAYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
