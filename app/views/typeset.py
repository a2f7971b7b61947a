"""A formula set as in a book, from LaTeX."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PyQt6.QtCore import QByteArray, QRectF, QSize, Qt
from PyQt6.QtGui import QImage, QPainter, QPaintEvent
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.theme import DARK, Theme

_REFERENCE = 24.0
_SIGN = re.compile(r"(^|[=({,]\s*)-\s*")
_TOKEN = re.compile(r"\\left\\?.|\\right\\?.|\\[a-zA-Z]+|\\.|.")
_INDENT = r"\quad{}"
_OPENED = {"{": 1, "[": 1, "}": -1, "]": -1}
_FACTOR_ENDS = re.compile(r"(\)|\)\^\{[^{}]*\}) $")
_BASELINE = 0.365  # how far below the middle of a line Inter's baseline lies, in text sizes


@dataclass(frozen=True)
class TypesetLine:
    """A formula as SVG at the reference size; `left` is the empty bearing to crop, `baseline` measured from above."""

    svg: bytes
    width: float
    height: float
    left: float
    baseline: float


@lru_cache(maxsize=256)
def typeset(latex: str, color: str) -> TypesetLine:
    """Set one line; the first formula of a process loads the font."""
    from ziamath.config import config  # here, as it takes a tenth of a second
    from ziamath.zmath import Latex

    config.svg2 = False  # QtSvg draws SVG 1.2 Tiny
    formula = Latex(latex, size=_REFERENCE, color=color)
    svg = formula.svg().encode()
    width, height = formula.getsize()
    left = _bearing(svg, width, height)
    return TypesetLine(svg, width - left, height, left, height + formula.getyofst())


def _bearing(svg: bytes, width: float, height: float) -> float:
    image = QImage(math.ceil(width) + 1, math.ceil(height) + 1, QImage.Format.Format_Alpha8)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, width, height))
    painter.end()
    bits = image.constBits()
    assert bits is not None
    alpha = np.frombuffer(bits.asstring(image.sizeInBytes()), np.uint8).reshape(image.height(), -1)
    inked = np.nonzero(alpha.any(axis=0))[0]
    return float(inked[0]) if len(inked) else 0.0


def signed(latex: str) -> str:
    """The same with every leading minus tight, as a sign and not as an operator."""
    return _SIGN.sub(r"\g<1>{-}", latex)


def broken(latex: str, inside: bool = False) -> tuple[str, ...]:
    """The formula cut before each ` + ` and ` - ` and between two factors in parentheses, where no bracket is open;
    `inside` plain parentheses, too.
    """
    pieces, braces, parentheses, start = [], 0, 0, 0
    for token in _TOKEN.finditer(latex):
        at, text = token.start(), token[0]
        sum_goes_on = text in "+-" and latex[at - 1 : at] == " "
        factor_begins = text == "(" and _FACTOR_ENDS.search(latex, 0, at) is not None
        if at > start and not braces and (inside or not parentheses) and (sum_goes_on or factor_begins):
            pieces.append(latex[start:at])
            start = at
        braces += _OPENED.get(text, text.startswith(r"\left") - text.startswith(r"\right"))
        parentheses += {"(": 1, ")": -1}.get(text, 0)
    return (*pieces, latex[start:])


def lines(latex: str, width: Callable[[str], float], room: float) -> tuple[str, ...]:
    """As few lines as fit, broken inside parentheses only where a term is too wide for a line of its own.

    Pieces are measured one by one, as measuring is setting, and lines are as wide as their pieces together.
    """
    made: list[str] = []
    free = 0.0
    for piece in broken(latex):
        joins = width(piece) <= max(free, room - width(_INDENT) if made else room)
        for part in (piece,) if joins else broken(piece, inside=True):
            if made and joins and width(part) <= free:
                made[-1] += part
            else:
                made.append(_indented(part) if made else part)
                free = room - (width(_INDENT) if len(made) > 1 else 0.0)
            free -= width(part)
            joins = True
    return tuple(made)


def _indented(line: str) -> str:
    return _INDENT + (r"\cdot " if line.startswith("(") else "") + line


class Typeset(QWidget):
    """Shows LaTeX. Wider than its room, it shrinks a little, then breaks before a sign, then shrinks further."""

    def __init__(self, latex: str = "", size: float = 14, token: str = "text", parent: QWidget | None = None) -> None:
        """`size` is that of the letters in pixels at scale 1; `token` names their color."""
        super().__init__(parent)
        self._latex, self._size, self._token, self._theme = latex, size, token, DARK
        self._wraps, self._centered = False, False
        self._lines: tuple[TypesetLine, ...] = ()
        self._pictures: tuple[QSvgRenderer, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def wrap(self) -> None:
        """Take the width given, centered, and as many lines as that needs."""
        self._wraps = self._centered = True
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_theme(self, theme: Theme) -> None:
        """Take color and size."""
        self._theme = theme
        self._set()

    def show_latex(self, latex: str) -> None:
        """Another formula."""
        if signed(latex) != self._latex:
            self._latex = signed(latex)
            self._set()

    def sizeHint(self) -> QSize:
        """The lines at full size."""
        width = max((line.width for line in self._lines), default=0.0) * self._factor
        return QSize(math.ceil(width) + 1, max(len(self._lines), 1) * self._line_height)

    def minimumSizeHint(self) -> QSize:
        """A line that wraps takes any width."""
        return QSize(0, self.sizeHint().height()) if self._wraps else self.sizeHint()

    @property
    def _factor(self) -> float:
        return self._size * self._theme.scale / _REFERENCE

    @property
    def _line_height(self) -> int:
        tallest = max((line.height for line in self._lines), default=0.0) * self._factor
        return max(self._theme.px(20), math.ceil(tallest) + 2) if self._wraps else math.ceil(tallest) + 1

    def _set(self) -> None:
        color = self._theme.color(self._token).name()
        self._lines = tuple(typeset(each, color) for each in self._broken(color)) if self._latex else ()
        self._pictures = tuple(QSvgRenderer(QByteArray(line.svg)) for line in self._lines)
        self.updateGeometry()
        self.update()

    def _broken(self, color: str) -> tuple[str, ...]:
        room = self.width() / (0.8 * self._factor)
        if not self._wraps or typeset(self._latex, color).width <= room:
            return (self._latex,)

        def width(piece: str) -> float:
            inside = typeset("{}" + piece, color)  # a sign between two terms has its spaces
            return inside.left + inside.width

        return lines(self._latex, width, room)

    def resizeEvent(self, event: object) -> None:
        """Break and shrink to the new width."""
        if self._wraps:
            self._set()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The lines one below the other, on the baseline of a text beside them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._line_height if self._wraps else self.height()
        widest = max((line.width for line in self._lines), default=1.0)
        room = self.width() - (4 if self._wraps else 0)  # at its own size a formula does not shrink
        factor = min(self._factor, room / widest)
        for row, (line, picture) in enumerate(zip(self._lines, self._pictures, strict=True)):
            left = (self.width() - line.width * factor) / 2 if self._centered else 0.0
            top = row * height + height / 2 + _BASELINE * self._size * self._theme.scale - line.baseline * factor
            picture.render(
                painter,
                QRectF(left - line.left * factor, top, (line.width + line.left) * factor, line.height * factor),
            )
        painter.end()
