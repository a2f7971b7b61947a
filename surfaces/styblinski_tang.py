"""The function of M. A. Styblinski and T.-S. Tang (Neural Networks, 1990)."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

STYBLINSKI_TANG = Surface(
    key="styblinski_tang",
    name="Styblinski–Tang",
    loss=Formula("((x**2)**2 - 16*x**2 + 5*x + (y**2)**2 - 16*y**2 + 5*y)/2"),
    domain=Domain((-5.0, 5.0), (-5.0, 5.0)),
    start=(0.5, 4.3),
    learning_rates=(1e-3, 0.03),
    teaches="Four basins of three depths round a hill: the side on which a walk leaves the hill decides.",
    minimizers=(
        (-2.903534027771177, -2.903534027771177),
        (-2.903534027771177, 2.746802770990837),
        (2.746802770990837, -2.903534027771177),
        (2.746802770990837, 2.746802770990837),
    ),
    saddle_points=(
        (-2.903534027771177, 0.156731256780340),
        (0.156731256780340, -2.903534027771177),
        (2.746802770990837, 0.156731256780340),
        (0.156731256780340, 2.746802770990837),
    ),
    maximizers=((0.156731256780340, 0.156731256780340),),
)
