"""One term with the numbers of its step, a line an axis, in an inset."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.engine.worked.term import Term
from app.theme import DARK, Theme
from app.views.numbers import axis_name
from app.views.worked.math_line import Lines, laid_out
from app.views.worked.math_tree import text_of
from app.views.worked.typesetting import numbers_latex, result_latex

DIGITS = 5
_PAD_X, _PAD_Y, _GAP, _TEXT = 8, 4, 3, 11.5
_COMPACT_LINE, _TALL_LINE = 20, 36


def term_lines(term: Term, axes: tuple[str, str]) -> tuple[str, ...]:
    """`Δ_x = numbers = result` as LaTeX, for each axis; one line where one number serves both."""
    if term.coupled:
        return (_line(term, 0, term.latex),)
    return tuple(_line(term, axis, _name_along(term, axis_name(name))) for axis, name in enumerate(axes))


def _name_along(term: Term, axis: str) -> str:
    """Δx, mₓ; a point is named by its axis itself, as y₊."""
    if term.role == "point":
        return term.latex.replace("x", axis)
    if term.role == "step" and "_" not in term.latex:
        return f"{term.latex} {axis}"
    return rf"{term.latex}\,{axis}" if "_" in term.latex else f"{term.latex}_{{{axis}}}"


def _line(term: Term, axis: int, name: str) -> str:
    numbers, result = numbers_latex(term, DIGITS, axis, _plain), result_latex(term, DIGITS, axis)
    return f"{name} = {numbers}" if numbers == result else f"{name} = {numbers} = {result}"


def _plain(_role: object, latex: str) -> str:
    return latex


class TermNumbers(QWidget):
    """Keeps its height from step to step, as long as the kind of line stays the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tall = DARK, False
        self._latex: tuple[str, ...] = ()
        self._lines: tuple[Lines, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The lines as plain text, one below the other."""
        return "\n".join(map(text_of, self._latex))

    def show_theme(self, theme: Theme) -> None:
        """Take colors, font and sizes."""
        self._theme = theme
        self._lay_out()
        self.updateGeometry()

    def show_tall(self, tall: bool) -> None:
        """Fractions one over the other, or in the line."""
        self._tall = tall
        self._lay_out()
        self.updateGeometry()

    def show_lines(self, latex: tuple[str, ...]) -> None:
        """Other numbers."""
        if latex != self._latex:
            self._latex = latex
            self._lay_out()

    def sizeHint(self) -> QSize:
        """Room for two lines."""
        line = self._theme.px(_TALL_LINE if self._tall else _COMPACT_LINE)
        return QSize(0, 2 * line + 2 * self._theme.px(_PAD_Y))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def _lay_out(self) -> None:
        theme = self._theme
        room = self.width() - 2.0 * theme.px(_PAD_X)
        high = (self.sizeHint().height() - 2 * theme.px(_PAD_Y)) / max(len(self._latex), 1)
        self._lines = tuple(self._fitting(latex, room, high) for latex in self._latex)
        self.update()

    def _fitting(self, latex: str, room: float, high: float) -> Lines:
        """At the size at which it fits; fractions go into the line first."""
        font = self._theme.font(_TEXT)
        made = laid_out(latex, font, room, self._tall)
        if self._tall and made.height > high:
            made = laid_out(latex, font, room, upright=False)
        for _ in range(4):
            if made.height <= high:
                break
            font.setPixelSize(max(7, math.floor(font.pixelSize() * 0.88)))
            made = laid_out(latex, font, room, upright=False)
        return made

    def resizeEvent(self, event: object) -> None:
        """Break the lines anew."""
        self._lay_out()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The inset, and the lines in the middle of their rooms."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bg0"))
        painter.drawRoundedRect(QRectF(self.rect()), theme.px(theme.row_radius), theme.px(theme.row_radius))
        pad, ink = theme.px(_PAD_Y), theme.color("text")
        high = (self.height() - 2.0 * pad) / max(len(self._lines), 1)
        for row, lines in enumerate(self._lines):
            top = pad + row * high + (high - lines.height) / 2
            lines.paint(painter, QPointF(theme.px(_PAD_X), top), lambda _role: ink)
        painter.end()
