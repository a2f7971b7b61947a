"""A row on its way from the input plane to where the hidden units put it."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from app.theme import DARK, Theme
from app.views.gates.badges import class_token, draw_class_badge

RADIUS = 11.0
_BOW = 0.22


@dataclass(frozen=True)
class Flight:
    """From one point of the widget to another, in pixels; `share` of the way is done, 0 to 1."""

    start: QPointF
    end: QPointF
    target: int
    share: float

    @property
    def path(self) -> QPainterPath:
        """A bow to the side."""
        way = self.end - self.start
        across = QPointF(-way.y(), way.x()) * (_BOW if way.y() < 0 else -_BOW)
        path = QPainterPath(self.start)
        path.quadTo((self.start + self.end) / 2 + across, self.end)
        return path


class PointFlight(QWidget):
    """Lies over everything and is out of the way of the hand."""

    def __init__(self, parent: QWidget, dotted: bool = True) -> None:
        """`dotted` draws the way, too."""
        super().__init__(parent)
        self._theme, self._flight, self._dotted = DARK, None, dotted
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    _flight: Flight | None

    @property
    def flight(self) -> Flight | None:
        """What is on its way."""
        return self._flight

    def show_theme(self, theme: Theme) -> None:
        """Take colors and sizes."""
        self._theme = theme
        self.update()

    def show_flight(self, flight: Flight | None) -> None:
        """None, also one that is at either end, leaves everything where it is."""
        shown = flight is not None and 0 < flight.share < 1
        self._flight = flight if shown else None
        self.setVisible(shown)
        if shown:
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The way in dots, and the row on it."""
        if self._flight is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._dotted:
            self._paint_way(painter, self._flight)
        at = self._flight.path.pointAtPercent(self._flight.share)
        draw_class_badge(painter, self._theme, at, RADIUS * self._theme.scale, self._flight.target)
        painter.end()

    def _paint_way(self, painter: QPainter, flight: Flight) -> None:
        """Clear of the marks at its ends."""
        theme, around = self._theme, 1.7 * RADIUS * self._theme.scale
        whole, ends = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        for end in (flight.start, flight.end):
            ends.addEllipse(end, around, around)
        painter.save()
        painter.setClipPath(whole.subtracted(ends))
        for color, width in ((theme.color("halo"), 4.6), (theme.color(class_token(flight.target)), 2.4)):
            pen = QPen(color, width * theme.scale)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.01, 7.0 / width])
            painter.strokePath(flight.path, pen)
        painter.restore()
