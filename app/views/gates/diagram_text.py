"""Texts in a picture: the longest that has room, none smaller than the theme's smallest."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.theme import Theme


def fitting(theme: Theme, texts: tuple[str, ...], size: int, weight: int, room: float) -> tuple[str, QFont]:
    """The first of several texts for the same that has room, else the last in smaller letters."""
    for text in texts:
        font = theme.font(size, weight)
        if QFontMetricsF(font).horizontalAdvance(text) <= room:
            return text, font
    for smaller in range(size - 1, theme.tick_size - 1, -1):
        font = theme.font(smaller, weight)
        if QFontMetricsF(font).horizontalAdvance(texts[-1]) <= room:
            break
    return texts[-1], font


def write(
    painter: QPainter, theme: Theme, center: QPointF, texts: str | tuple[str, ...], color: QColor,
    size: int = Theme.body_size, weight: int = 400, room: float = 1e9, casing: bool = False,
) -> None:  # fmt: skip
    """A text around a point, one of several where there is less room; on a casing of the panel's color."""
    text, font = fitting(theme, (texts,) if isinstance(texts, str) else texts, size, weight, room)
    metrics = QFontMetricsF(font)
    at = QPointF(center.x() - metrics.horizontalAdvance(text) / 2, center.y() + metrics.capHeight() / 2)
    if casing:
        path = QPainterPath()
        path.addText(at, font, text)
        pen = QPen(theme.color("bg1"), 4 * theme.scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(at, text)
