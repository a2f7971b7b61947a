"""Terms as typeset pictures, their numbers as LaTeX, and the colors of what they are."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache

from PyQt6.QtCore import QByteArray, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPixmap
from PyQt6.QtSvg import QSvgRenderer

from app.engine.worked.expression import Digits, Paint, Pen, Role
from app.engine.worked.term import Term
from app.theme import Theme
from app.views.typeset import TypesetLine, signed, typeset

LEAST_DIGITS, MOST_DIGITS = 4, 17
_REFERENCE = 24.0
_SIZES = 6  # of one formula, kept as pictures
_LARGE, _SMALL = Decimal("1e6"), Decimal("1e-3")
_TOKENS: dict[Role, str] = {"gradient": "term_gradient", "momentum": "term_momentum", "square": "term_square"}


def role_color(theme: Theme, role: Role, step: QColor) -> QColor:
    """The color of a role; the step has its run's, what has none is ink."""
    return step if role == "step" else theme.color(_TOKENS.get(role, "text"))


def painted(theme: Theme, step: QColor) -> Paint:
    """Every role in its color, for formulas."""
    return lambda role, latex: rf"\textcolor{{{role_color(theme, role, step).name()}}}{{{latex}}}"


def plain(role: Role, latex: str) -> str:
    """Everything in ink."""
    return latex


def marked(role: Role, latex: str) -> str:
    """With the role's name around it, for lines of numbers: `math_tree` reads it."""
    return rf"\role{{{role}}}{{{latex}}}"


def digits_of(count: int) -> Digits:
    """Numbers as LaTeX with so many significant digits."""
    return lambda value: number_latex(value, count)


def number_latex(value: float, digits: int) -> str:
    r"""So many significant digits, fewer where a number has no more: 38.50, 0.9, 101\,482, 1.5 \cdot 10^{-8}.

    Digits before the point are never cut, as zeros there would be wrong digits. With 17 it is the number itself.
    """
    if math.isnan(value):
        return r"\mathrm{nan}"
    if math.isinf(value):
        return r"-\infty" if value < 0 else r"\infty"
    size, sign = abs(value), "-" if math.copysign(1.0, value) < 0 else ""
    exact = _significant(repr(size)) <= digits
    number = Decimal(repr(size) if exact else f"{size:.{digits - 1}e}")
    place = number.adjusted()
    if number == 0 or _SMALL <= number < _LARGE:
        rounded = f"{size:.{max(0, digits - 1 - place)}f}"
        return sign + _grouped(f"{number:f}".removesuffix(".0") if exact else rounded)
    mantissa = number.scaleb(-place)
    first = f"{mantissa.normalize() if exact else mantissa:f}"
    return sign + (f"10^{{{place}}}" if first == "1" else rf"{first} \cdot 10^{{{place}}}")


def _significant(text: str) -> int:
    """How many digits a number has between its first and its last that is not zero."""
    return max(1, len(text.split("e")[0].replace(".", "").strip("0")))


def _grouped(text: str) -> str:
    whole, point, rest = text.partition(".")
    return (f"{int(whole):,}".replace(",", r"\,") if len(whole) > 4 else whole) + point + rest


class Formula:
    """A typeset formula at any size; `ascent` and `descent` are of its baseline, all at the letters' size given."""

    def __init__(self, line: TypesetLine) -> None:
        self._line = line
        self._pictures: dict[tuple[float, float], QPixmap] = {}

    def width(self, size: float) -> float:
        """How wide it is."""
        return self._line.width * size / _REFERENCE

    def ascent(self, size: float) -> float:
        """How far it reaches above its baseline."""
        return self._line.baseline * size / _REFERENCE

    def descent(self, size: float) -> float:
        """How far it reaches below its baseline."""
        return (self._line.height - self._line.baseline) * size / _REFERENCE

    def paint(self, painter: QPainter, baseline: QPointF, size: float) -> None:
        """From a point on its baseline."""
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        factor = size / _REFERENCE
        left, top = baseline.x() - self._line.left * factor, baseline.y() - self._line.baseline * factor
        # To whole pixels of the screen: between them, a picture would be blurred.
        at = QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio)
        painter.drawPixmap(at, self._drawn(size, ratio))

    def _drawn(self, size: float, ratio: float) -> QPixmap:
        """The formula as a picture: the vectors take ten times as long."""
        key = size, ratio
        if key not in self._pictures:
            line, factor = self._line, size / _REFERENCE
            rect = QRectF(0, 0, (line.width + line.left) * factor, line.height * factor)
            picture = QPixmap(math.ceil(rect.width() * ratio) + 1, math.ceil(rect.height() * ratio) + 1)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            QSvgRenderer(QByteArray(line.svg)).render(painter, rect)
            painter.end()
            if len(self._pictures) >= _SIZES:
                self._pictures.clear()
            self._pictures[key] = picture
        return self._pictures[key]


@lru_cache(maxsize=512)
def formula(latex: str, color: str) -> Formula:
    """A formula in a color of its own where nothing else is said; typeset once."""
    return Formula(typeset(signed(latex), color))


def symbol_of(term: Term, theme: Theme, step: QColor, paint: Paint | None = None) -> Formula:
    """The term's name, in its role's color unless `paint` says otherwise."""
    return formula((paint or painted(theme, step))(term.role, term.latex), theme.color("text").name())


def formula_of(term: Term, theme: Theme, step: QColor, paint: Paint | None = None) -> Formula:
    """The term's name, and its right side with names."""
    return formula(formula_latex(term, paint or painted(theme, step)), theme.color("text").name())


def formula_latex(term: Term, paint: Paint = plain) -> str:
    """`symbol = right side` as LaTeX."""
    return f"{paint(term.role, term.latex)} = {term.formula(Pen(paint, digits_of(MOST_DIGITS)))}"


def numbers_latex(term: Term, digits: int, axis: int, paint: Paint = marked) -> str:
    """The right side with this step's numbers, along an axis."""
    return term.formula(Pen(paint, digits_of(digits), axis))


def result_latex(term: Term, digits: int, axis: int) -> str:
    """The result along an axis."""
    return number_latex(term.right.at(axis), digits)
