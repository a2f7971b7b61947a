"""Triangles as arrays: grids, a ball, an arrow."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def grid_triangles(rows: int, columns: int) -> Array:
    """Corners (n,) of the triangles of a grid of vertices; diagonals alternate, so that creases have no bias."""
    index = np.arange(rows * columns, dtype=np.uint32).reshape(rows, columns)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    cells = np.stack([a, b, c, a, c, d], axis=-1)
    odd = (np.add.outer(np.arange(rows - 1), np.arange(columns - 1)) & 1).astype(bool)
    cells[odd] = np.stack([a, b, d, b, c, d], axis=-1)[odd]
    result: Array = cells.ravel()
    return result


def without_holes(triangles: Array, defined: Array) -> Array:
    """Only the triangles (n,) whose three corners are all defined: where there is no loss, there is no ground."""
    corners = triangles.reshape(-1, 3)
    result: Array = corners[defined[corners].all(axis=1)].ravel()
    return result


def sheet_vertices(heights: Array) -> Array:
    """Vertices (n, 7): place, unit normal and cavity of the sheet over [-1, 1]²; what is above 1 will be cut off."""
    x, y = (np.linspace(-1.0, 1.0, side) for side in heights.shape)
    slope_x, slope_y = np.gradient(heights, x, y)
    size = np.sqrt(slope_x**2 + slope_y**2 + 1.0)
    across, along = np.meshgrid(x, y, indexing="ij")
    layers = (across, along, heights, -slope_x / size, -slope_y / size, 1.0 / size, cavity(np.minimum(heights, 1.0)))
    return np.stack(layers, axis=-1).astype(np.float32).reshape(-1, 7)


def cavity(heights: Array) -> Array:
    """How much darker (< 0) or lighter than its surroundings each point is: cheap ambient occlusion."""
    reach = max(1, round(heights.shape[0] * 0.025))
    blurred = heights.astype(np.float64)
    for axis in (0, 1, 0, 1):
        blurred = _box_blur(blurred, reach, axis)
    return np.clip((heights - blurred) * 4.5, -0.42, 0.10)


def _box_blur(values: Array, reach: int, axis: int) -> Array:
    around = [(0, 0), (0, 0)]
    around[axis] = (reach + 1, reach)
    sums = np.cumsum(np.pad(values, around, mode="edge"), axis=axis)
    count = values.shape[axis]
    upper = np.take(sums, range(2 * reach + 1, count + 2 * reach + 1), axis)
    result: Array = (upper - np.take(sums, range(count), axis)) / (2 * reach + 1)
    return result


def ball() -> tuple[Array, Array]:
    """Vertices (n, 6: place and normal) and triangles of the unit ball."""
    round_, down = np.meshgrid(np.linspace(0, math.tau, 33), np.linspace(0, math.pi, 21), indexing="ij")
    place = np.stack([np.cos(round_) * np.sin(down), np.sin(round_) * np.sin(down), np.cos(down)], axis=-1)
    vertices = np.concatenate([place, place], axis=-1).astype(np.float32).reshape(-1, 6)
    return vertices, grid_triangles(33, 21)


def arrow(shaft: float = 0.3, head: float = 0.36) -> tuple[Array, Array]:
    """The arrow along +z from 0 to 1, as wide as the unit circle at its head, which begins at 1 - `head`."""
    neck = 1 - head
    rings = [  # radius, height, normal outwards, normal upwards
        (0, 0, 0, -1), (shaft, 0, 0, -1), (shaft, 0, 1, 0), (shaft, neck, 1, 0),
        (shaft, neck, 0, -1), (1, neck, 0, -1), (1, neck, 0.8, 0.6), (1e-4, 1, 0.8, 0.6),
    ]  # fmt: skip
    angle = np.linspace(0, math.tau, 29)
    cos, sin, one = np.cos(angle), np.sin(angle), np.ones_like(angle)
    rows = [np.column_stack([r * cos, r * sin, z * one, out * cos, out * sin, up * one]) for r, z, out, up in rings]
    return np.concatenate(rows).astype(np.float32), grid_triangles(len(rings), len(angle))
