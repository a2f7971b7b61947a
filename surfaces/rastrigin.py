"""Rastrigin's function (L. A. Rastrigin, Systems of Extremal Control, 1974)."""

from __future__ import annotations

from itertools import product

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

# Where the slope of t² − 10 cos(2πt) vanishes.
_HOLLOWS = (0.0, 0.994958637652335, -0.994958637652335, 1.989912233708550, -1.989912233708550)
_CRESTS = (0.502546036554675, -0.502546036554675, 1.507640731870358, -1.507640731870358)

RASTRIGIN = Surface(
    key="rastrigin",
    name="Rastrigin",
    loss=Formula("20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)"),
    domain=Domain((-2.4, 2.4), (-2.4, 2.4)),
    start=(-1.8, 1.4),
    learning_rates=(1e-4, 4e-3),
    teaches="A bowl full of equal pits: every walk ends in one of them, and the slope says nothing about the bowl.",
    minimizers=tuple(product(_HOLLOWS, _HOLLOWS)),
    saddle_points=(*product(_HOLLOWS, _CRESTS), *product(_CRESTS, _HOLLOWS)),
    maximizers=tuple(product(_CRESTS, _CRESTS)),
)
