"""A start drawn by lot: the same seed always gives the same point on a surface."""

from __future__ import annotations

import numpy as np

from surfaces.surface import Point, Surface


def random_start(surface: Surface, seed: int) -> Point:
    """A point of the domain, to three digits after the point, so that it can be typed."""
    chance = np.random.default_rng(seed)
    x, y = (round(float(chance.uniform(*side)), 3) for side in (surface.domain.x, surface.domain.y))
    return x, y
