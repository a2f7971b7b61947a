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

Array = npt.NDArray[Any]
APART = 0.72  # pixels between neighbors, at most
MOST_POINTS = 4_000_000
MEASURED = 97  # points a side at which the spacing is measured


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
    x, y = _stations(ground, projection)
    heights = ground.cut(x, y)
    seen = _seen(ground, projection, rays, x, y, heights)
    pixels = np.flatnonzero(seen >= 0)
    point = seen[pixels]
    column = point // len(y)
    return _refined(ground, rays, pixels, x[column], y[point - column * len(y)], heights.ravel()[point])


def _seen(ground: Ground, projection: Projection, rays: Rays, x: Array, y: Array, heights: Array) -> Array:
    """The number of the point that is seen at each pixel (height·width,); -1 for none."""
    right, down, _ = _projected(projection, x, y, heights)
    width, height = rays.width, rays.height
    beyond = _beyond(right, width) | _beyond(down, height) if _leaves(right, width) or _leaves(down, height) else None
    if not ground.whole:
        holes = ~_defined(ground, x, y)
        beyond = holes if beyond is None else beyond | holes
    target = down.astype(np.int32)
    target *= width
    target += right.astype(np.int32)
    if beyond is not None:
        target[beyond] = width * height
    seen = np.full(width * height + 1, -1, np.int32)
    seen[target.ravel()] = np.arange(target.size, dtype=np.int32)
    return _without_pinholes(seen[:-1].reshape(height, width)).ravel()


def _projected(projection: Projection, x: Array, y: Array, heights: Array) -> tuple[Array, Array, Array]:
    """Pixels to the right and down, and depth along the view, of points on a grid; each (len(x), len(y))."""
    camera, lens = projection.camera, projection.lens
    eye = camera.eye
    found = []
    for axis in camera.axes:
        across, along = axis[0] * (x - eye[0]), axis[1] * (y - eye[1]) - axis[2] * eye[2]
        grid = across.astype(np.float32)[:, None] + along.astype(np.float32)
        if axis[2]:
            grid += heights * np.float32(axis[2])
        found.append(grid)
    right, up, depth = found
    np.negative(depth, out=depth)
    shrink = np.float32(lens.scale) / depth
    right *= shrink
    right += np.float32(lens.middle[0])
    up *= -shrink
    up += np.float32(lens.middle[1])
    return right, up, depth


def _stations(ground: Ground, projection: Projection) -> tuple[Array, Array]:
    """Where points stand along x and along y, from far to near, dense enough for every pixel."""
    sides = ground.relief.heights.shape
    steps = [np.linspace(-1.0, 1.0, min(MEASURED, side)) for side in sides]
    right, down, _ = _projected(projection, steps[0], steps[1], ground.cut(steps[0], steps[1]))
    width, height = projection.lens.size
    counts = []
    for axis in (0, 1):
        apart = np.hypot(np.diff(right, axis=axis), np.diff(down, axis=axis))
        near = _near(right, width, axis) & _near(down, height, axis)
        most = np.where(near, apart, 0.0).max(axis=1 - axis)
        counts.append(np.maximum(np.ceil(most / APART), 1.0))
    points = counts[0].sum() * counts[1].sum()
    less = min(1.0, np.sqrt(MOST_POINTS / points))
    eye = projection.camera.eye
    found = [_divided(at, np.ceil(count * less).astype(np.intp)) for at, count in zip(steps, counts, strict=True)]
    return _far_first(found[0], eye[0]), _far_first(found[1], eye[1])


def _near(at: Array, size: float, axis: int) -> Array:
    """Which steps along an axis touch the picture, or nearly so."""
    first, last = (at[:-1], at[1:]) if axis == 0 else (at[:, :-1], at[:, 1:])
    margin = 0.05 * size
    return (np.maximum(first, last) > -margin) & (np.minimum(first, last) < size + margin)


def _divided(at: Array, counts: Array) -> Array:
    """Steps between `at` (n,), each divided into so many (n - 1,)."""
    step = np.repeat(np.arange(len(counts)), counts)
    part = np.arange(len(step)) - np.repeat(np.cumsum(counts) - counts, counts)
    inner = at[step] + (at[step + 1] - at[step]) * part / counts[step]
    return np.append(inner, at[-1])


def _far_first(at: Array, eye: float) -> Array:
    """What lies on either side of the eye, each side from far to near: neither hides the other."""
    return np.concatenate([at[at <= eye], at[at > eye][::-1]])


def _defined(ground: Ground, x: Array, y: Array) -> Array:
    half = 0.5 * (ground.side - 1)
    columns, rows = (np.rint((at + 1.0) * half).astype(np.intp) for at in (x, y))
    result: Array = ground.defined[columns][:, rows]
    return result


def _leaves(at: Array, size: int) -> bool:
    return bool(at.min() < 0 or at.max() >= size)


def _beyond(at: Array, size: int) -> Array:
    return (at < 0) | (at >= size)


def _without_pinholes(seen: Array) -> Array:
    """A pixel that was missed between two others shows what its neighbor shows."""
    missed = seen < 0
    inner = missed[1:-1, 1:-1]
    across = inner & ~missed[1:-1, :-2] & ~missed[1:-1, 2:]
    along = inner & ~missed[:-2, 1:-1] & ~missed[2:, 1:-1] & ~across
    middle = seen[1:-1, 1:-1]
    middle[across] = seen[1:-1, :-2][across]
    middle[along] = seen[:-2, 1:-1][along]
    return seen


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
