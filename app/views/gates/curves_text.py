"""Lines of text in several weights and colors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.theme import Theme


@dataclass(frozen=True)
class Piece:
    """A part of a line."""

    text: str
    font: QFont
    color: QColor


def plain(theme: Theme, text: str) -> Piece:
    """A quiet part."""
    return Piece(text, theme.font(theme.label_size), theme.color("text2"))


def strong(theme: Theme, text: str, token: str = "text") -> Piece:
    """The part that is read first."""
    return Piece(text, theme.font(theme.label_size, 600), theme.color(token))


def width_of(pieces: Sequence[Piece]) -> float:
    """In pixels."""
    return sum(QFontMetricsF(piece.font).horizontalAdvance(piece.text) for piece in pieces)


def paint_pieces(painter: QPainter, pieces: Sequence[Piece], baseline: QPointF) -> float:
    """Paint them from a point on; returns the x where they end."""
    x = baseline.x()
    for piece in pieces:
        painter.setFont(piece.font)
        painter.setPen(piece.color)
        painter.drawText(QPointF(x, baseline.y()), piece.text)
        x += QFontMetricsF(piece.font).horizontalAdvance(piece.text)
    return x


def with_value(theme: Theme, sentence: str, value: str, token: str = "text") -> list[Piece]:
    """A sentence with one `{value}` in it, which is set strongly."""
    before, _, after = sentence.partition("{value}")
    pieces = [plain(theme, before), strong(theme, value, token), plain(theme, after)]
    return [piece for piece in pieces if piece.text]
