"""A neuron with sigmoid, fitted to two points: flat wherever it saturates."""

from __future__ import annotations

import math

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

# Squared errors of sigmoid(w·input + b) over the points (1, 0.8) and (−1, 0.2); w = ln 4 and b = 0 meet both.
PLATEAU = Surface(
    key="plateau",
    name="Plateau",
    loss=Formula("(sigmoid(x + y) - 0.8)**2 + (sigmoid(y - x) - 0.2)**2"),
    domain=Domain((-8.0, 8.0), (-8.0, 8.0)),
    start=(-6.0, 0.5),
    learning_rates=(0.1, 10.0),
    teaches="Where a neuron saturates the gradient vanishes: plain steps stand still, adaptive ones walk on.",
    minimizers=((math.log(4.0), 0.0),),
    axes=("w", "b"),
)
