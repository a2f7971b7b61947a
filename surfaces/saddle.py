"""The plainest saddle: down along y, up along x, and no minimum."""

from __future__ import annotations

from surfaces.formula import Formula
from surfaces.surface import Domain, Surface

SADDLE = Surface(
    key="saddle",
    name="Saddle",
    loss=Formula("x**2 - y**2"),
    domain=Domain((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.6, 0.001),
    learning_rates=(1e-3, 0.5),
    teaches="The slope vanishes at the saddle point: a walk that begins near the ridge stalls before it falls.",
    saddle_points=((0.0, 0.0),),
)
