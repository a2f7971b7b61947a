from __future__ import annotations

import numpy as np

from app.engine.experiment import Experiment, Run
from app.engine.problem import surface_of
from app.views.height_scale import sampled
from app.views.surface3d.content import Content
from app.views.surface3d.relief import Relief


def test_a_level_set_through_points_of_the_grid_has_none_of_them_twice() -> None:
    surface = surface_of(Experiment("x**2 - y**2", (0.5, 0.5), (Run("SGD"),), formula=True))
    relief = Relief(sampled(surface, 241), surface.domain)
    content = Content()
    content.show_relief(relief)
    line = content.level(float(relief.height(np.zeros((1, 2)))[0]))
    x, y, _ = line.points.T.astype(np.float64)
    assert np.abs(np.abs(x) - np.abs(y)).max() < 1e-6  # both diagonals, from corner to corner
    assert np.abs(x).max() > 0.99
    steps = np.hypot(np.diff(x), np.diff(y))[~line.begins[1:]]
    assert len(steps) > 400
    assert steps.min() > 1e-3
