"""Where the parts of a term stand and how large they are: its columns, and what stands in each."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from PyQt6.QtGui import QFont, QFontMetricsF

from app.engine.worked.expression import Role
from app.i18n import tr
from app.theme import Theme
from app.views.numbers import axis_name
from app.views.worked.math_line import Lines, laid_out
from app.views.worked.math_tree import text_of
from app.views.worked.shown import Shown
from app.views.worked.typesetting import formula_latex, marked, numbers_latex, plain, result_latex

State = Literal["open", "folded", "current", "coming"]
_GRADIENT = re.compile(r"\\nabla ([fL])")
RESULTS: Role = "point"  # what a result is marked as, whatever its term is
FORMULA = {"open": 18.0, "folded": 15.0, "current": 23.0, "coming": 18.0}
NUMBERS = {"open": 13.5, "folded": 13.5, "current": 16.0, "coming": 13.5}
_RESULT = {"open": 17.0, "folded": 15.0, "current": 21.0, "coming": 15.0}
GAP = {"open": 3.0, "folded": 3.0, "current": 9.0, "coming": 3.0}
LEAST = {"open": 56.0, "folded": 36.0, "current": 96.0, "coming": 36.0}


@dataclass(frozen=True)
class Columns:
    """Where the columns begin, in pixels of a row `width` wide."""

    formula: float
    first: float
    second: float
    end: float

    def room(self, column: int, joined: bool) -> float:
        """How wide what stands in a column may be."""
        if joined:
            return self.end - self.first
        return self.second - self.first - 14 if column == 0 else self.end - self.second


def columns_of(theme: Theme, width: float, digits: int) -> Columns:
    """More digits take the room of the formulas."""
    first, second = (0.42, 0.71) if digits <= 8 else (0.31, 0.655)
    return Columns(theme.px(58), width * first, width * second, width - theme.px(12))


@dataclass(frozen=True)
class Cell:
    """What stands in one column: the line of numbers, and the result below it."""

    left: float
    words: str
    numbers: Lines | None
    result: Lines
    role: Role
    finite: bool
    result_text: str

    def height(self, words_height: float, gap: float) -> float:
        """Of both."""
        above = self.numbers.height if self.numbers is not None else words_height if self.words else 0.0
        return above + (gap if above else 0.0) + self.result.height


def cell_of(shown: Shown, index: int, state: State, axis: int, left: float, room: float, zoom: float) -> Cell:
    """One term along one axis, from `left` on, in a column `room` wide; words where there is nothing to compute."""
    term, theme = shown.terms[index], shown.theme
    numbers, result = numbers_latex(term, shown.digits, axis), result_latex(term, shown.digits, axis)
    words, line = "", None
    if state != "folded" and (slope := _GRADIENT.search(formula_latex(term))):
        words = _slope_words(theme.font(NUMBERS[state] * zoom), room, slope[1], axis_name(shown.surface.axes[axis]))
    elif state != "folded" and numbers_latex(term, shown.digits, axis, plain) != result:
        line = laid_out(numbers, theme.font(NUMBERS[state] * zoom), room, upright=state == "current")
    font = theme.font(_RESULT[state] * zoom, 700)
    return Cell(
        left, words, line, laid_out(rf"= {marked(RESULTS, result)}", font, room, upright=False, breaks=False),
        term.role, math.isfinite(term.right.at(axis)), text_of(result),
    )  # fmt: skip


def _slope_words(font: QFont, room: float, loss: str, axis: str) -> str:
    """As much as there is room for."""
    said = (tr("slope of {loss} along {axis}", loss=loss, axis=axis), tr("slope along {axis}", axis=axis),
            tr("along {axis}", axis=axis))  # fmt: skip
    metrics = QFontMetricsF(font)
    return next((words for words in said if metrics.horizontalAdvance(words) <= room), "")
