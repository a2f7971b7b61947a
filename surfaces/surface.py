"""What every loss surface of two parameters states about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from surfaces.formula import ArrayFunctions, Formula, ScalarCode

Point = tuple[float, float]
Interval = tuple[float, float]


@dataclass(frozen=True)
class Domain:
    """The rectangle that is drawn; optimizers may leave it."""

    x: Interval
    y: Interval

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies in the rectangle, its edges included."""
        return self.x[0] <= x <= self.x[1] and self.y[0] <= y <= self.y[1]


class Loss(Protocol):
    """What a surface is computed with: a formula answers it, and so can a slice through a network."""

    def array(self, functions: ArrayFunctions) -> Any:
        """A function of x and y in the array library of `functions` (numpy here, torch where it is loaded)."""

    @property
    def scalar(self) -> ScalarCode:
        """Value and gradient at one point, as plain code."""

    @property
    def exact(self) -> bool:
        """Whether the scalar code gives torch's very bits."""

    def latex(self, axes: tuple[str, str]) -> str:
        """The loss as LaTeX, in the order typed, with the names of the axes."""


@dataclass(frozen=True)
class Surface:
    """A loss of two parameters, with what a picture and a lesson need to know about it.

    Points are in the units of the parameters. `learning_rates` is the range in which plain gradient descent
    from `start` does something worth seeing. `samples` are the data points (input, target) of a least-squares loss.
    `kinks` says where the gradient jumps, in words; empty for a smooth surface.
    """

    key: str
    name: str
    loss: Loss
    domain: Domain
    start: Point
    minimizers: tuple[Point, ...]
    teaches: str
    learning_rates: Interval
    axes: tuple[str, str] = ("x", "y")
    saddle_points: tuple[Point, ...] = ()
    maximizers: tuple[Point, ...] = ()
    samples: tuple[Point, ...] = ()
    kinks: str = ""

    def loss_values(self, x: Any, y: Any) -> Any:
        """The loss at numpy coordinates of one shape, in their dtype (float64 grids in the window)."""
        return self.loss.array(NUMPY)(x, y)

    def loss_and_gradient(self, x: float, y: float) -> tuple[float, float, float]:
        """Loss, ∂/∂x and ∂/∂y at one point, in double precision, without torch."""
        return self.loss.scalar(x, y)


def of_formula(text: str) -> Surface:
    """The surface of a formula typed by a user, on [-5, 5]². Raises `FormulaError`."""
    raise NotImplementedError


__all__ = ["Domain", "Formula", "Interval", "Loss", "Point", "Surface", "of_formula"]
