"""A narrow ravine, turned so that neither parameter runs along it."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

# Curvatures 50 across and 0.5 along, turned by a triangle of sides 3, 4 and 5. Gradient descent converges below 2/50.
RAVINE = Surface(
    key="ravine",
    name="Ravine",
    loss=Formula("(3*x + 4*y)**2 + (4*x - 3*y)**2/100"),
    domain=Domain((-5.0, 5.0), (-5.0, 5.0)),
    start=(-4.0, 1.8),
    learning_rates=(1e-3, 0.04),
    teaches="The gradient points across the ravine, hardly along it: plain steps zigzag, momentum evens them out.",
    minimizers=((0.0, 0.0),),
)
