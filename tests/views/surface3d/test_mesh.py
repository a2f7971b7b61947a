"""Triangles of the sheet."""

from __future__ import annotations

import numpy as np

from app.views.surface3d.mesh import grid_triangles, without_holes


def test_where_there_is_no_loss_there_is_no_ground() -> None:
    defined = np.ones((4, 5), bool)
    defined[2, 3] = False
    corners = without_holes(grid_triangles(4, 5), defined.ravel()).reshape(-1, 3)
    assert not (corners == 2 * 5 + 3).any()
    around = [t for t in grid_triangles(4, 5).reshape(-1, 3).tolist() if 2 * 5 + 3 not in t]
    assert corners.tolist() == around
