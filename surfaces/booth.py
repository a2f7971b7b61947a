"""Booth's function, as in the survey of M. Jamil and X.-S. Yang (2013): a tilted bowl."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

# Curvatures 18 across the valley and 2 along it.
BOOTH = Surface(
    key="booth",
    name="Booth",
    loss=Formula("(x + 2*y - 7)**2 + (2*x + y - 5)**2"),
    domain=Domain((-10.0, 10.0), (-10.0, 10.0)),
    start=(-9.0, 3.0),
    learning_rates=(1e-3, 0.11),
    teaches="One round valley: a walk drops into it at once, then turns and follows it to the only minimum.",
    minimizers=((1.0, 3.0),),
)
