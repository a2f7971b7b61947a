"""A surface as the equation f(x, y) = …, for typesetting."""

from __future__ import annotations

from surfaces import Surface
from surfaces.formula.latex import axis_latex


def function_latex(surface: Surface) -> str:
    """In the names of its axes."""
    first, second = map(axis_latex, surface.axes)
    return f"f({first}, {second}) = {surface.loss.latex(surface.axes)}"
