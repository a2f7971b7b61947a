"""Lines as arrays: what a ribbon is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Polyline:
    """Points (n, 3), the length of the way up to each (n,), and whether a new line begins there (n,).

    `slopes` (n, 2) are those of the sheet a line lies on: seen from below it, the line is hidden.
    """

    points: Array
    along: Array
    begins: Array
    slopes: Array

    def __len__(self) -> int:
        return len(self.points)

    def vertices(self) -> Array:
        """Four ribbon vertices a point, (n + 2, 4, 9); the first and the last point stand there once more."""
        count = len(self.points)
        row = np.zeros((count + 2, 4, 9), np.float32)
        padded = np.concatenate([self.points[:1], self.points, self.points[-1:]])
        row[:, :, :3] = padded[:, None]
        row[1:-1, :, 3] = self.along[:, None]
        row[:, :, 4] = [-1, 1, -1, 1]
        row[:, :, 5] = [0, 0, 1, 1]
        ends = np.append(self.begins[1:], True)
        row[1:-1, :2, 6] = ends[:, None]
        row[1:-1, 2:, 6] = self.begins[:, None]
        row[1:-1, :, 7:] = self.slopes[:, None]
        return row

    def triangles(self) -> Array:
        """Six corners a segment, (6·(n - 1),); a gap between two lines has six equal ones, which draw nothing."""
        first = 4 * np.arange(len(self.points) - 1, dtype=np.uint32) + 2
        corners = first[:, None] + np.array([0, 1, 2, 1, 3, 2], np.uint32)
        corners[self.begins[1:]] = first[self.begins[1:], None]
        result: Array = corners.ravel()
        return result


def joined(lines: Sequence[Array]) -> Polyline:
    """Several lines (n, 3), one after the other, as one; lines of one point are left out."""
    kept = [np.asarray(line, np.float64) for line in lines if len(line) > 1]
    if not kept:
        return of_points(np.zeros((0, 3)), np.zeros(0, bool))
    begins = np.zeros(sum(map(len, kept)), bool)
    begins[np.cumsum([0, *map(len, kept[:-1])])] = True
    return of_points(np.concatenate(kept), begins)


def of_points(points: Array, begins: Array, slopes: Array | None = None) -> Polyline:
    """A polyline with the length of the way measured; gaps have none. Without slopes it is seen from everywhere."""
    steps = np.zeros(len(points))
    if len(points) > 1:
        steps[1:] = np.linalg.norm(np.diff(points, axis=0), axis=1)
        steps[begins] = 0.0
    slopes = np.zeros((len(points), 2)) if slopes is None else slopes
    return Polyline(np.asarray(points, np.float32), np.cumsum(steps), begins, slopes)
