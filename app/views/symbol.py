"""A typeset symbol among painted text: ‖∇f‖, which the typeface of the window does not have."""

from __future__ import annotations

from functools import lru_cache

from PyQt6.QtCore import QByteArray, QPointF, QRectF
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PyQt6.QtSvg import QSvgRenderer

from app.views.typeset import TypesetLine, typeset

GRADIENT_NORM = r"\|\nabla f\|"
GRADIENT_NORM_TEXT = "‖∇f‖"  # in a text, where the symbol belongs
_REFERENCE = 24.0


@lru_cache(maxsize=32)
def _picture(latex: str, color: str) -> tuple[TypesetLine, QSvgRenderer]:
    line = typeset(latex, color)
    return line, QSvgRenderer(QByteArray(line.svg))


def symbol_width(latex: str, size: float) -> float:
    """How wide a symbol is whose letters have that size in pixels."""
    return typeset(latex, "#000000").width * size / _REFERENCE


def paint_symbol(painter: QPainter, latex: str, size: float, color: QColor, baseline: QPointF) -> None:
    """Paint a symbol from a point on its baseline."""
    line, picture = _picture(latex, color.name())
    factor = size / _REFERENCE
    left, top = baseline.x() - line.left * factor, baseline.y() - line.baseline * factor
    picture.render(painter, QRectF(left, top, (line.width + line.left) * factor, line.height * factor))


def text_width(text: str, font: QFont) -> float:
    """How wide a text is that may hold `GRADIENT_NORM_TEXT` once."""
    before, found, after = text.partition(GRADIENT_NORM_TEXT)
    metrics = QFontMetricsF(font)
    symbol = symbol_width(GRADIENT_NORM, font.pixelSize() * 1.1) if found else 0.0
    return metrics.horizontalAdvance(before) + symbol + metrics.horizontalAdvance(after)


def paint_text(painter: QPainter, text: str, font: QFont, color: QColor, baseline: QPointF) -> None:
    """Paint a text that may hold `GRADIENT_NORM_TEXT` once, which is typeset."""
    before, found, after = text.partition(GRADIENT_NORM_TEXT)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(baseline, before)
    if found:
        size = font.pixelSize() * 1.1
        place = baseline + QPointF(QFontMetricsF(font).horizontalAdvance(before), 0.0)
        paint_symbol(painter, GRADIENT_NORM, size, color, place)
        painter.drawText(place + QPointF(symbol_width(GRADIENT_NORM, size), 0.0), after)
