"""The function of A. A. Goldstein and J. F. Price (Mathematics of Computation, 1971)."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

GOLDSTEIN_PRICE = Surface(
    key="goldstein_price",
    name="Goldstein–Price",
    loss=Formula(
        "(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))"
        "*(30 + (2*x - 3*y)**2*(18 - 32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))"
    ),
    domain=Domain((-1.5, 2.0), (-1.5, 1.25)),
    start=(-1.0, -0.5),
    learning_rates=(1e-6, 1e-4),
    teaches="Losses from 3 to a million: a learning rate that suits one place is far too large at another.",
    minimizers=((0.0, -1.0), (-0.6, -0.4), (1.8, 0.2), (1.2, 0.8)),
    saddle_points=((-0.4, -0.6), (1.2, -0.2), (1.4, 0.6), (0.6, 0.4)),
    maximizers=((0.8, 0.2),),
)
