"""A trajectory as few line segments on the screen as show it: cut to what is visible, to half a pixel."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QPolygonF

from app.views.memory import polygon_points

Array = npt.NDArray[Any]
CELLS_PER_PIXEL = 2


def short_parts(line: Array, length: int = 8) -> list[QPolygonF]:
    """A polyline (n, 2) as Qt takes it, in short pieces: Qt's time to stroke one grows faster than its length."""
    return [polygon(line[first : first + length + 1]) for first in range(0, max(len(line) - 1, 1), length)]


def polygon(points: Array) -> QPolygonF:
    """Pixels of shape (n, 2) as Qt takes them."""
    result = QPolygonF()
    result.fill(QPointF(), len(points))
    if len(points):
        polygon_points(result)[:] = points
    return result


@dataclass(frozen=True, eq=False)
class Segments:
    """Straight pieces `start` to `end`, each (n, 2), in order; `step[i]` is the row at which piece i is complete."""

    start: Array
    end: Array
    step: Array

    def __len__(self) -> int:
        return len(self.step)

    def until(self, step: int) -> int:
        """How many pieces are complete at a row."""
        return int(np.searchsorted(self.step, step, side="right"))

    def part(self, first: int, last: int) -> Segments:
        """The pieces from `first` up to `last`."""
        pieces = slice(first, last)
        return Segments(self.start[pieces], self.end[pieces], self.step[pieces])

    def joined(self) -> list[Array]:
        """The pieces as polylines, as long as one begins where the other ends."""
        if len(self) == 0:
            return []
        breaks = np.flatnonzero((self.start[1:] != self.end[:-1]).any(axis=1)) + 1
        edges = [0, *breaks.tolist(), len(self)]
        return [
            np.concatenate([self.start[first : first + 1], self.end[first:last]])
            for first, last in itertools.pairwise(edges)
        ]


def simplified(pixels: Array, low: tuple[float, float], high: tuple[float, float], home: Array) -> Segments:
    """The segments of a polyline of pixels (n, 2) within a rectangle, none shorter than half a pixel.

    A segment that neither begins nor ends `home` (n,) is left out, so that a run that has left does not cross the map.
    Rows that stay within half a pixel are passed over, and a segment that repeats an earlier one is left out. Only
    the last row may be non-finite; it is not drawn.
    """
    finite = np.isfinite(pixels).all(axis=1)
    rows = np.flatnonzero(finite)
    points = np.clip(pixels[rows], -1e12, 1e12)
    cells = np.floor(points * CELLS_PER_PIXEL).astype(np.int64)
    moved = np.ones(len(points), bool)
    moved[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    points, rows = points[moved], rows[moved]
    start, end, visible = _clipped(points[:-1], points[1:], low, high)
    keep = np.flatnonzero(visible & (home[rows[:-1]] | home[rows[1:]]))
    keep = keep[_first_of_each(start[keep], end[keep])]
    return Segments(start[keep], end[keep], rows[1:][keep])


def _clipped(a: Array, b: Array, low: tuple[float, float], high: tuple[float, float]) -> tuple[Array, Array, Array]:
    """Liang and Barsky's clipping of the segments a to b, and whether anything of each is left."""
    along = b - a
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (np.asarray(low) - a) / along, (np.asarray(high) - a) / along
    inside = (a >= low) & (a <= high)
    still = along == 0
    enter = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(first, second)).max(axis=1)
    leave = np.where(still, np.inf, np.maximum(first, second)).min(axis=1)
    enter, leave = np.maximum(enter, 0.0), np.minimum(leave, 1.0)
    visible = enter < leave
    from_, to = np.where(visible, enter, 0.0)[:, None], np.where(visible, leave, 0.0)[:, None]
    start = np.where(from_ > 0, a + from_ * along, a)
    return start, np.where(to < 1, a + to * along, b), visible


def _first_of_each(start: Array, end: Array) -> Array:
    """The indices of segments that do not repeat an earlier one, in either direction."""
    one, other = _cell_numbers(start), _cell_numbers(end)
    keys = (np.minimum(one, other) << np.int64(31)) | np.maximum(one, other)
    return np.sort(np.unique(keys, return_index=True)[1])


def _cell_numbers(points: Array) -> Array:
    """One number below 2³¹ for each half-pixel cell of visible points."""
    cells = np.clip(np.floor(points * CELLS_PER_PIXEL).astype(np.int64) + 256, 0, 2**15 - 1)
    return np.asarray((cells[:, 0] << np.int64(15)) | cells[:, 1])
