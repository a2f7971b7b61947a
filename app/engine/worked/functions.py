"""Functions of expressions: roots, bounds, cases, lengths; and values that torch rounds in an order of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.engine.worked.expression import ATOM, PRODUCT, SUM, Array, Expression, Operand, Pen, expression
from app.engine.worked.parts import Part, spread


class Applied(Expression):
    """A function of one or more arguments; `fences` stand before, between and after them."""

    def __init__(self, value: Array, fences: tuple[str, str, str], *arguments: Expression) -> None:
        super().__init__(np.asarray(value, np.float64))
        self._fences, self._arguments = fences, arguments

    def write(self, pen: Pen) -> str:
        before, between, after = self._fences
        return before + between.join(each.write(pen) for each in self._arguments) + after


def sqrt(inner: Operand) -> Expression:
    """The square root."""
    one = expression(inner)
    with np.errstate(all="ignore"):
        return Applied(np.sqrt(one.value), (r"\sqrt{", "", "}"), one)


def absolute(inner: Expression) -> Expression:
    """The absolute value."""
    return Applied(np.abs(inner.value), (r"\left|", "", r"\right|"), inner)


def sign(inner: Expression) -> Expression:
    """−1, 0 or 1."""
    return Applied(np.sign(inner.value), (r"\mathrm{sign}\left(", "", r"\right)"), inner)


def maximum(left: Operand, right: Operand) -> Expression:
    """The larger one."""
    one, other = expression(left), expression(right)
    return Applied(np.maximum(one.value, other.value), (r"\max\left(", r",\; ", r"\right)"), one, other)


def minimum(left: Operand, right: Operand) -> Expression:
    """The smaller one."""
    one, other = expression(left), expression(right)
    return Applied(np.minimum(one.value, other.value), (r"\min\left(", r",\; ", r"\right)"), one, other)


MOST_WRITTEN = 5
"""A sum over more axes is written with its first two and its last."""
MOST_IN_ROOT = 3
"""A root does not break into two lines: of more, the first and the last are written."""


def _added(parts: Sequence[str], most: int = MOST_WRITTEN) -> str:
    shown = parts if len(parts) <= most else (*parts[: most // 2], r"\dots", parts[-1])
    return " + ".join(shown)


class Dot(Expression):
    """aᵀb: one number of all axes; in numbers it is the sum of their products."""

    binds = SUM

    def __init__(self, left: Expression, right: Expression) -> None:
        super().__init__(np.asarray(np.sum(left.value * right.value)))
        self._left, self._right = left, right

    def within(self, pen: Pen, least: int) -> str:
        written = self.write(pen)
        atom = pen.axis is None and least <= PRODUCT
        return written if atom or least <= SUM else rf"\left({written}\right)"

    def write(self, pen: Pen) -> str:
        if pen.axis is None:
            return rf"{self._left.within(pen, ATOM)}^{{\top}} {self._right.within(pen, PRODUCT)}"
        pens = [replace(pen, axis=axis) for axis in range(self._left.value.size)]
        left, right = self._left, self._right
        return _added([rf"{left.within(each, PRODUCT)} \cdot {right.within(each, PRODUCT)}" for each in pens])


class Norm(Expression):
    """‖a‖: the length of a vector, one number for all axes."""

    def __init__(self, inner: Expression) -> None:
        super().__init__(np.asarray(np.sqrt(np.sum(inner.value * inner.value))))
        self._inner = inner

    def write(self, pen: Pen) -> str:
        if pen.axis is None:
            return rf"\left\|{self._inner.write(pen)}\right\|"
        pens = [replace(pen, axis=axis) for axis in range(self._inner.value.size)]
        return rf"\sqrt{{{_added([f'{self._inner.within(each, ATOM)}^{{2}}' for each in pens])}}}"


class PartNorm(Expression):
    """‖a‖ of the tensor that an axis belongs to: the same number for all of the tensor's axes."""

    def __init__(self, inner: Expression, parts: Sequence[Part]) -> None:
        super().__init__(spread(parts, lambda place: np.sqrt(np.sum(inner.value[place] ** 2))))
        self._inner, self._parts = inner, tuple(parts)

    def write(self, pen: Pen) -> str:
        if pen.axis is None:
            return rf"\left\|{self._inner.write(pen)}\right\|"
        places = next(part.places for part in self._parts if pen.axis in part.places)
        pens = [replace(pen, axis=int(axis)) for axis in places.flat]
        return rf"\sqrt{{{_added([f'{self._inner.within(each, ATOM)}^{{2}}' for each in pens], MOST_IN_ROOT)}}}"


@dataclass(frozen=True, eq=False)
class Case:
    """What holds on the axes where `when` (P,) is true; `condition` is LaTeX."""

    result: Expression
    condition: str
    when: Array


class Cases(Expression):
    """Another expression for each case; one of the cases holds on every axis. In numbers only that one is written."""

    def __init__(self, *cases: Case) -> None:
        masks = [each.when for each in cases]
        values = [np.broadcast_to(each.result.value, each.when.shape) for each in cases]
        super().__init__(np.select(masks, values, np.nan))
        self._cases = cases

    def write(self, pen: Pen) -> str:
        if pen.axis is None:
            lines = r" \\ ".join(f"{each.result.write(pen)} & {each.condition}" for each in self._cases)
            return rf"\begin{{cases}} {lines} \end{{cases}}"
        axis = pen.axis
        return next((each.result.write(pen) for each in self._cases if each.when[axis]), pen.digits(np.nan))


class Rounded(Expression):
    """Written as one expression, computed as another that is equal but for rounding: in the order that torch takes."""

    def __init__(self, written: Expression, computed: Expression | Array) -> None:
        super().__init__(computed.value if isinstance(computed, Expression) else np.asarray(computed, np.float64))
        self._written = written
        self.binds = written.binds

    def write(self, pen: Pen) -> str:
        return self._written.write(pen)

    def within(self, pen: Pen, least: int) -> str:
        return self._written.within(pen, least)
