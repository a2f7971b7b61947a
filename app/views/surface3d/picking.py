"""Which point of the surface lies under a pixel."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.surface3d.camera import Projection
from app.views.surface3d.relief import FLOOR, TOP, Relief

Array = npt.NDArray[Any]


def picked(projection: Projection, relief: Relief, x: float, y: float) -> Array | None:
    """Box coordinates (2,) of the first point of the sheet, or else of the floor, on the ray of a pixel."""
    eye, way = projection.ray(x, y)
    with np.errstate(divide="ignore"):
        crossings = (np.array([[-1, -1, FLOOR], [1, 1, TOP + 1e-6]]) - eye) / way
    near, far = crossings.min(axis=0).max(), crossings.max(axis=0).min()
    if not near < far:
        return None
    count = int((far - near) / (0.5 / max(relief.heights.shape))) + 2
    at = np.linspace(near, far, count)
    points = eye + at[:, None] * way
    above = points[:, 2] - relief.height(points[:, :2])
    changes = np.flatnonzero(np.signbit(above[1:]) != np.signbit(above[:-1]))
    if len(changes):
        k = changes[0]
        share = above[k] / (above[k] - above[k + 1])
        found = eye + (at[k] + share * (at[k + 1] - at[k])) * way
    else:
        found = eye + (FLOOR - eye[2]) / way[2] * way
    result: Array = found[:2]
    return result if (np.abs(result) <= 1 + 1e-9).all() else None


def hidden(projection: Projection, relief: Relief, points: Array) -> Array:
    """Which points (n, 3), on or above the sheet or on the floor, have the sheet between them and the eye (n,)."""
    way = projection.camera.eye - points
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    at = np.linspace(0.03, 3.0, 240)
    along = points[:, None] + at[:, None] * way[:, None]
    over = (np.abs(along[..., :2]) <= 1).all(axis=2)
    above = along[..., 2] - relief.height(along[..., :2].reshape(-1, 2)).reshape(over.shape)
    side = np.where(points[:, 2] < -0.5 * abs(FLOOR), -1.0, 1.0)
    result: Array = (over & (above * side[:, None] < -0.006)).any(axis=1)
    return result
