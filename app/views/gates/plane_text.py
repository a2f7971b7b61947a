"""Text on a plane: numbers that add up, and letters with a halo that are read on any ground."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.theme import Theme
from app.views.gates.plane_unit import UnitLine
from app.views.numbers import MINUS, axis_name, significant


@dataclass(frozen=True)
class Label:
    """A text around a point, turned by so many degrees; `size` in pixels at scale 1."""

    text: str
    center: QPointF
    size: float = Theme.body_size
    weight: int = 400
    angle: float = 0.0


@lru_cache(maxsize=256)
def _outline(theme: Theme, text: str, size: float, weight: int) -> QPainterPath:
    """The letters of a text around (0, 0), half of a capital above."""
    font = theme.font(size, weight)
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    path.addText(-metrics.horizontalAdvance(text) / 2, metrics.capHeight() / 2, font, text)
    return path


def paint_label(painter: QPainter, theme: Theme, label: Label, color: QColor | None = None) -> None:
    """Letters on a casing of the halo's color, in ink where no color is given."""
    path = _outline(theme, label.text, label.size, label.weight)
    pen = QPen(theme.color("halo", 0.9), 3.6 * theme.scale)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.translate(label.center)
    painter.rotate(label.angle)
    painter.strokePath(path, pen)
    painter.fillPath(path, theme.color("text") if color is None else color)
    painter.restore()


def text_size(theme: Theme, text: str, size: float = Theme.body_size, weight: int = 400) -> tuple[float, float]:
    """Width of a text and height of its capitals, in pixels."""
    metrics = QFontMetricsF(theme.font(size, weight))
    return metrics.horizontalAdvance(text), metrics.capHeight()


def digits_for(*values: float) -> int:
    """So many digits after the point that the largest of them keeps at least two of its figures, and two mostly."""
    largest = max((abs(value) for value in values), default=0.0)
    if largest == 0 or not math.isfinite(largest):
        return 2
    return max(0, min(2 if largest >= 0.1 else 1 - math.floor(math.log10(largest)), 12, 8 - round(math.log10(largest))))


def rounded(value: float, digits: int) -> str:
    """A number with so many digits after the point; a large one by its power of ten, and no minus before a zero."""
    if abs(value) >= 1e6:
        return significant(value, 3)
    text = f"{value:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", MINUS)


def equation(line: UnitLine, names: tuple[str, str] = ("x1", "x2")) -> str:
    """2.08 x₁ + 2.26 x₂ − 3.51 = 0, with as many digits as its largest number asks for."""
    largest = max(abs(line.w1), abs(line.w2), abs(line.bias))
    digits = digits_for(line.w1, line.w2, line.bias)
    text = ""
    for value, name in ((line.w1, names[0]), (line.w2, names[1]), (line.bias, "")):
        if value == 0:
            continue
        # Of tiny numbers the digits would fill the picture.
        size = significant(abs(value), 2) if largest < 1e-4 else rounded(abs(value), digits)
        sign = (MINUS if not text else f" {MINUS} ") if value < 0 else (" + " if text else "")
        text += f"{sign}{size}{' ' + axis_name(name) if name else ''}"
    right = "0" if line.level == 0 else significant(line.level, 3)
    return f"{text} = {right}"


def vector(line: UnitLine) -> str:
    """w = (2.08, 2.26)."""
    if line.norm < 1e-4:
        return f"w = ({significant(line.w1, 2)}, {significant(line.w2, 2)})"
    digits = digits_for(line.w1, line.w2)
    return f"w = ({rounded(line.w1, digits)}, {rounded(line.w2, digits)})"
