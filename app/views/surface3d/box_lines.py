"""The axis box as points: the walls that face away, their grid, and the edges with ticks."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.surface3d.axes import TICK, Ticks
from app.views.surface3d.relief import FLOOR, TOP

Array = npt.NDArray[Any]


def walls(sx: int, sy: int) -> Array:
    """Two rectangles as four triangles, (12, 3); `sx` and `sy` are the signs of the far sides."""
    a, b, c, d = (-sx, sy, FLOOR), (sx, sy, FLOOR), (sx, sy, TOP), (-sx, sy, TOP)
    e, f = (sx, -sy, FLOOR), (sx, -sy, TOP)
    return np.array([a, b, c, a, c, d, e, b, c, e, c, f], np.float32)


def grid_lines(sx: int, sy: int, ticks: Ticks) -> list[Array]:
    """The lines on the walls, one at every tick."""
    feet = [(x, float(sy)) for x, _ in ticks.x] + [(float(sx), y) for y, _ in ticks.y]
    upright = [[(x, y, FLOOR), (x, y, TOP)] for x, y in feet]
    level = [[(-sx, sy, z), (sx, sy, z), (sx, -sy, z)] for z, _ in ticks.height]
    return [np.array(line) for line in upright + level]


def frame_lines(sx: int, sy: int) -> list[list[tuple[float, float, float]]]:
    """The outlines of the walls."""
    return [
        [(sx, sy, FLOOR), (sx, sy, TOP)],
        [(-sx, sy, TOP), (sx, sy, TOP), (sx, -sy, TOP)],
        [(-sx, sy, FLOOR), (sx, sy, FLOOR), (sx, -sy, FLOOR)],
    ]


def edge_lines(sx: int, sy: int, corner: tuple[float, float] | None, ticks: Ticks) -> list[Array]:
    """The axes, and a short line at every tick; without an upright edge in the corner, around the top."""
    level = TOP if corner is None else FLOOR
    lines = [[(x, -sy, level), (x, -sy * TICK, level)] for x, _ in ticks.x]
    lines += [[(-sx, y, level), (-sx * TICK, y, level)] for y, _ in ticks.y]
    lines += [[(sx, -sy, level), (-sx, -sy, level), (-sx, sy, level)]]
    if corner is not None:
        cx, cy = corner
        lines += [[(cx, cy, z), (cx * TICK, cy * TICK, z)] for z, _ in ticks.height]
        lines += [[(cx, cy, FLOOR), (cx, cy, TOP)]]
    return [np.array(line, np.float64) for line in lines]
