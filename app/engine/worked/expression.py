"""Arithmetic that remembers how it is written: one expression gives the value, the formula and the line of numbers.

Written with Python's own operators: `beta1 * m + (1 - beta1) * g` is a value of shape (P,) or a scalar in double
precision, its LaTeX, and the same LaTeX with this step's numbers in place of the names.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Role = Literal["plain", "gradient", "momentum", "square", "step", "point", "one", "zero"]
Paint = Callable[[Role, str], str]
"""Wraps LaTeX in the color of a role; the views know the colors."""
Digits = Callable[[float], str]
"""Writes a number as LaTeX; the views know how many digits are wanted."""

SUM, PRODUCT, POWER, ATOM = range(4)
"""How strongly the parts of an expression hold together; in parentheses where that is less than its place needs."""


@dataclass(frozen=True)
class Pen:
    """How an expression is written: with its names, or with the numbers of one axis (None: with names)."""

    paint: Paint
    digits: Digits
    axis: int | None = None


class Expression(ABC):
    """A value and the way it is written. `value` has shape (P,), one number an axis, or () where axes are coupled."""

    binds: int = ATOM

    def __init__(self, value: Array) -> None:
        self.value = value

    @abstractmethod
    def write(self, pen: Pen) -> str:
        """As LaTeX."""

    def within(self, pen: Pen, least: int) -> str:
        """As LaTeX, in parentheses where it binds less than `least`."""
        written = self.write(pen)
        return written if self.binds >= least else rf"\left({written}\right)"

    def at(self, axis: int) -> float:
        """The number along one axis."""
        return float(self.value if self.value.ndim == 0 else self.value[axis])

    def __add__(self, other: Operand) -> Expression:
        if isinstance(other, Negative):
            return Sum(self, other.inner, "-")
        return Sum(self, expression(other), "+")

    def __radd__(self, other: float) -> Expression:
        return Sum(Number(other), self, "+")

    def __sub__(self, other: Operand) -> Expression:
        return Sum(self, expression(other), "-")

    def __rsub__(self, other: float) -> Expression:
        return Sum(Number(other), self, "-")

    def __mul__(self, other: Operand) -> Expression:
        return Product(self, expression(other))

    def __rmul__(self, other: float) -> Expression:
        return Product(Number(other), self)

    def __truediv__(self, other: Operand) -> Expression:
        return Quotient(self, expression(other))

    def __rtruediv__(self, other: float) -> Expression:
        return Quotient(Number(other), self)

    def __pow__(self, other: Operand) -> Expression:
        return Power(self, expression(other))

    def __neg__(self) -> Expression:
        return Negative(self)


Operand = Expression | float


def expression(value: Operand) -> Expression:
    """Itself, or a plain number."""
    return value if isinstance(value, Expression) else Number(value)


class Number(Expression):
    """A number that is part of the formula, as the 1 in 1 − β."""

    def __init__(self, value: float) -> None:
        super().__init__(np.asarray(value, np.float64))

    def write(self, pen: Pen) -> str:
        return f"{float(self.value):g}"

    def within(self, pen: Pen, least: int) -> str:
        written = self.write(pen)
        return rf"\left({written}\right)" if written.startswith("-") and least > SUM else written


class Symbol(Expression):
    """A name with a value: a hyperparameter, a row of the record, or an earlier term."""

    def __init__(self, latex: str, value: Array | float, role: Role = "plain") -> None:
        super().__init__(np.asarray(value, np.float64))
        self.latex, self.role = latex, role

    def write(self, pen: Pen) -> str:
        if pen.axis is None:
            return pen.paint(self.role, self.latex)
        return pen.paint(self.role, pen.digits(self.at(pen.axis)))

    def within(self, pen: Pen, least: int) -> str:
        written = self.write(pen)
        if pen.axis is None:
            return written
        negative = np.signbit(self.at(pen.axis)) and least > SUM
        # 1.5·10⁻³ raised to a power needs parentheses; as a factor it needs none.
        powers = least > POWER and "^" in pen.digits(self.at(pen.axis))
        return rf"\left({written}\right)" if negative or powers else written


class Sum(Expression):
    """A sum or a difference."""

    binds = SUM

    def __init__(self, left: Expression, right: Expression, sign: Literal["+", "-"]) -> None:
        super().__init__(left.value + right.value if sign == "+" else left.value - right.value)
        self._left, self._right, self._sign = left, right, sign

    def write(self, pen: Pen) -> str:
        return f"{self._left.within(pen, SUM)} {self._sign} {self._right.within(pen, PRODUCT)}"


class Negative(Expression):
    """The value with its sign changed. A factor goes inside: −a·b needs no parentheses, and rounds as (−a)·b does."""

    binds = SUM

    def __init__(self, inner: Expression) -> None:
        super().__init__(-inner.value)
        self.inner = inner

    def __mul__(self, other: Operand) -> Expression:
        return Negative(Product(self.inner, expression(other)))

    def __truediv__(self, other: Operand) -> Expression:
        return Negative(Quotient(self.inner, expression(other)))

    def write(self, pen: Pen) -> str:
        return f"-{self.inner.within(pen, PRODUCT)}"


class Product(Expression):
    """Names stand side by side, numbers have a dot between them."""

    binds = PRODUCT

    def __init__(self, left: Expression, right: Expression) -> None:
        super().__init__(left.value * right.value)
        self._left, self._right = left, right

    def write(self, pen: Pen) -> str:
        left, right = self._left.within(pen, PRODUCT), self._right.within(pen, PRODUCT)
        between = r" \cdot " if pen.axis is not None or right[0].isdigit() else r"\,"
        return f"{left}{between}{right}"


class Quotient(Expression):
    """A fraction."""

    binds = POWER

    def __init__(self, over: Expression, under: Expression) -> None:
        with np.errstate(all="ignore"):
            super().__init__(over.value / under.value)
        self._over, self._under = over, under

    def write(self, pen: Pen) -> str:
        return rf"\frac{{{self._over.write(pen)}}}{{{self._under.write(pen)}}}"


class Power(Expression):
    """A power."""

    binds = POWER

    def __init__(self, base: Expression, exponent: Expression) -> None:
        super().__init__(_power(base.value, exponent.value))
        self._base, self._exponent = base, exponent

    def write(self, pen: Pen) -> str:
        return f"{self._base.within(pen, ATOM)}^{{{self._exponent.write(pen)}}}"


def _power(base: Array, exponent: Array) -> Array:
    """Single numbers are raised by Python, as torch does it: numpy's own way is one rounding off (2.4, x86-64)."""
    if base.ndim == 0 and exponent.ndim == 0:
        return np.asarray(math.pow(base, exponent) if base > 0 else np.float64(base) ** np.float64(exponent))
    with np.errstate(all="ignore"):
        result: Array = base**exponent
    return result
