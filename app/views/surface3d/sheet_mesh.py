"""The sheet as vertices and triangles, cut at the top of the box and closed there by a level lid."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.surface3d.mesh import grid_triangles, sheet_vertices, without_holes
from app.views.surface3d.relief import TOP, Relief

Array = npt.NDArray[Any]
_TOUCH = 1e-6  # what is higher by less only touches the top
LID_CAVITY = -0.2


def sheet_mesh(relief: Relief, side: int) -> tuple[Array, Array]:
    """Vertices (n, 7: place, normal and cavity) and triangles (m,) with no more than `side` points along a side."""
    heights = relief.uncut
    rows, columns = (np.linspace(0, n - 1, min(n, side)).round().astype(np.intp) for n in heights.shape)
    vertices = sheet_vertices(heights).reshape(*heights.shape, 7)[np.ix_(rows, columns)]
    vertices[..., 0], vertices[..., 1] = (-1 + 2 * rows / rows[-1])[:, None], -1 + 2 * columns / columns[-1]
    triangles = grid_triangles(len(rows), len(columns))
    defined = relief.defined[np.ix_(rows, columns)].ravel()
    return cut(vertices.reshape(-1, 7), triangles if defined.all() else without_holes(triangles, defined))


def cut(vertices: Array, triangles: Array) -> tuple[Array, Array]:
    """What lies above the top gives way to a lid, with an edge where the triangles pass the top, not at vertices."""
    above = vertices[:, 2] > TOP + _TOUCH
    if not above.any():
        return vertices, triangles
    corners = triangles.reshape(-1, 3)
    count = above[corners].sum(axis=1)
    one, two = (_alone_first(corners[count == n], above, n == 1) for n in (1, 2))
    alone = np.concatenate([one, two])
    onward, back = (_passing(vertices, above, alone[:, 0], alone[:, k]) for k in (1, 2))
    edge = np.concatenate([onward, back])
    p = len(vertices) + np.arange(len(alone), dtype=np.uint32)
    q = p + np.uint32(len(alone))
    tips, stumps = _parts(alone, p, q)
    up = len(one)
    sheet = [corners[count == 0], stumps[:up].reshape(-1, 3), tips[up:]]
    lid = [corners[count == 3], tips[:up], stumps[up:].reshape(-1, 3)]
    whole = np.concatenate([vertices, edge])
    # The lid has vertices of its own: its light is another.
    raised = np.append(above, np.ones(len(edge), bool))
    own = np.uint32(len(whole) - 1) + np.cumsum(raised, dtype=np.uint32)
    result: Array = np.concatenate([*sheet, own[np.concatenate(lid)]]).astype(np.uint32).ravel()
    return np.concatenate([whole, _level(whole[raised])]).astype(np.float32), result


def _alone_first(corners: Array, above: Array, which: bool) -> Array:
    """Triangles (n, 3) turned, so that the only corner on that side of the top comes first."""
    first = np.argmax(above[corners] == which, axis=1)
    result: Array = np.take_along_axis(corners, (first[:, None] + np.arange(3)) % 3, axis=1)
    return result


def _passing(vertices: Array, above: Array, start: Array, end: Array) -> Array:
    """The vertices (n, 7) where edges pass the top, computed upwards, so that neighbors get the very same."""
    low, high = vertices[np.where(above[start], end, start)], vertices[np.where(above[start], start, end)]
    share = (TOP - low[:, 2:3]) / (high[:, 2:3] - low[:, 2:3])
    result: Array = low + share * (high - low)
    result[:, 2] = TOP
    return result


def _parts(alone: Array, p: Array, q: Array) -> tuple[Array, Array]:
    """The tips (n, 3) and what is left, two triangles each (n, 2, 3), of triangles cut from `p` to `q`."""
    a, b, c = alone.T
    return np.stack([a, p, q], axis=1), np.stack([np.stack([p, b, c], axis=1), np.stack([p, c, q], axis=1)], axis=1)


def _level(vertices: Array) -> Array:
    """The same places on the lid, which is a little darker than the light makes it: it is large and bright."""
    result = vertices.copy()
    result[:, 2:] = TOP, 0.0, 0.0, 1.0, LID_CAVITY
    return result
