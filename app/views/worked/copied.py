"""A term as text and as LaTeX, with every digit there is."""

from __future__ import annotations

from PyQt6.QtWidgets import QApplication

from app.engine.worked.term import Term
from app.views.worked.math_tree import text_of
from app.views.worked.typesetting import MOST_DIGITS, formula_latex, numbers_latex, plain, result_latex


def line_of(term: Term, digits: int, axes: tuple[str, ...]) -> str:
    """`m = β_1 m_- + …; x: 0.9·18.72 + … = 20.7; y: …`, with the axes' names only where they have numbers each."""
    numbers = (f"{name}: {text_of(latex)}" if name else text_of(latex) for name, latex in _numbers(term, digits, axes))
    return "; ".join([text_of(formula_latex(term)), *numbers])


def latex_of(term: Term, axes: tuple[str, ...]) -> str:
    """The same as LaTeX, one line below the other."""
    numbers = _numbers(term, MOST_DIGITS, axes)
    lines = (rf"{_indexed(name)}:\; {latex}" if name else latex for name, latex in numbers)
    return " \\\\\n".join([formula_latex(term), *lines])


def copy_line(term: Term, axes: tuple[str, ...]) -> None:
    """Put the text on the clipboard."""
    _copy(line_of(term, MOST_DIGITS, axes))


def copy_latex(term: Term, axes: tuple[str, ...]) -> None:
    """Put the LaTeX on the clipboard."""
    _copy(latex_of(term, axes))


def _numbers(term: Term, digits: int, axes: tuple[str, ...]) -> list[tuple[str, str]]:
    """The axis, empty where one number serves all, and its line of numbers with the result."""
    made = []
    for axis, name in enumerate(axes[:1] if term.coupled else axes):
        line, result = numbers_latex(term, digits, axis, plain), result_latex(term, digits, axis)
        made.append(("" if term.coupled else name, result if line == result else f"{line} = {result}"))
    return made


def _indexed(name: str) -> str:
    r"""\mathrm{x}, and w_{12} for w12."""
    letters = name.rstrip("0123456789")
    return rf"\mathrm{{{letters}}}" + (f"_{{{name[len(letters) :]}}}" if letters != name else "")


def _copy(text: str) -> None:
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    clipboard.setText(text)
