"""What is written over the surface: the ball's two weights, and the true loss of the step under the pointer."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from app.theme import DARK, Theme
from app.views.map_marks import paint_plate

BESIDE = 13.0  # from the middle of the ball to the text


class SliceOverlay(QWidget):
    """Lies over the surface and lets the mouse through."""

    def __init__(self, parent: QWidget, ball: Callable[[], QPointF | None]) -> None:
        """`ball` says where the ball is when this is painted."""
        super().__init__(parent)
        self._ball = ball
        self._theme: Theme = DARK
        self._text = ""
        self._plate: tuple[QPointF, list[str]] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_theme(self, theme: Theme) -> None:
        """Take colors and fonts."""
        self._theme = theme
        self.update()

    def show_text(self, text: str) -> None:
        """Write a text beside the ball, wherever that is by now."""
        self._text = text
        self.update()

    def show_plate(self, place: QPointF | None, lines: list[str]) -> None:
        """Lay a plate beside the pointer, or none."""
        plate = None if place is None else (place, lines)
        if plate != self._plate:
            self._plate = plate
            self.update()

    @property
    def lines(self) -> list[str]:
        """What the plate says; nothing without one."""
        return [] if self._plate is None else self._plate[1]

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Text and plate."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self._ball() if self._text else None
        if place is not None:
            self._paint_text(painter, place, self._text)
        if self._plate is not None:
            paint_plate(painter, self._theme, self._plate[0], QRectF(self.rect()), self._plate[1])
        painter.end()

    def _paint_text(self, painter: QPainter, place: QPointF, text: str) -> None:
        theme = self._theme
        font = theme.font(theme.body_size, 600)
        width, beside = QFontMetricsF(font).horizontalAdvance(text), BESIDE * theme.scale
        left = place.x() + beside
        if left + width > self.width() - theme.px(4):
            left = place.x() - beside - width
        path = QPainterPath()
        path.addText(left, place.y() + beside + theme.px(6), font, text)
        pen = QPen(theme.color("halo"), 3.4 * theme.scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
        painter.fillPath(path, theme.color("text"))
