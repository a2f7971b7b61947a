"""Beale's function (E. M. L. Beale, technical report 25, Princeton University, 1958)."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

BEALE = Surface(
    key="beale",
    name="Beale",
    loss=Formula("(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2"),
    domain=Domain((-1.0, 4.0), (-2.0, 2.0)),
    start=(0.4, 1.1),
    learning_rates=(1e-4, 0.02),
    teaches="Steep walls round a flat floor: what is safe on the walls takes long on the floor.",
    minimizers=((3.0, 0.5),),
    saddle_points=((0.0, 1.0),),
)
