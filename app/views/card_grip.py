"""Six dots at the edge of a card: here it can be taken hold of."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter

from app.theme import Theme


def paint_grip(painter: QPainter, theme: Theme, middle: float) -> None:
    """Around a height, in pixels from the top."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("text3"))
    for dot in range(6):
        center = QPointF((6 + 3.5 * (dot % 2)) * theme.scale, middle + (dot // 2 - 1) * 4 * theme.scale)
        painter.drawEllipse(center, 1.1 * theme.scale, 1.1 * theme.scale)
