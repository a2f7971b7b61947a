"""Matyas's function, as in the survey of M. Jamil and X.-S. Yang (2013): a long, shallow valley."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

# Curvatures 1 across the valley and 0.04 along it.
MATYAS = Surface(
    key="matyas",
    name="Matyas",
    loss=Formula("0.26*(x**2 + y**2) - 0.48*x*y"),
    domain=Domain((-10.0, 10.0), (-10.0, 10.0)),
    start=(-9.0, -2.0),
    learning_rates=(0.01, 1.9),
    teaches="A valley with hardly any slope along its floor: a learning rate that suits the walls crawls on the floor.",
    minimizers=((0.0, 0.0),),
)
