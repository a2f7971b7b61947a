"""A slider over decades, in the color of a run."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.theme import DARK, Theme

SMALLEST, LARGEST = 1e-8, 100.0
_FIRST, _LAST = -4, 0
_STEP = 1.05


def rounded(value: float, digits: int = 3) -> float:
    """To so many significant digits."""
    return float(f"{value:.{digits - 1}e}")


class LogSlider(QWidget):
    """From 10⁻⁴ to 1, and on where the value lies beyond. Above a limit the groove warns.

    `moved` is emitted while the hand moves, `finished` when it lets go.
    """

    moved = pyqtSignal(float)
    finished = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._color = DARK, 0
        self._value = self._default = 1e-3
        self._limit: float | None = None
        self._range = (_FIRST, _LAST)
        self._held = False
        self._grip = 0.0
        self._by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def value(self) -> float:
        """What the thumb shows."""
        return self._value

    @property
    def held(self) -> bool:
        """Whether a hand is on the thumb."""
        return self._held

    def show_theme(self, theme: Theme) -> None:
        """Take colors and sizes."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_color(self, color: int) -> None:
        """Take the run's color."""
        self._color = color
        self.update()

    def show_value(self, value: float, default: float) -> None:
        """Move the thumb, without a signal; a double click goes to the default."""
        self._value, self._default = value, default
        if not self._held:
            self._fit_range()
        self.update()

    def show_limit(self, limit: float | None) -> None:
        """The value above which it cannot go well, or None."""
        self._limit = limit
        self.update()

    def sizeHint(self) -> QSize:
        """Room for thumb, ring and dots."""
        return QSize(self._theme.px(120), self._theme.px(26))

    def minimumSizeHint(self) -> QSize:
        """Short, but still to be hit."""
        return QSize(self._theme.px(60), self._theme.px(26))

    def position(self, value: float) -> float:
        """The x of a value, in pixels; a value of 0 or less lies at the left end."""
        first, last = self._range
        share = (math.log10(value) - first) / (last - first) if value > 0 else 0.0
        return self._margin + (self.width() - 2 * self._margin) * min(max(share, 0.0), 1.0)

    @property
    def _margin(self) -> int:
        return self._theme.px(10)

    def _value_at(self, x: float) -> float:
        first, last = self._range
        share = (x - self._margin) / max(self.width() - 2 * self._margin, 1)
        return rounded(10 ** (first + (last - first) * min(max(share, 0.0), 1.0)))

    def _fit_range(self) -> None:
        exponent = math.log10(min(max(self._value, SMALLEST), LARGEST))
        self._range = (min(_FIRST, math.floor(exponent)), max(_LAST, math.ceil(exponent)))

    def _move(self, value: float) -> None:
        value = min(max(value, SMALLEST), LARGEST)
        if value != self._value:
            self.show_value(value, self._default)
            self.moved.emit(value)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take the thumb; beside it, bring it here first."""
        assert event is not None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._held, self._by_keyboard = True, False
        x = event.position().x()
        self._grip = x - self.position(self._value)
        if abs(self._grip) > self._theme.px(9):
            self._grip = 0.0
            self._move(self._value_at(x))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Follow the hand."""
        assert event is not None
        if self._held:
            self._move(self._value_at(event.position().x() - self._grip))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let go."""
        if self._held:
            self._held = False
            self.update()
            self.finished.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Back to the default."""
        self._move(self._default)
        self._held = False
        self._fit_range()
        self.update()
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Arrows: 5 %. Page keys: a decade. Home and End: the ends."""
        assert event is not None
        first, last = self._range
        start = max(self._value, 10.0**first)
        targets = {
            Qt.Key.Key_Left: start / _STEP,
            Qt.Key.Key_Down: start / _STEP,
            Qt.Key.Key_Right: start * _STEP,
            Qt.Key.Key_Up: start * _STEP,
            Qt.Key.Key_PageDown: start / 10,
            Qt.Key.Key_PageUp: start * 10,
            Qt.Key.Key_Home: 10.0**first,
            Qt.Key.Key_End: 10.0**last,
        }
        target = targets.get(Qt.Key(event.key()))
        if target is None:
            super().keyPressEvent(event)
            return
        self._by_keyboard = True
        self._move(rounded(target))

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        """The last of a held key ends the edit."""
        assert event is not None
        if event.isAutoRepeat() or event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Shift):
            super().keyReleaseEvent(event)
        else:
            self.finished.emit()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show the ring where the keyboard brought the focus."""
        assert event is not None
        self._by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Groove, limit, dots, thumb."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        self._draw_groove(painter)
        self._draw_thumb(painter)
        painter.end()

    def _draw_groove(self, painter: QPainter) -> None:
        theme, groove, middle = self._theme, self._theme.px(4), self.height() / 2
        left, right, thumb = self._margin, self.width() - self._margin, self.position(self._value)

        def bar(start: float, end: float) -> QRectF:
            return QRectF(start, middle - groove / 2, max(end - start, 0.0), groove)

        painter.setBrush(theme.color("bg4"))
        painter.drawRoundedRect(bar(left, right), groove / 2, groove / 2)
        if self._limit is not None:
            x = self.position(self._limit)
            beyond, whole = QPainterPath(), QPainterPath()
            beyond.addRect(bar(x, right))
            whole.addRoundedRect(bar(left, right), groove / 2, groove / 2)
            painter.fillPath(whole.intersected(beyond), theme.color("danger", 0.5))
            painter.fillRect(QRectF(x - theme.scale, middle - theme.px(7), 2 * theme.scale, theme.px(14)),
                             theme.color("danger"))  # fmt: skip
        painter.setBrush(theme.color("text3"))
        for exponent in range(self._range[0], self._range[1] + 1):
            painter.drawEllipse(QPointF(self.position(10.0**exponent), middle + theme.px(9)),
                                1.1 * theme.scale, 1.1 * theme.scale)  # fmt: skip
        painter.setBrush(theme.run(self._color))
        painter.drawRoundedRect(bar(left, thumb), groove / 2, groove / 2)

    def _draw_thumb(self, painter: QPainter) -> None:
        theme, scale = self._theme, self._theme.scale
        center = QPointF(self.position(self._value), self.height() / 2)
        radius = theme.px(7)
        painter.setBrush(theme.color("text" if theme.dark else "bg2"))
        painter.setPen(QPen(theme.run(self._color), 2.2 * scale))
        painter.drawEllipse(center, radius - 1.0, radius - 1.0)
        if self.hasFocus() and self._by_keyboard:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2 * scale))
            painter.drawEllipse(center, radius + 3 * scale, radius + 3 * scale)
