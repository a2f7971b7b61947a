"""A worked update of many parameters, seen along two of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.engine.trajectory import Trajectory
from app.engine.worked.expression import Expression, Paint, Pen, Role
from app.engine.worked.term import Term
from app.engine.worked.update import WorkedUpdate

Axes = tuple[int, int]
Renamed = tuple[tuple[str, str], ...]
AS_PARAMETERS: Renamed = (("x", r"\theta"), (r"\nabla f", r"\nabla L"))
"""Where x is an input, the parameters together are θ, and their loss is L."""
_NAMED: tuple[Role, ...] = ("point", "gradient")


class Along(Expression):
    """An expression with the values of some axes. It is written with the numbers of all: a scalar product stays the
    sum over every parameter.
    """

    def __init__(self, inner: Expression, axes: Axes, renamed: Renamed = ()) -> None:
        super().__init__(inner.value if inner.value.ndim == 0 else inner.value[list(axes)])
        self.binds = inner.binds
        self._inner, self._axes, self._renamed = inner, axes, renamed

    def write(self, pen: Pen) -> str:
        return self._inner.write(self._turned(pen))

    def within(self, pen: Pen, least: int) -> str:
        return self._inner.within(self._turned(pen), least)

    def _turned(self, pen: Pen) -> Pen:
        return replace(
            pen,
            paint=_painted(pen.paint, self._renamed) if pen.axis is None else pen.paint,
            axis=None if pen.axis is None else self._axes[pen.axis],
        )


@dataclass(frozen=True, eq=False)
class SeenAlong:
    """An update and the record it is of, both with two parameters; `whole` is the update of all."""

    update: WorkedUpdate
    trajectory: Trajectory
    whole: WorkedUpdate


def along(update: WorkedUpdate, trajectory: Trajectory, axes: Axes, renamed: Renamed = ()) -> SeenAlong:
    """The update along two parameters, by their places in a row of the record.

    Terms keep their order, their roles and what is written; the values of those that have one number an axis are those
    of the two. `renamed` are names of points and slopes, with what is written for them.
    """
    terms = tuple(
        Term(_renamed(term.latex, term.role, renamed), Along(term.right, axes, renamed), term.role, term.sentence)
        for term in update.terms
    )
    chosen = list(axes)
    seen = WorkedUpdate(
        update.step, update.start[chosen], update.end[chosen], terms, update.difference[chosen], update.limit[chosen]
    )
    return SeenAlong(seen, trajectory_along(trajectory, axes), update)


def trajectory_along(trajectory: Trajectory, axes: Axes) -> Trajectory:
    """The record with two of its parameters, as views of its rows; its state is left as it is."""
    first, second = axes
    if first == second:
        raise ValueError("two different parameters")
    stop = second + int(np.sign(second - first))
    columns = np.s_[:, first : stop if stop >= 0 else None : second - first]
    return replace(trajectory, parameters=trajectory.parameters[columns], gradients=trajectory.gradients[columns])


def _painted(paint: Paint, renamed: Renamed) -> Paint:
    return lambda role, latex: paint(role, _renamed(latex, role, renamed))


def _renamed(latex: str, role: Role, renamed: Renamed) -> str:
    if role in _NAMED:
        for before, after in renamed:
            latex = latex.replace(before, after)
    return latex
