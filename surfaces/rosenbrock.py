"""Rosenbrock's valley (H. H. Rosenbrock, The Computer Journal, 1960)."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

ROSENBROCK = Surface(
    key="rosenbrock",
    name="Rosenbrock",
    loss=Formula("(1 - x)**2 + 100*(y - x**2)**2"),
    domain=Domain((-2.0, 2.0), (-1.0, 3.0)),
    start=(-1.5, 2.0),
    learning_rates=(1e-5, 2e-3),
    teaches="A curved, nearly flat valley: getting into it is easy, getting along it is slow.",
    minimizers=((1.0, 1.0),),
)
