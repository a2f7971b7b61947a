"""Ackley's function (D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987)."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

ACKLEY = Surface(
    key="ackley",
    name="Ackley",
    loss=Formula("-20*exp(-0.2*sqrt(0.5*(x**2 + y**2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20"),
    domain=Domain((-5.0, 5.0), (-5.0, 5.0)),
    start=(-3.4, 2.6),
    learning_rates=(1e-3, 0.5),
    teaches="A funnel full of dents: small steps are caught by the nearest dent, momentum rolls over some of them.",
    minimizers=((0.0, 0.0),),
    kinks=((0.0, 0.0),),
)
