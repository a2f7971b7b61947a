"""How dense points must stand on the sheet so that no pixel between them is missed, and in which order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.surface3d.camera import Projection
from app.views.surface3d.software.ground import Ground

Array = npt.NDArray[Any]
APART = 0.72  # pixels between neighbors, at most
MEASURED = 97  # points a side at which the spacing is measured
MOST = 6.0  # points to a pixel of the picture, at most
FEW = 1.6  # so many to a pixel are no reason to divide the sheet
PATCHES = 12  # a side


def projected(projection: Projection, x: Array, y: Array, heights: Array) -> tuple[Array, Array, Array]:
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


def patches(ground: Ground, projection: Projection) -> tuple[list[tuple[Array, Array]], bool]:
    """Columns and rows of points, patch by patch from far to near, and so within each patch; and whether they are fewer
    than would be needed everywhere.

    Where the sheet is steep in places, many patches need fewer points than one: each is as dense as it has to be.
    """
    x, y = (np.linspace(-1.0, 1.0, min(MEASURED, side)) for side in ground.relief.heights.shape)
    right, down, _ = projected(projection, x, y, ground.cut(x, y))
    needed = [_needed(right, down, projection.lens.size, axis) for axis in (0, 1)]
    pixels = projection.lens.size[0] * projection.lens.size[1]
    one = _counts(needed, slice(None), slice(None))
    if one[0].sum() * one[1].sum() <= FEW * pixels:
        blocks = [(slice(0, len(x) - 1), slice(0, len(y) - 1), *one)]
    else:
        blocks = list(_blocks(needed, x, y, projection.camera.eye))
    points = sum(float(across.sum() * along.sum()) for _, _, across, along in blocks)
    less = min(1.0, float(np.sqrt(MOST * pixels / max(points, 1.0))))
    eye = projection.camera.eye
    found = [
        (
            _far_first(_divided(x[columns.start : columns.stop + 1], across * less), eye[0]),
            _far_first(_divided(y[rows.start : rows.stop + 1], along * less), eye[1]),
        )
        for columns, rows, across, along in blocks
    ]
    return found, less < 1.0


def _blocks(needed: list[Array], x: Array, y: Array, eye: Array) -> Iterator[tuple[slice, slice, Array, Array]]:
    """Patches that touch the picture, from far to near, with the pieces that each of their steps is divided into."""
    for columns in _far_blocks(x, eye[0]):
        for rows in _far_blocks(y, eye[1]):
            across, along = _counts(needed, columns, rows)
            if across.any() and along.any():
                yield columns, rows, np.maximum(across, 1.0), np.maximum(along, 1.0)


def _far_blocks(at: Array, eye: float) -> list[slice]:
    """Steps between `at` (n,) in blocks; the nearest to the eye, and the one it is above, come last."""
    edges = np.linspace(0, len(at) - 1, PATCHES + 1).round().astype(int).tolist()
    blocks = [slice(first, last) for first, last in itertools.pairwise(edges) if last > first]
    return sorted(blocks, key=lambda block: -max(at[block.start] - eye, eye - at[block.stop], 0.0))


def _needed(right: Array, down: Array, size: tuple[float, float], axis: int) -> Array:
    """Into how many pieces each step along an axis has to be divided; 0 where it does not touch the picture."""
    apart = np.hypot(np.diff(right, axis=axis), np.diff(down, axis=axis))
    near = _near(right, size[0], axis) & _near(down, size[1], axis)
    return np.where(near, np.ceil(apart / APART), 0.0)


def _near(at: Array, size: float, axis: int) -> Array:
    """Which steps along an axis touch the picture, or nearly so."""
    first, last = (at[:-1], at[1:]) if axis == 0 else (at[:, :-1], at[:, 1:])
    margin = 0.05 * size
    result: Array = (np.maximum(first, last) > -margin) & (np.minimum(first, last) < size + margin)
    return result


def _counts(needed: list[Array], columns: slice, rows: slice) -> tuple[Array, Array]:
    """Pieces of every step along x and along y within a patch."""
    wider = [slice(part.start, part.stop + 1) if part.stop is not None else part for part in (columns, rows)]
    across, along = needed[0][columns, wider[1]].max(axis=1), needed[1][wider[0], rows].max(axis=0)
    return across, along


def _divided(at: Array, pieces: Array) -> Array:
    """Steps between `at` (n,), each divided into so many (n - 1,), at least into one."""
    counts = np.maximum(np.ceil(pieces), 1).astype(np.intp)
    step = np.repeat(np.arange(len(counts)), counts)
    part = np.arange(len(step)) - np.repeat(np.cumsum(counts) - counts, counts)
    inner = at[step] + (at[step + 1] - at[step]) * part / counts[step]
    return np.append(inner, at[-1])


def _far_first(at: Array, eye: float) -> Array:
    """What lies on either side of the eye, each side from far to near: neither hides the other."""
    return np.concatenate([at[at <= eye], at[at > eye][::-1]])
