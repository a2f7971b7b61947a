"""McCormick's function (in F. A. Lootsma, ed., Numerical Methods for Non-Linear Optimization, 1972)."""

from __future__ import annotations

import math

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

MCCORMICK = Surface(
    key="mccormick",
    name="McCormick",
    loss=Formula("sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1"),
    domain=Domain((-1.5, 4.0), (-3.0, 4.0)),
    start=(-1.2, 3.4),
    learning_rates=(1e-3, 0.4),
    teaches="A wavy slope in a valley: the first hollow on the way holds a walk, the deeper one lies beyond.",
    minimizers=(
        (0.5 - math.pi / 3, -0.5 - math.pi / 3),
        (0.5 + 2 * math.pi / 3, -0.5 + 2 * math.pi / 3),
    ),
    saddle_points=((0.5 + math.pi / 3, -0.5 + math.pi / 3),),
)
