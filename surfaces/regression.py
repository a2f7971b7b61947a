"""Least squares of a line through two points: a narrow quadratic valley."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

# Summed squares of y − (w1·input + w2) over the samples. Gradient descent converges only below 2/(12 + 8√2) = 0.0858.
REGRESSION = Surface(
    key="regression",
    name="Linear regression",
    loss=Formula("(2 - x - y)**2 + (4 - 3*x - y)**2"),
    domain=Domain((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.5, 4.0),
    learning_rates=(1e-3, 0.0858),
    teaches="One minimum in a narrow valley: above a learning rate of 0.0858 gradient descent must diverge.",
    minimizers=((1.0, 1.0),),
    axes=("w1", "w2"),
    samples=((1.0, 2.0), (3.0, 4.0)),
    parts=(Formula("(2 - x - y)**2"), Formula("(4 - 3*x - y)**2")),
)
