"""The terms as a chain of circles: where the walk stands, and a click goes anywhere."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.i18n import tr
from app.views.worked.math_tree import text_of
from app.views.worked.shown import Shown
from app.views.worked.typesetting import formula

_RADIUS, _CURRENT, _SPACING = 14.5, 17.5, 84.0


class TermChain(QWidget):
    """Circles with the terms' symbols, filled at the current one."""

    term_chosen = pyqtSignal(int)
    term_hovered = pyqtSignal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """As wide as the circles stand comfortably apart."""
        if self._shown is None:
            return QSize(100, 40)
        theme = self._shown.theme
        return QSize(theme.px(40 + _SPACING * (len(self._shown.terms) - 1)), theme.px(44))

    def minimumSizeHint(self) -> QSize:
        """A few pixels each."""
        return QSize(120, 40)

    def show_terms(self, shown: Shown) -> None:
        """Another step, another term."""
        many = self._shown is None or len(self._shown.terms) != len(shown.terms)
        self._shown = shown
        self.setAccessibleName(tr("Term {number} of {count}", number=shown.term + 1, count=len(shown.terms)))
        if many:
            self.updateGeometry()
        self.update()

    def center(self, index: int) -> QPointF:
        """Where a circle stands."""
        assert self._shown is not None
        theme, last = self._shown.theme, max(1, len(self._shown.terms) - 1)
        edge = theme.px(_CURRENT + 3)
        spacing = min(theme.px(_SPACING), (self.width() - 2 * edge) / last)
        return QPointF(edge + spacing * index, self.height() / 2)

    def _radius(self, index: int) -> float:
        assert self._shown is not None
        theme, count = self._shown.theme, len(self._shown.terms)
        room = (self.center(1).x() - self.center(0).x()) / 2 - 1 if count > 1 else 100.0
        return min(theme.px(_CURRENT if index == self._shown.term else _RADIUS), max(room, 4.0))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The line, then the circles."""
        shown = self._shown
        if shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, here, last = (self.center(index) for index in (0, shown.term, len(shown.terms) - 1))
        for begin, end, token in ((here, last, "bg4"), (first, here, "focus")):
            painter.setPen(QPen(shown.theme.color(token), 4 * shown.theme.scale))
            painter.drawLine(begin, end)
        for index in range(len(shown.terms)):
            self._paint_circle(painter, shown, index)
        painter.end()

    def _paint_circle(self, painter: QPainter, shown: Shown, index: int) -> None:
        theme, term = shown.theme, shown.terms[index]
        center, radius, color = self.center(index), self._radius(index), shown.term_color(index)
        current = index == shown.term
        painter.setPen(QPen(color, (2.6 if index == shown.lit else 1.8) * theme.scale))
        painter.setBrush(color if current else theme.color("bg3" if index == shown.lit else "bg1"))
        painter.drawEllipse(center, radius, radius)
        ink = theme.color("bg0" if theme.dark else "on_accent") if current else color
        picture = formula(rf"\textcolor{{{ink.name()}}}{{{term.latex}}}", ink.name())
        size = 15.0 * theme.scale
        size = min(size, size * 1.55 * radius / max(picture.width(size), 1.0))
        high = picture.ascent(size) + picture.descent(size)
        picture.paint(
            painter, QPointF(center.x() - picture.width(size) / 2, center.y() - high / 2 + picture.ascent(size)), size
        )

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Go there."""
        if event is not None and (found := self._at(event.position())) is not None:
            self.term_chosen.emit(found)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Light it."""
        if event is not None:
            self._point_at(self._at(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        """No more."""
        self._point_at(None)

    def _at(self, at: QPointF) -> int | None:
        if self._shown is None:
            return None
        for index in range(len(self._shown.terms)):
            center, radius = self.center(index), self._radius(index) + 3
            if QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius).contains(at):
                return index
        return None

    def _point_at(self, term: int | None) -> None:
        if term == self._pointed:
            return
        before, self._pointed = self._pointed, term
        self.setCursor(Qt.CursorShape.ArrowCursor if term is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if term is None or self._shown is None else text_of(self._shown.terms[term].latex))
        if before is not None:
            self.term_hovered.emit(before, False)
        if term is not None:
            self.term_hovered.emit(term, True)
