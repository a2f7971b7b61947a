"""A row on its way from the input plane to where the hidden units put it, behind everything that is to be read."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QPainter, QPainterPath, QPaintEvent, QRegion
from PyQt6.QtWidgets import QWidget

from app.theme import DARK, Theme
from app.views.gates.plane_passing import Passing, paint_passing

RADIUS = 11.0
_BOW, _NEAR = 0.22, 90.0
"""How far a way bends, as a share of its length; and from where on a row shrinks towards a strait, in pixels."""


@dataclass(frozen=True)
class Flight:
    """From one point of the widget to another, in pixels; `share` of the way is done, 0 to 1. It leads along a strait
    where there is one, which is so `wide`.
    """

    start: QPointF
    end: QPointF
    target: int
    share: float
    strait: QLineF | None = None
    wide: float = 0.0

    @property
    def path(self) -> QPainterPath:
        """A bow to the side, or gently into the strait and out of it."""
        path, way = QPainterPath(self.start), self.end - self.start
        if self.strait is None:
            across = QPointF(-way.y(), way.x()) * (_BOW if way.y() < 0 else -_BOW)
            path.quadTo((self.start + self.end) / 2 + across, self.end)
            return path
        into, out = self.strait.p1(), self.strait.p2()
        for begin, end in ((self.start, into), (out, self.end)):
            middle = (begin.x() + end.x()) / 2
            path.lineTo(begin)
            path.cubicTo(QPointF(middle, begin.y()), QPointF(middle, end.y()), end)
        return path

    @property
    def place(self) -> QPointF:
        """Where the row is."""
        path = self.path
        return path.pointAtPercent(path.percentAtLength(self.share * path.length()))

    def radius(self, scale: float) -> float:
        """How large it is there: it shrinks so that it fits into the strait."""
        if self.strait is None:
            return RADIUS * scale
        x = self.place.x()
        away = max(self.strait.x1() - x, x - self.strait.x2(), 0.0)
        least = 0.5 * self.wide
        return least + (RADIUS * scale - least) * min(away / (_NEAR * scale), 1.0)


class PointFlight(QWidget):
    """Lies over everything, out of the way of the hand, and draws only beside what it passes behind. The planes among
    those draw the row themselves, below their letters.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._flight = DARK, None
        self._front: tuple[QRect, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    _flight: Flight | None

    @property
    def flight(self) -> Flight | None:
        """What is on its way."""
        return self._flight

    @property
    def passing(self) -> Passing | None:
        """The row where it is now."""
        flight = self._flight
        if flight is None:
            return None
        return Passing(flight.target, flight.place, flight.radius(self._theme.scale), flight.path)

    def show_theme(self, theme: Theme) -> None:
        """Take colors and sizes."""
        self._theme = theme
        self.update()

    def show_flight(self, flight: Flight | None, front: tuple[QRect, ...] = ()) -> None:
        """None, also one that is at either end, leaves everything where it is. `front` is what it passes behind."""
        shown = flight is not None and 0 < flight.share < 1
        self._flight, self._front = flight if shown else None, front
        self.setVisible(shown)
        if shown:
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """What of it is beside everything that is in front."""
        passing = self.passing
        if passing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = QRegion(self.rect())
        for each in self._front:
            seen -= QRegion(each)
        painter.setClipRegion(seen)
        paint_passing(painter, self._theme, passing, QRectF(self.rect()))
        painter.end()
