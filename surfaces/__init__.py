"""The loss surfaces, in menu order: one file each, and one line here."""

from __future__ import annotations

from surfaces.ackley import ACKLEY
from surfaces.himmelblau import HIMMELBLAU
from surfaces.regression import REGRESSION
from surfaces.rosenbrock import ROSENBROCK
from surfaces.saddle import SADDLE
from surfaces.surface import Surface
from surfaces.typed import of_formula

SURFACES = (HIMMELBLAU, REGRESSION, ROSENBROCK, ACKLEY, SADDLE)


def surface_named(key: str) -> Surface:
    """By key; raises `KeyError`."""
    return {surface.key: surface for surface in SURFACES}[key]


__all__ = ["SURFACES", "Surface", "of_formula", "surface_named"]
