"""The six-hump camel (L. C. W. Dixon and G. P. Szegö, Towards Global Optimisation 2, 1978)."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

SIX_HUMP_CAMEL = Surface(
    key="six_hump_camel",
    name="Six-hump camel",
    loss=Formula("(4 - 2.1*x**2 + (x**2)**2/3)*x**2 + x*y + (4*y**2 - 4)*y**2"),
    domain=Domain((-2.0, 2.0), (-1.2, 1.2)),
    start=(-1.9, -0.5),
    learning_rates=(1e-3, 0.1),
    teaches="Six minima of three depths: a start near the ridge is one small step away from another basin.",
    minimizers=(
        (0.089842013100318, -0.712656403020740),
        (-0.089842013100318, 0.712656403020740),
        (1.703606714969981, -0.796083568672625),
        (-1.703606714969981, 0.796083568672625),
        (1.607104752920197, 0.568651454884131),
        (-1.607104752920197, -0.568651454884131),
    ),
    saddle_points=(
        (0.0, 0.0),
        (1.109205336804786, -0.768268092509540),
        (-1.109205336804786, 0.768268092509540),
        (1.638067984189778, 0.228674069044394),
        (-1.638067984189778, -0.228674069044394),
        (1.296070267167109, 0.605084388038658),
        (-1.296070267167109, -0.605084388038658),
    ),
    maximizers=((1.230229876516653, 0.162334584458995), (-1.230229876516653, -0.162334584458995)),
)
