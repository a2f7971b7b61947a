"""Text on a plane: numbers that add up, and letters with a halo that are read on any ground."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QRawFont,
    QTextLayout,
)

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
def _outlines(theme: Theme, text: str, size: float, weight: int) -> tuple[QPainterPath, QPainterPath]:
    """The letters of a text around (0, 0), half of a capital above, and their casing.

    Letters are cased one by one and kept: a text that changes with every frame is painted three times as fast.
    """
    font = theme.font(size, weight)
    metrics = QFontMetricsF(font)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    corner = QPointF(-metrics.horizontalAdvance(text) / 2, metrics.capHeight() / 2 - metrics.ascent())
    letters, casing = QPainterPath(), QPainterPath()
    for path in (letters, casing):
        path.setFillRule(Qt.FillRule.WindingFill)
    for run in layout.glyphRuns():
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            letter, around = _cased(run.rawFont(), glyph, 3.6 * theme.scale)
            letters.addPath(letter.translated(corner + place))
            casing.addPath(around.translated(corner + place))
    return letters, casing


@lru_cache(maxsize=1024)
def _cased(font: QRawFont, glyph: int, width: float) -> tuple[QPainterPath, QPainterPath]:
    """A letter and the line along its outline."""
    letter = font.pathForGlyph(glyph)
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return letter, stroker.createStroke(letter).simplified()


def paint_label(painter: QPainter, theme: Theme, label: Label, color: QColor | None = None) -> None:
    """Letters on a casing of the halo's color, in ink where no color is given."""
    ink = theme.color("text") if color is None else color
    if label.angle:
        painter.save()
        painter.translate(label.center)
        painter.rotate(label.angle)
        _paint_letters(painter, theme, label.text, label.size, label.weight, ink)
        painter.restore()
        return
    device = painter.device()
    ratio = 1.0 if device is None else device.devicePixelRatioF()
    picture = _picture(theme, label.text, label.size, label.weight, ink.name(), ratio)
    corner = label.center - QPointF(picture.width(), picture.height()) / (2 * ratio)
    painter.drawImage(QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), picture)


@lru_cache(maxsize=256)
def _picture(theme: Theme, text: str, size: float, weight: int, ink: str, ratio: float) -> QImage:
    """An upright text as a picture, which is painted many times as fast as its strokes."""
    width, height = text_size(theme, text, size, weight)
    across, down = math.ceil((width + 8 * theme.scale) * ratio), math.ceil((2.2 * height + 8 * theme.scale) * ratio)
    image = QImage(across, down, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(across / ratio / 2, down / ratio / 2)
    _paint_letters(painter, theme, text, size, weight, QColor(ink))
    painter.end()
    return image


def _paint_letters(painter: QPainter, theme: Theme, text: str, size: float, weight: int, ink: QColor) -> None:
    letters, casing = _outlines(theme, text, size, weight)
    painter.fillPath(casing, theme.color("halo", 0.9))
    painter.fillPath(letters, ink)


def wrapped(theme: Theme, text: str, room: float, size: float = Theme.body_size, weight: int = 400) -> list[str]:
    """A text in lines that are no wider than the room, as far as its words allow."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_size(theme, longer, size, weight)[0] <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


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
