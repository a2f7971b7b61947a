"""The number of one weight beside its edge: dragged sideways it changes, clicked it is typed."""

from __future__ import annotations

import math

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QWidget

from app.theme import DARK, Theme
from app.views.gates.diagram_names import explained, short, shorter, sign_token, spoken_parameter

_PER_PIXEL = 2
_SLACK = 3  # pixels that a click may move
_LEAST_UNIT = 0.01
_PAD = (5, 2)


def scrubbed(start: float, pixels: float, fine: bool) -> float:
    """The value after so many pixels of dragging: two hundredths a pixel, more for large numbers, a tenth of it when
    fine; always a round number.
    """
    start = start if math.isfinite(start) else 0.0
    unit = _LEAST_UNIT if start == 0 else max(10.0 ** (math.floor(math.log10(abs(start))) - 2), _LEAST_UNIT)
    unit = unit / 10 if fine else unit
    return float(f"{round(start / unit + _PER_PIXEL * pixels) * unit:.12g}") + 0.0


class WeightLabel(QWidget):
    """Says what its parameter should be; ← and → change it, too (Shift: finer), Enter types."""

    scrubbed_to = pyqtSignal(int, float)
    let_go = pyqtSignal()
    given_up = pyqtSignal()
    typing_wanted = pyqtSignal(int)
    attended = pyqtSignal(int)
    left_alone = pyqtSignal(int)

    def __init__(self, parameter: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self._theme, self._text, self._value, self._lit = DARK, "", 0.0, False
        self._texts: tuple[str, ...] = ("",)
        self._on_plate = False
        self._pressed: float | None = None
        self._start, self._moved, self._edited = 0.0, False, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    @property
    def text(self) -> str:
        """What it shows."""
        return self._text

    @property
    def lit(self) -> bool:
        """Whether its edge is pointed at."""
        return self._lit

    @property
    def sizes(self) -> list[QSizeF]:
        """How much room its texts take, from the longest on."""
        metrics = QFontMetricsF(self._theme.font(Theme.number_size, 600))
        return [QSizeF(metrics.horizontalAdvance(text), metrics.capHeight()) for text in self._texts]

    def show_number(self, theme: Theme, name: str, prefix: str, value: float) -> None:
        """The number of the parameter of that name, of which `prefix` is shown where there is room."""
        self._theme, self._value = theme, value
        written = (short(value), shorter(value))
        self._texts = tuple(dict.fromkeys((*(f"{prefix} {each}".strip() for each in written), *written)))
        self.setAccessibleName(spoken_parameter(name, value))
        self.setToolTip(explained(name, value))

    def show_text(self, place: int, center: QPointF, on_plate: bool) -> None:
        """One of its texts around a point, within its parent; on a plate always, or only while it is pointed at."""
        self._on_plate = on_plate
        self._text, theme, parent = self._texts[place], self._theme, self.parentWidget()
        assert parent is not None
        width = math.ceil(self.sizes[place].width()) + 2 * theme.px(_PAD[0])
        height = math.ceil(QFontMetricsF(theme.font(Theme.number_size, 600)).height()) + theme.px(2 * _PAD[1] - 3)
        left = min(max(round(center.x() - width / 2), 0), max(parent.width() - width, 0))
        top = min(max(round(center.y() - height / 2), 0), max(parent.height() - height, 0))
        self.setGeometry(left, top, width, height)
        self.update()

    def show_lit(self, lit: bool) -> None:
        """Whether its edge is pointed at."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take the number."""
        assert event is not None
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._start, self._moved = event.globalPosition().x(), self._value, False

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Change it, from where the drag left the slack of a click."""
        assert event is not None
        if self._pressed is None:
            return
        pixels = event.globalPosition().x() - self._pressed
        if not self._moved and abs(pixels) <= _SLACK:
            return
        self._moved = True
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.scrubbed_to.emit(self.parameter, scrubbed(self._start, pixels, fine))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let go; a click without a drag types."""
        assert event is not None
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = None
        if self._moved:
            self.let_go.emit()
        else:
            self.typing_wanted.emit(self.parameter)

    def event(self, event: QEvent | None) -> bool:
        """Its own keys come before the window's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """← and → change, Enter types; Escape gives a drag up."""
        assert event is not None
        if event.key() == Qt.Key.Key_Escape and self._pressed is not None and self._moved:
            self._pressed = None
            self.given_up.emit()
        elif event.key() in _TYPES:
            self.typing_wanted.emit(self.parameter)
        elif event.key() in _STEPS:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = _STEPS[Qt.Key(event.key())] / _PER_PIXEL
            self._edited = True
            self.scrubbed_to.emit(self.parameter, scrubbed(self._value, step, fine))
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        """The edit is done when the key is let go of."""
        assert event is not None
        if self._edited and not event.isAutoRepeat() and event.key() in _STEPS:
            self._edited = False
            self.let_go.emit()
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent | None) -> None:
        """Light the edge."""
        self.attended.emit(self.parameter)

    def leaveEvent(self, event: QEvent | None) -> None:
        """Let the edge be."""
        self.left_alone.emit(self.parameter)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Light the edge."""
        super().focusInEvent(event)
        self.attended.emit(self.parameter)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Let the edge be; a key that is still down has changed all it could."""
        super().focusOutEvent(event)
        if self._edited:
            self._edited = False
            self.let_go.emit()
        self.left_alone.emit(self.parameter)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The number in the color of its sign, on a casing; on a plate while it is pointed at."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        attended = self._lit or self.hasFocus()
        if attended or self._on_plate:
            painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else QPen(theme.color("line2"), 1))
            painter.setBrush(theme.color("bg3" if attended else "bg1"))
            painter.drawRoundedRect(frame, theme.px(theme.row_radius), theme.px(theme.row_radius))
        font = theme.font(Theme.number_size, 600)
        metrics = QFontMetricsF(font)
        baseline = (self.height() + metrics.capHeight()) / 2
        path = QPainterPath()
        path.addText(QPointF((self.width() - metrics.horizontalAdvance(self._text)) / 2, baseline), font, self._text)
        casing = QPen(theme.color("bg3" if attended else "bg1"), 4 * theme.scale)
        casing.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, casing)
        painter.fillPath(path, theme.color(sign_token(self._value)))
        painter.end()


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_TYPES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_KEYS = (*_STEPS, *_TYPES)
