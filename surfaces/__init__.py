"""The loss surfaces, in menu order: one file each, and one line here."""

from __future__ import annotations

from surfaces.ackley import ACKLEY
from surfaces.beale import BEALE
from surfaces.booth import BOOTH
from surfaces.goldstein_price import GOLDSTEIN_PRICE
from surfaces.himmelblau import HIMMELBLAU
from surfaces.matyas import MATYAS
from surfaces.mccormick import MCCORMICK
from surfaces.monkey_saddle import MONKEY_SADDLE
from surfaces.plateau import PLATEAU
from surfaces.rastrigin import RASTRIGIN
from surfaces.ravine import RAVINE
from surfaces.regression import REGRESSION
from surfaces.rosenbrock import ROSENBROCK
from surfaces.saddle import SADDLE
from surfaces.six_hump_camel import SIX_HUMP_CAMEL
from surfaces.styblinski_tang import STYBLINSKI_TANG
from surfaces.surface import Surface
from surfaces.three_hump_camel import THREE_HUMP_CAMEL
from surfaces.typed import of_formula

# One valley, curved valleys, points without slope, several minima, very many.
SURFACES = (
    HIMMELBLAU,
    REGRESSION,
    BOOTH,
    MATYAS,
    RAVINE,
    ROSENBROCK,
    BEALE,
    SADDLE,
    MONKEY_SADDLE,
    PLATEAU,
    THREE_HUMP_CAMEL,
    SIX_HUMP_CAMEL,
    MCCORMICK,
    STYBLINSKI_TANG,
    GOLDSTEIN_PRICE,
    RASTRIGIN,
    ACKLEY,
)


def surface_named(key: str) -> Surface:
    """By key; raises `KeyError`."""
    return {surface.key: surface for surface in SURFACES}[key]


__all__ = ["SURFACES", "Surface", "of_formula", "surface_named"]
