"""Himmelblau's function (D. M. Himmelblau, Applied Nonlinear Programming, 1972)."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

HIMMELBLAU = Surface(
    key="himmelblau",
    name="Himmelblau",
    loss=Formula("(x**2 + y - 11)**2 + (x + y**2 - 7)**2"),
    domain=Domain((-6.0, 6.0), (-6.0, 6.0)),
    start=(0.0, 0.0),
    learning_rates=(1e-4, 0.1),
    teaches="Four equal minima: start and learning rate decide which one a walk ends in.",
    minimizers=(
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286169),
        (3.584428340330492, -1.848126526964403),
    ),
    saddle_points=(
        (0.086677504555396, 2.884254701174776),
        (3.385154183607021, 0.073851879837749),
        (-3.073025750764390, -0.081353044287968),
        (-0.127961346730680, -1.953714980244577),
    ),
    maximizers=((-0.270844590667348, -0.923038556479982),),
)
