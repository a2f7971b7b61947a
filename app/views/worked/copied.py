"""A term as text and as LaTeX, with every digit there is."""

from __future__ import annotations

from PyQt6.QtWidgets import QApplication

from app.engine.worked.term import Term
from app.views.worked.math_tree import text_of
from app.views.worked.typesetting import MOST_DIGITS, formula_latex, numbers_latex, plain, result_latex


def line_of(term: Term, digits: int, axes: tuple[str, ...]) -> str:
    """`m = β_1 m_- + …; x: 0.9·18.72 + … = 20.7; y: …`, with the axes' names only where they have numbers each."""
    return "; ".join([text_of(formula_latex(term)), *(text_of(each) for each in _numbers(term, digits, axes))])


def latex_of(term: Term, axes: tuple[str, ...]) -> str:
    """The same as LaTeX, one line below the other."""
    return " \\\\\n".join([formula_latex(term), *_numbers(term, MOST_DIGITS, axes)])


def copy_line(term: Term, axes: tuple[str, ...]) -> None:
    """Put the text on the clipboard."""
    _copy(line_of(term, MOST_DIGITS, axes))


def copy_latex(term: Term, axes: tuple[str, ...]) -> None:
    """Put the LaTeX on the clipboard."""
    _copy(latex_of(term, axes))


def _numbers(term: Term, digits: int, axes: tuple[str, ...]) -> list[str]:
    made = []
    for axis, name in enumerate(axes[:1] if term.coupled else axes):
        line, result = numbers_latex(term, digits, axis, plain), result_latex(term, digits, axis)
        before = "" if term.coupled else rf"\mathrm{{{name}}}: "
        made.append(before + (result if line == result else f"{line} = {result}"))
    return made


def _copy(text: str) -> None:
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    clipboard.setText(text)
