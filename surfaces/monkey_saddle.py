"""The monkey saddle: three ways down, two for the legs and one for the tail."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

MONKEY_SADDLE = Surface(
    key="monkey_saddle",
    name="Monkey saddle",
    loss=Formula("x**3 - 3*x*y**2"),
    domain=Domain((-1.5, 1.5), (-1.5, 1.5)),
    start=(1.2, 0.01),
    learning_rates=(1e-3, 0.1),
    teaches="Three ways down meet at a point without slope and without curvature: walks linger there for long.",
    saddle_points=((0.0, 0.0),),
)
