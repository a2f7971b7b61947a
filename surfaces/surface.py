"""What every loss surface of two parameters states about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from surfaces.formula import NUMPY, ArrayFunctions, ScalarCode, ScalarDtype

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

    @property
    def text(self) -> str:
        """The loss in one line of plain text: the formula as stated."""

    @property
    def exact(self) -> bool:
        """Whether `scalar_code` gives the very bits of torch's autograd."""

    @property
    def rowwise(self) -> bool:
        """Whether torch computes many points at once to the very bits of each point alone."""

    def array(self, functions: ArrayFunctions) -> Any:
        """A function of x and y in the array library of `functions` (numpy here, torch where it is loaded)."""

    def scalar_code(self, dtype: ScalarDtype) -> ScalarCode:
        """Plain code for value and gradient at one point, in one dtype."""

    def scalar(self, x: float, y: float) -> tuple[float, float, float]:
        """Loss, ∂/∂x and ∂/∂y at one point in double precision; never an error."""

    def latex(self, axes: tuple[str, str]) -> str:
        """The loss for typesetting, with the names of the axes."""


@dataclass(frozen=True)
class Surface:
    """A loss of two parameters, with what a picture and a lesson need to know about it.

    Points are in the units of the parameters; of the `minimizers` the lowest comes first. `learning_rates` is the
    range in which gradient descent from `start` does something worth seeing. `samples` are the points (input, target)
    that a least-squares loss is summed over, and `parts` their losses, one each. `kinks` are points where there is no
    gradient.
    """

    key: str
    name: str
    loss: Loss
    domain: Domain
    start: Point
    learning_rates: Interval
    teaches: str
    minimizers: tuple[Point, ...] = ()
    saddle_points: tuple[Point, ...] = ()
    maximizers: tuple[Point, ...] = ()
    axes: tuple[str, str] = ("x", "y")
    samples: tuple[Point, ...] = ()
    parts: tuple[Loss, ...] = ()
    kinks: tuple[Point, ...] = ()

    def loss_values(self, x: Any, y: Any) -> Any:
        """The loss at numpy coordinates of one shape, in their dtype."""
        return self.loss.array(NUMPY)(x, y)

    def loss_and_gradient(self, x: float, y: float) -> tuple[float, float, float]:
        """Loss, ∂/∂x and ∂/∂y at one point, in double precision, without torch."""
        return self.loss.scalar(x, y)
