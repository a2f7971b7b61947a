"""The three-hump camel, as in the survey of M. Jamil and X.-S. Yang (2013)."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

THREE_HUMP_CAMEL = Surface(
    key="three_hump_camel",
    name="Three-hump camel",
    loss=Formula("2*x**2 - 1.05*(x**2)**2 + (x**2)**3/6 + x*y + y**2"),
    domain=Domain((-2.5, 2.5), (-2.5, 2.5)),
    start=(-2.2, 0.2),
    learning_rates=(1e-3, 0.1),
    teaches="Three basins in a row, the middle one deepest: momentum may carry a walk out of a side basin.",
    minimizers=(
        (0.0, 0.0),
        (-1.747552345830289, 0.873776172915144),
        (1.747552345830289, -0.873776172915144),
    ),
    saddle_points=((-1.070542291823660, 0.535271145911830), (1.070542291823660, -0.535271145911830)),
)
