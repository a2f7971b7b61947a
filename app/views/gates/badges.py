"""The badges of the two classes and of a wrong answer, drawn alike wherever they stand."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QPainter, QPen

from app.theme import Theme

LEAST_WITH_DIGIT = 5.0
"""A badge of a smaller radius, in pixels, shows no digit: nobody could read it."""
_SQUARE = 0.9
_DIGIT = 1.22


def class_token(target: float) -> str:
    """The theme's color of a class, and of a number that pushes towards it."""
    return "one" if target > 0 else "zero"


def draw_class_badge(
    painter: QPainter, theme: Theme, center: QPointF, radius: float, target: int, text: bool = True
) -> None:
    """A blue square for 1, an orange disc for 0, on a casing, with the digit where there is room; radius in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for size, token in ((radius + min(2.2, 0.17 * radius), "halo"), (radius, class_token(target))):
        painter.setBrush(theme.color(token))
        if target:
            half = _SQUARE * size
            square = QRectF(center.x() - half, center.y() - half, 2 * half, 2 * half)
            painter.drawRoundedRect(square, 0.24 * size, 0.24 * size)
        else:
            painter.drawEllipse(center, size, size)
    if text and radius >= LEAST_WITH_DIGIT:
        _draw_digit(painter, theme.color("on_accent"), theme, center, radius, str(int(target)))
    painter.restore()


def _draw_digit(painter: QPainter, ink: QColor, theme: Theme, center: QPointF, radius: float, digit: str) -> None:
    font = QFont(theme.font(weight=700))
    font.setPixelSize(max(1, round(_DIGIT * radius)))
    painter.setFont(font)
    painter.setPen(ink)
    box = QRectF(center.x() - 2 * radius, center.y() - 2 * radius, 4 * radius, 4 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, digit)


def draw_undecided_badge(painter: QPainter, theme: Theme, center: QPointF, radius: float) -> None:
    """A quiet ring with a question mark, where rounding decides what is said; radius in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("text2"), max(1.2, 0.16 * radius)))
    painter.setBrush(theme.color("bg4"))
    painter.drawEllipse(center, radius, radius)
    if radius >= LEAST_WITH_DIGIT:
        _draw_digit(painter, theme.color("text"), theme, center, radius, "?")
    painter.restore()


def draw_wrong_badge(painter: QPainter, theme: Theme, center: QPointF, radius: float) -> None:
    """A red disc with a cross, on a casing; radius in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for size, token in ((radius + min(2.0, 0.25 * radius), "halo"), (radius, "danger")):
        painter.setBrush(theme.color(token))
        painter.drawEllipse(center, size, size)
    reach = 0.4 * radius
    pen = QPen(theme.color("on_accent"), max(1.2, 0.28 * radius))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for side in (-1, 1):
        painter.drawLine(
            QPointF(center.x() - reach, center.y() - side * reach),
            QPointF(center.x() + reach, center.y() + side * reach),
        )
    painter.restore()
