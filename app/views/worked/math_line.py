"""A line of numbers laid out and painted with the window's own typeface: so fast that it follows a scrubbing hand.

Typesetting a formula takes ten milliseconds, laying out one of these a tenth of one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.engine.worked.expression import Role
from app.views.worked.math_tree import (
    Fence,
    Fraction,
    Node,
    Root,
    Row,
    Script,
    Sign,
    Text,
    is_compound,
    parsed,
    stands_alone,
)

Ink = Callable[[Role], QColor]
_SMALL = 0.72
_LEAST = 0.62  # no line is set smaller than that


@dataclass(frozen=True)
class Box:
    """Something to paint from a point on its baseline; sizes in pixels.

    `breaks` says whether a line may end before it: at a sum (1), a product (2), within brackets (3), or not (0).
    """

    width: float
    ascent: float
    descent: float
    paint: Callable[[QPainter, QPointF, Ink], None]
    breaks: int = 0


@dataclass(frozen=True)
class Line:
    """Boxes side by side."""

    boxes: tuple[Box, ...]

    @property
    def width(self) -> float:
        """Of all boxes."""
        return sum(box.width for box in self.boxes)

    @property
    def ascent(self) -> float:
        """The highest."""
        return max((box.ascent for box in self.boxes), default=0.0)

    @property
    def descent(self) -> float:
        """The deepest."""
        return max((box.descent for box in self.boxes), default=0.0)

    def paint(self, painter: QPainter, baseline: QPointF, ink: Ink) -> None:
        """From a point on the baseline."""
        x = baseline.x()
        for box in self.boxes:
            box.paint(painter, QPointF(x, baseline.y()), ink)
            x += box.width


@dataclass(frozen=True)
class Lines:
    """A formula in as many lines as its room needs, one below the other."""

    lines: tuple[Line, ...]
    leading: float

    @property
    def height(self) -> float:
        """From the highest point of the first to the deepest of the last."""
        return sum(line.ascent + line.descent for line in self.lines) + self.leading * (len(self.lines) - 1)

    @property
    def width(self) -> float:
        """Of the widest."""
        return max((line.width for line in self.lines), default=0.0)

    def paint(self, painter: QPainter, top_left: QPointF, ink: Ink) -> None:
        """From the upper left corner."""
        y = top_left.y()
        for line in self.lines:
            line.paint(painter, QPointF(top_left.x(), y + line.ascent), ink)
            y += line.ascent + line.descent + self.leading


def laid_out(latex: str, font: QFont, room: float, upright: bool, breaks: bool = True) -> Lines:
    """Where it is wider than `room` broken at sums, else at products, and made smaller where that is not enough.

    `upright` sets fractions one over the other, else with a slash; one line stays one line without `breaks`.
    """
    row, size = parsed(latex), font.pixelSize()
    while True:
        made = _fitted(_boxes(row, font, upright), room, 0.15 * font.pixelSize(), breaks)
        smaller = font.pixelSize() - 1
        if made.width <= room:
            return made
        if smaller < _LEAST * size:
            # A fraction cannot be broken, its slash can.
            return laid_out(latex, font, room, upright=False) if upright else made
        font = QFont(font)
        font.setPixelSize(smaller)


def _fitted(boxes: list[Box], room: float, leading: float, breaks: bool) -> Lines:
    """Broken no deeper than it must be."""
    made = Lines((Line(tuple(boxes)),), leading)
    for depth in (1, 2, 3) if breaks else ():
        if made.width <= room:
            break
        made = Lines(tuple(Line(tuple(line)) for line in _broken(boxes, room, depth)), leading)
    return made


def _broken(boxes: list[Box], room: float, depth: int) -> list[list[Box]]:
    """As many boxes to a line as fit; only where a sign stands between them."""
    lines: list[list[Box]] = [[]]
    width = 0.0
    for piece in _pieces(boxes, depth):
        wide = sum(box.width for box in piece)
        if lines[-1] and width + wide > room:
            lines.append([])
            width = 0.0
        lines[-1].extend(piece)
        width += wide
    return lines


def _pieces(boxes: list[Box], depth: int) -> list[list[Box]]:
    made: list[list[Box]] = []
    for box in boxes:
        if 0 < box.breaks <= depth or not made:
            made.append([])
        made[-1].append(box)
    return made


def _boxes(row: Row, font: QFont, upright: bool) -> list[Box]:
    made: list[Box] = []
    depth = 0
    for place, node in enumerate(row):
        if isinstance(node, Sign):
            made.append(_sign(node.text, font, place == 0, 3 if depth else 2 if node.text == "·" else 1))
        elif isinstance(node, Fence):
            depth += 1 if node.opens else -1
            made.append(_fence(node, _held(row, place, font, upright), font))
        elif isinstance(node, Fraction) and not upright and not stands_alone(row, place):
            made += [_text("(", "plain", font), *_box(node, font, upright), _text(")", "plain", font)]
        else:
            made.extend(_box(node, font, upright))
    return made


def _box(node: Node, font: QFont, upright: bool) -> list[Box]:
    if isinstance(node, Text):
        return [_text(node.text, node.role, font)]
    if isinstance(node, Sign):
        return [_sign(node.text, font, first=False, breaks=0)]
    if isinstance(node, Fraction):
        return _fraction(node, font, upright)
    if isinstance(node, Root):
        return [_root(Line(tuple(_boxes(node.inner, font, upright))), font)]
    assert isinstance(node, Script)
    return [_script(Line(tuple(_boxes(node.inner, _smaller(font), upright))), node.raised, font)]


def _smaller(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(max(6, round(font.pixelSize() * _SMALL)))
    return made


def _text(text: str, role: Role, font: QFont) -> Box:
    metrics = QFontMetricsF(font)

    def paint(painter: QPainter, at: QPointF, ink: Ink) -> None:
        painter.setFont(font)
        painter.setPen(ink(role))
        painter.drawText(at, text)

    size = font.pixelSize()
    return Box(metrics.horizontalAdvance(text), 0.76 * size, 0.2 * size, paint)


def _sign(text: str, font: QFont, first: bool, breaks: int) -> Box:
    letter = _text(text, "plain", font)
    right = (0.06 if text == "·" else 0.24) * font.pixelSize()
    left = 0.0 if first else right

    def paint(painter: QPainter, at: QPointF, ink: Ink) -> None:
        letter.paint(painter, QPointF(at.x() + left, at.y()), ink)

    return Box(letter.width + left + right, letter.ascent, letter.descent, paint, breaks)


def _held(row: Row, place: int, font: QFont, upright: bool) -> Line:
    """What a bracket holds, up to its partner."""
    fence = row[place]
    assert isinstance(fence, Fence)
    step = 1 if fence.opens else -1
    depth, inner, at = 1, [], place + step
    while 0 <= at < len(row):
        node = row[at]
        if isinstance(node, Fence):
            depth += 1 if node.opens == fence.opens else -1
            if depth == 0:
                break
        else:
            inner.extend(_box(node, font, upright))
        at += step
    return Line(tuple(inner))


def _fence(node: Fence, held: Line, font: QFont) -> Box:
    """A letter around what is no higher than letters, else stretched."""
    size = font.pixelSize()
    letter = _text(node.text, "plain", font)
    if held.ascent <= 1.05 * size and held.descent <= 0.4 * size:
        return letter
    metrics = QFontMetricsF(font)
    shape = metrics.tightBoundingRect(node.text)
    high = (held.ascent + held.descent) / max(shape.height(), 1.0)

    def paint(painter: QPainter, at: QPointF, ink: Ink) -> None:
        painter.save()
        painter.translate(at.x(), at.y() - held.ascent)
        painter.scale(1.0, high)
        letter.paint(painter, QPointF(0.0, -shape.top()), ink)
        painter.restore()

    return Box(letter.width, held.ascent, held.descent, paint)


def _fraction(node: Fraction, font: QFont, upright: bool) -> list[Box]:
    if not upright:
        return [*_enclosed(node.over, font), _text(" / ", "plain", font), *_enclosed(node.under, font)]
    over, under = (Line(tuple(_boxes(row, font, upright))) for row in (node.over, node.under))
    size = font.pixelSize()
    gap, axis, pad = 0.2 * size, 0.36 * size, 0.12 * size
    width = max(over.width, under.width) + 2 * pad

    def paint(painter: QPainter, at: QPointF, ink: Ink) -> None:
        bar = at.y() - axis
        painter.setPen(QPen(ink("plain"), max(1.0, 0.07 * size)))
        painter.drawLine(QPointF(at.x(), bar), QPointF(at.x() + width, bar))
        over.paint(painter, QPointF(at.x() + (width - over.width) / 2, bar - gap - over.descent), ink)
        under.paint(painter, QPointF(at.x() + (width - under.width) / 2, bar + gap + under.ascent), ink)

    ascent = axis + gap + over.ascent + over.descent
    return [Box(width, ascent, gap + under.ascent + under.descent - axis, paint)]


def _enclosed(row: Row, font: QFont) -> list[Box]:
    boxes = _boxes(row, font, upright=False)
    if not is_compound(row):
        return boxes
    return [_text("(", "plain", font), *boxes, _text(")", "plain", font)]


def _root(inner: Line, font: QFont) -> Box:
    size = font.pixelSize()
    hook, gap = 0.62 * size, 0.12 * size
    ascent = inner.ascent + gap

    def paint(painter: QPainter, at: QPointF, ink: Ink) -> None:
        bottom, top = at.y() + inner.descent * 0.6, at.y() - ascent
        path = QPainterPath(QPointF(at.x() + 0.06 * size, at.y() - 0.28 * size))
        path.lineTo(at.x() + 0.18 * size, at.y() - 0.34 * size)
        path.lineTo(at.x() + 0.34 * size, bottom)
        path.lineTo(at.x() + 0.54 * size, top)
        path.lineTo(at.x() + hook + inner.width, top)
        painter.strokePath(path, QPen(ink("plain"), max(1.0, 0.065 * size)))
        inner.paint(painter, QPointF(at.x() + hook, at.y()), ink)

    return Box(hook + inner.width + 0.05 * size, ascent, inner.descent, paint)


def _script(inner: Line, raised: bool, font: QFont) -> Box:
    shift = (-0.36 if raised else 0.18) * font.pixelSize()

    def paint(painter: QPainter, at: QPointF, ink: Ink) -> None:
        inner.paint(painter, QPointF(at.x(), at.y() + shift), ink)

    return Box(inner.width, inner.ascent - shift, inner.descent + shift, paint)
