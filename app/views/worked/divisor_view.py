"""The divisor as squares: the side is the usual size of the slope, the arrow below it is the push to the same scale."""

from __future__ import annotations

import math

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.i18n import tr
from app.views.numbers import axis_name
from app.views.worked.math_line import Ink, laid_out
from app.views.worked.math_tree import text_of
from app.views.worked.shown import PALE, Shown
from app.views.worked.term_marks import DrawnArrow, paint_arrow
from app.views.worked.typesetting import formula, number_latex

_WORDS, _NUMBER = 96.0, 14.0
_LONGEST = 12.0  # an arrow is never longer than so many sides of its square


class DivisorView(QWidget):
    """One square an axis, to one scale; hovering one lights its term."""

    term_hovered = pyqtSignal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        """Room for the words beside the squares."""
        return QSize(160, 100 if self._shown is None else self._shown.theme.px(112))

    def show_terms(self, shown: Shown) -> None:
        """Another step, another term, another light."""
        self._shown = shown
        self.setAccessibleName(tr("The divisor"))
        self.update()

    def square(self, axis: int) -> QRectF:
        """Where the square of an axis lies."""
        shown = self._shown
        if shown is None or shown.divisor is None:
            return QRectF()
        theme, columns = shown.theme, self.width() / 2
        foot, head = theme.px(20), theme.px(24)
        words = max(theme.px(_WORDS), self._words_width(shown))
        room = min(self.height() - foot - head, columns - words - theme.px(22))
        most = float(max(shown.divisor.size))
        # The arrow below a square may be longer than its side.
        share = float(min(max(shown.divisor.push) / most, _LONGEST)) if most > 0 else 1.0
        room = min(room, (columns - theme.px(24)) / max(share, 1.0))
        size = float(shown.divisor.size[axis])
        if not (0 < most < math.inf) or not math.isfinite(size):
            return QRectF()
        side = max(room * size / most, 2.0)
        # The smaller squares stand in the middle of the room that the largest takes.
        left = axis * columns + (room - side if side > 0.6 * room else 0.0) / 2
        return QRectF(left + theme.px(2), self.height() - foot - side, side, side)

    def _words_width(self, shown: Shown) -> float:
        """Of the longest line beside a square: 0.06806 is longer than 38.50."""
        theme, divisor = shown.theme, shown.divisor
        assert divisor is not None
        metrics = QFontMetricsF(theme.font(_NUMBER, 700))
        values = (float(value) for value in (*divisor.size, *divisor.push))
        numbers = (f"= {text_of(number_latex(value, 4))}" for value in values)
        return theme.px(24 + 6 + 2) + max(metrics.horizontalAdvance(number) for number in numbers)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Both axes."""
        shown = self._shown
        if shown is None or shown.divisor is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for axis in range(2):
            self._paint_axis(painter, shown, axis)
        painter.end()

    def _paint_axis(self, painter: QPainter, shown: Shown, axis: int) -> None:
        theme, divisor = shown.theme, shown.divisor
        assert divisor is not None
        left, square = axis * self.width() / 2, self.square(axis)
        painter.setFont(theme.font(14, 700))
        painter.setPen(theme.color("text"))
        name = tr("{axis} axis", axis=axis_name(shown.surface.axes[axis]))
        painter.drawText(QPointF(left, theme.px(14)), name)
        if not shown.revealed(divisor.term):
            painter.setFont(theme.font(18, 700))
            painter.setPen(theme.color("text2"))
            painter.drawText(QPointF(left, theme.px(46)), "= ?")
            return
        painter.setOpacity(self._strength(shown, "square"))
        color = theme.color("term_square")
        fill = QColor(color)
        fill.setAlphaF(0.34 if theme.dark else 0.28)
        painter.setPen(QPen(color, 2 * theme.scale))
        painter.setBrush(fill)
        painter.drawRect(square)
        painter.setOpacity(1.0)
        share = float(divisor.share[axis])
        role = shown.terms[divisor.push_term].role
        if math.isfinite(share) and square.width() > 0:
            base = square.bottom() + theme.px(11)
            tip = QPointF(square.left() + min(share, _LONGEST) * square.width(), base)
            label = formula("x", color.name())
            strength = self._strength(shown, role)
            paint_arrow(
                painter, theme, DrawnArrow(QPointF(square.left(), base), tip, shown.ink(role), label, 3.2, strength)
            )
        self._paint_words(painter, shown, axis, square)

    def _paint_words(self, painter: QPainter, shown: Shown, axis: int, square: QRectF) -> None:
        theme, divisor = shown.theme, shown.divisor
        assert divisor is not None
        widest = max(self.square(each).right() - each * self.width() / 2 for each in range(2))
        left = axis * self.width() / 2 + (widest if square.width() > 0.6 * widest else square.width()) + theme.px(18)
        size, top = 17.0 * theme.scale, theme.px(42)
        role = shown.terms[divisor.push_term].role
        for latex, value, color in (
            (divisor.latex, divisor.size[axis], theme.color("term_square")),
            (rf"\left|{divisor.push_latex}\right|", divisor.push[axis], shown.ink(role)),
        ):
            picture = formula(rf"\textcolor{{{color.name()}}}{{{latex}}}", color.name())
            picture.paint(painter, QPointF(left, top), size)
            font = theme.font(_NUMBER, 700)
            line = laid_out(f"= {number_latex(float(value), 4)}", font, 10_000, upright=False)
            at = QPointF(left + max(picture.width(size), theme.px(24)) + theme.px(6), top - line.lines[0].ascent)
            line.paint(painter, at, _one(color))
            top += theme.px(25)
        self._paint_share(painter, shown, axis, QPointF(left, top + theme.px(3)))

    def _paint_share(self, painter: QPainter, shown: Shown, axis: int, at: QPointF) -> None:
        theme, divisor = shown.theme, shown.divisor
        assert divisor is not None
        share = float(divisor.share[axis])
        text = tr("{share} %", share=f"{100 * share:.0f}" if math.isfinite(share) and share < 100 else "—")
        font = theme.font(18, 700)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(at, text)
        words = tr("of lr") if divisor.of_rate else tr("of the divisor")
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("text2"))
        painter.drawText(QPointF(at.x(), at.y() + QFontMetricsF(font).descent() + theme.px(13)), words)

    def _strength(self, shown: Shown, role: str) -> float:
        if shown.lit is None:
            return 1.0
        return 1.0 if shown.terms[shown.lit].role == role else PALE

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Say which term is pointed at."""
        shown = self._shown
        if event is None or shown is None or shown.divisor is None:
            return
        found = None
        for axis in range(2):
            square = self.square(axis)
            if square.contains(event.position()):
                found = shown.divisor.term
            elif (
                square.left() <= event.position().x() <= square.right() + 20 and event.position().y() > square.bottom()
            ):
                found = shown.divisor.push_term
        self._point_at(found)

    def leaveEvent(self, event: QEvent | None) -> None:
        """None any more."""
        self._point_at(None)

    def _point_at(self, term: int | None) -> None:
        if term == self._pointed:
            return
        before, self._pointed = self._pointed, term
        if before is not None:
            self.term_hovered.emit(before, False)
        if term is not None:
            self.term_hovered.emit(term, True)


def _one(color: QColor) -> Ink:
    """Everything in one color."""
    return lambda role: color
