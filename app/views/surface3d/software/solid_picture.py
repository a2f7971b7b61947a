"""Balls and arrows drawn with numpy: points of their skin, lit as the shader does and written from far to near."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtGui import QColor, QImage

from app.views.memory import image_pixels
from app.views.surface3d import mesh
from app.views.surface3d.camera import Projection
from app.views.surface3d.software.sight import Sight
from app.views.surface3d.solid import Solid

Array = npt.NDArray[Any]
FINE = 2  # points of the picture along a side of a pixel, so that edges are smooth
FAR = np.float32(np.inf)


@dataclass(frozen=True, eq=False)
class SolidPicture:
    """Premultiplied color and cover (height, width, 4) from 0 to 1, and depth (height, width), of a solid; `left` and
    `top` are its place in the picture.
    """

    left: int
    top: int
    color: Array
    depth: Array

    def moved(self, pixels: Array, depth: float) -> SolidPicture:
        """The same picture by so many whole pixels (2,) elsewhere, and so much farther away."""
        return replace(self, left=self.left + int(pixels[0]), top=self.top + int(pixels[1]), depth=self.depth + depth)

    def seen(self, sight: Sight, lift: float, ghost: float) -> QImage:
        """The picture with the opacity `ghost` where something lies before the solid, were it `lift` nearer."""
        height, width = self.depth.shape
        before = sight.part(self.left, self.top, width, height)
        strength = np.where(self.depth - lift <= before, np.float32(1.0), np.float32(ghost))
        channels = (self.color * strength[..., None] * 255.0 + 0.5).astype(np.uint32)
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image_pixels(image)[:] = (
            channels[..., 3] << 24 | channels[..., 0] << 16 | channels[..., 1] << 8 | channels[..., 2]
        )
        return image


def solid_picture(skin: Array, solid: Solid, projection: Projection) -> SolidPicture:
    """Draw a solid whose skin (n, 6) has places and normals."""
    camera = projection.camera
    model = np.array(solid.model.data(), np.float32).reshape(4, 4).T
    places = skin[:, :3] @ model[:3, :3].T + model[:3, 3]
    normals = skin[:, 3:] @ model[:3, :3].T
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    view = camera.eye.astype(np.float32) - places
    view /= np.linalg.norm(view, axis=1, keepdims=True)
    front = (normals * view).sum(axis=1) > 0
    places, normals, view = places[front], normals[front], view[front]
    depth = ((camera.eye - places) @ camera.axes[2]).astype(np.float32)
    order = np.argsort(-depth)
    at = projection.pixels(places[order])
    low = np.floor(at.min(axis=0)).astype(int) - 1
    wide, tall = (np.ceil(at.max(axis=0)).astype(int) + 2 - low).tolist()
    fine = np.floor((at - low) * FINE).astype(int)
    where = fine[:, 1] * (wide * FINE) + fine[:, 0]
    color = np.zeros((tall * FINE * wide * FINE, 4), np.float32)
    color[where] = _lit(normals, view, camera.light.astype(np.float32), solid.color)[order]
    nearest = np.full(len(color), FAR)
    nearest[where] = depth[order]
    shape = (tall, FINE, wide, FINE)
    return SolidPicture(
        int(low[0]), int(low[1]), color.reshape(*shape, 4).mean(axis=(1, 3)), nearest.reshape(shape).min(axis=(1, 3))
    )


def _lit(normals: Array, view: Array, light: Array, color: QColor) -> Array:
    """Colors (n, 4)."""
    half = light + view
    half /= np.linalg.norm(half, axis=1, keepdims=True)
    soft = np.maximum((normals @ light + 0.4) / 1.4, 0.0)
    shine = np.maximum((normals * half).sum(axis=1), 0.0) ** 60
    rim = (1.0 - np.maximum((normals * view).sum(axis=1), 0.0)) ** 2.5
    base = np.array([color.redF(), color.greenF(), color.blueF()], np.float32) ** 2
    linear = base * (0.42 + 0.80 * soft + 0.25 * rim)[:, None] + (0.55 * shine)[:, None]
    result = np.ones((len(normals), 4), np.float32)
    result[:, :3] = np.sqrt(np.clip(linear, 0.0, 1.0))
    return result


@cache
def ball_skin() -> Array:
    """Points (n, 6) of the unit ball, dense enough for the sizes that are drawn."""
    vertices, _ = mesh.ball()
    return _finer(vertices.reshape(33, 21, 6), [4] * 32, 4)


@cache
def arrow_skin() -> Array:
    """Points (n, 6) of the unit arrow: most of them along its shaft and its head."""
    vertices, _ = mesh.arrow()
    return _finer(vertices.reshape(8, 29, 6), [3, 1, 90, 1, 4, 1, 60], 2)


def _finer(grid: Array, rings: list[int], around: int) -> Array:
    """A grid of vertices (m, n, 6) with more rings between two, and more points around each."""
    for axis, counts in ((0, rings), (1, [around] * (grid.shape[1] - 1))):
        at = np.concatenate([[0.0], np.cumsum(np.repeat(1.0 / np.array(counts), counts))])
        first = np.minimum(at.astype(np.intp), grid.shape[axis] - 2)
        share = (at - first).astype(np.float32)[:, None]
        share = share[:, None] if axis == 0 else share
        grid = np.take(grid, first, axis) * (1 - share) + np.take(grid, first + 1, axis) * share
    result: Array = grid.reshape(-1, 6)
    return result
