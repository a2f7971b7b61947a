"""Which point of the sheet is seen at every pixel, found by drawing the sheet as a cloud of points.

Points are written from far to near, so that the last one written into a pixel is the one that is seen: no depth is
compared. How dense they stand follows from the size of the picture, so that no pixel between them is missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.surface3d.camera import Camera, Projection
from app.views.surface3d.relief import FLOOR
from app.views.surface3d.software.ground import Ground
from app.views.surface3d.software.patches import patches, projected

Array = npt.NDArray[Any]
FAR, NEAR = np.float32(1e9), np.float32(0.0)
BEHIND = np.float32(0.03)  # box units: so much farther than its neighbors is what shows through a pinhole
MENDED = 5


@dataclass(frozen=True, eq=False)
class Hits:
    """Pixels (n,) as flat indices, with what is seen there: box coordinates, change of the height to the right and down
    a pixel, and the depth along the view (all n,).
    """

    pixels: Array
    x: Array
    y: Array
    height: Array
    right: Array
    down: Array
    depth: Array


class Rays:
    """The direction from the eye through the middle of every pixel: a·right + b·up - back."""

    def __init__(self, projection: Projection) -> None:
        self.camera: Camera = projection.camera
        lens = projection.lens
        self.scale = lens.scale
        self.width, self.height = round(lens.size[0]), round(lens.size[1])
        self.a = ((np.arange(self.width) + 0.5 - lens.middle[0]) / lens.scale).astype(np.float32)
        self.b = ((lens.middle[1] - np.arange(self.height) - 0.5) / lens.scale).astype(np.float32)

    def through(self, pixels: Array) -> tuple[Array, Array, Array]:
        """The components (n,) of the directions through pixels."""
        row = pixels // self.width
        a, b = self.a[pixels - row * self.width], self.b[row]
        axes = self.camera.axes.astype(np.float32)
        x, y, z = (a * right + b * up - back for right, up, back in axes.T)
        return x, y, z


def sheet_hits(ground: Ground, projection: Projection) -> Hits:
    """What is seen of the sheet."""
    rays = Rays(projection)
    wanted, few = patches(ground, projection)
    clouds = [Cloud(ground, *patch) for patch in wanted]
    seen = np.full(rays.width * rays.height + 1, -1, np.int32)
    first = [0]
    for cloud in clouds:
        target = _targets(cloud, ground, projection, rays)
        seen[target] = np.arange(first[-1], first[-1] + target.size, dtype=np.int32)
        first.append(first[-1] + target.size)
    for _ in range(MENDED if few else 1):
        depth = _depths(rays, clouds, first, seen[:-1]) if few else np.where(seen[:-1] < 0, FAR, NEAR)
        _mend(seen[:-1].reshape(rays.height, rays.width), depth.reshape(rays.height, rays.width))
    seen = seen[:-1]
    pixels = np.flatnonzero(seen >= 0)
    return _refined(ground, rays, pixels, *_places(clouds, first, seen[pixels]))


def _depths(rays: Rays, clouds: list[Cloud], first: list[int], seen: Array) -> Array:
    """The depth of the point that is seen at each pixel (n,)."""
    depth = np.full(seen.shape, FAR)
    pixels = np.flatnonzero(seen >= 0)
    points = np.column_stack(_places(clouds, first, seen[pixels]))
    depth[pixels] = (rays.camera.eye - points) @ rays.camera.axes[2]
    return depth


class Cloud:
    """Points of a patch of the sheet, at the crossings of `x` and `y`."""

    def __init__(self, ground: Ground, x: Array, y: Array) -> None:
        self.x, self.y = x, y
        self.heights: Array = ground.cut(x, y)


def _targets(cloud: Cloud, ground: Ground, projection: Projection, rays: Rays) -> Array:
    """The flat index of the pixel (n,) in which each point lies; one beyond the last where it is not to be seen."""
    right, down, _ = projected(projection, cloud.x, cloud.y, cloud.heights)
    width, height = rays.width, rays.height
    beyond = _beyond(right, width) | _beyond(down, height) if _leaves(right, width) or _leaves(down, height) else None
    if not ground.whole:
        holes = ~_defined(ground, cloud.x, cloud.y)
        beyond = holes if beyond is None else beyond | holes
    target = down.astype(np.int32)
    target *= width
    target += right.astype(np.int32)
    if beyond is not None:
        target[beyond] = width * height
    result: Array = target.ravel()
    return result


def _places(clouds: list[Cloud], numbers: list[int], point: Array) -> tuple[Array, Array, Array]:
    """Box coordinates and heights (n,) of points, numbered through all clouds."""
    first = np.array(numbers)
    which = np.searchsorted(first, point, "right") - 1 if len(clouds) > 1 else np.zeros(1, np.intp)
    rows = np.array([len(cloud.y) for cloud in clouds])[which]
    inner = point - first[which]
    column = inner // rows
    starts = (
        np.cumsum([0, *(len(cloud.x) for cloud in clouds)])[which],
        np.cumsum([0, *(len(c.y) for c in clouds)])[which],
    )
    x, y = np.concatenate([cloud.x for cloud in clouds]), np.concatenate([cloud.y for cloud in clouds])
    heights = np.concatenate([cloud.heights.ravel() for cloud in clouds])
    return x[starts[0] + column], y[starts[1] + inner - column * rows], heights[point]


def _defined(ground: Ground, x: Array, y: Array) -> Array:
    half = 0.5 * (ground.side - 1)
    columns, rows = (np.rint((at + 1.0) * half).astype(np.intp) for at in (x, y))
    result: Array = ground.defined[columns][:, rows]
    return result


def _leaves(at: Array, size: int) -> bool:
    return bool(at.min() < 0 or at.max() >= size)


def _beyond(at: Array, size: int) -> Array:
    return (at < 0) | (at >= size)


def _mend(seen: Array, depth: Array) -> None:
    """A pixel that was missed between two others, through which one looks, shows what its neighbor shows."""
    inner = depth[1:-1, 1:-1] - BEHIND
    for before, after in (
        ((slice(1, -1), slice(None, -2)), (slice(1, -1), slice(2, None))),
        ((slice(None, -2), slice(1, -1)), (slice(2, None), slice(1, -1))),
    ):
        missed = (inner > depth[before]) & (inner > depth[after])
        seen[1:-1, 1:-1][missed] = seen[before][missed]


def _refined(ground: Ground, rays: Rays, pixels: Array, x: Array, y: Array, height: Array) -> Hits:
    """From the nearest point to the very middle of each pixel, along the plane that touches the sheet there."""
    x, y = x.astype(np.float32), y.astype(np.float32)
    place = ground.places(x, y)
    slope_x, slope_y = ground.slope_x.ravel()[place], ground.slope_y.ravel()[place]
    way_x, way_y, way_z = rays.through(pixels)
    eye, axes = rays.camera.eye.astype(np.float32), rays.camera.axes.astype(np.float32)
    climb = way_z - slope_x * way_x - slope_y * way_y
    gap = (height - eye[2]) - slope_x * (x - eye[0]) - slope_y * (y - eye[1])
    flat = np.abs(climb) < 0.03
    climb[flat] = np.float32(0.03)
    depth = gap / climb
    here = -((x - eye[0]) * axes[2, 0] + (y - eye[1]) * axes[2, 1] + (height - eye[2]) * axes[2, 2])
    np.clip(depth, here - np.float32(0.01), here + np.float32(0.01), out=depth)
    depth[flat] = here[flat]
    per_pixel = depth / np.float32(rays.scale)
    change = []
    for axis in axes[:2]:
        along = (axis[2] - slope_x * axis[0] - slope_y * axis[1]) / climb
        change.append(per_pixel * (axis[2] - way_z * along))
    new_x, new_y = eye[0] + depth * way_x, eye[1] + depth * way_y
    new_height = height + slope_x * (new_x - x) + slope_y * (new_y - y)
    return Hits(pixels, new_x, new_y, new_height, change[0], -change[1], depth)


def floor_hits(ground: Ground, projection: Projection, free: Array) -> Hits:
    """What is seen of the map on the floor, at those pixels (height, width) that are still `free`."""
    rays = Rays(projection)
    pixels = _below(projection, free)
    way = rays.through(pixels)
    eye = rays.camera.eye.astype(np.float32)
    depth = (np.float32(FLOOR) - eye[2]) / way[2]
    x, y = eye[0] + depth * way[0], eye[1] + depth * way[1]
    inside = (np.abs(x) <= 1) & (np.abs(y) <= 1) & (depth > 0)
    if not ground.whole:
        inside &= ground.defined.ravel()[ground.places(x, y)]
    x, y, depth, pixels = x[inside], y[inside], depth[inside], pixels[inside]
    place = ground.places(x, y)
    slope_x, slope_y = ground.slope_x.ravel()[place], ground.slope_y.ravel()[place]
    column = place // ground.side
    height = ground.heights.ravel()[place] + slope_x * (x - ground.at(column))
    height += slope_y * (y - ground.at(place - column * ground.side))
    per_pixel = depth / np.float32(rays.scale)
    change = []
    for axis in rays.camera.axes[:2].astype(np.float32):
        along = axis[2] / way[2][inside]
        across = slope_x * (axis[0] - way[0][inside] * along) + slope_y * (axis[1] - way[1][inside] * along)
        change.append(per_pixel * across)
    return Hits(pixels, x, y, height, change[0], -change[1], depth)


def _below(projection: Projection, free: Array) -> Array:
    """Free pixels (n,), as flat indices, within the rectangle of the floor."""
    height, width = free.shape
    corners = projection.pixels(np.array([(x, y, FLOOR) for x in (-1, 1) for y in (-1, 1)]))
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(np.intp), 0, (width, height))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(np.intp), 0, (width, height))
    rows, columns = np.nonzero(free[top:bottom, left:right])
    result: Array = (rows + top) * width + (columns + left)
    return result
