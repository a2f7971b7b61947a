"""A line of the box as it falls on the picture: its pixels, and which of its pieces are seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.views.surface3d.polyline import Polyline
from app.views.surface3d.relief import FLOOR
from app.views.surface3d.software.sight import Sight

Array = npt.NDArray[Any]
TESTED = 5.0  # pixels between two tests of what is seen
MOST_TESTS = 30_000


@dataclass(frozen=True, eq=False)
class ScreenLine:
    """Pixels (n, 2), the length of the way up to each (n,), whether each piece between two is seen, and whether it is
    drawn at all (n - 1,); `place[i]` is where point i of the line is found among them.
    """

    pixels: Array
    along: Array
    seen: Array
    drawn: Array
    place: Array

    def parts(self, first: int, last: int, hidden: bool) -> Iterator[tuple[float, Array]]:
        """What is to be seen, or what is `hidden`, between two points of the line: the way up to it, and its pixels."""
        if last <= first:
            return
        begin, end = int(self.place[first]), int(self.place[last])
        wanted = (self.seen[begin:end] != hidden) & self.drawn[begin:end]
        edges = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]]).astype(np.int8))) + begin
        for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            yield float(self.along[start]), self.pixels[start : stop + 1]


def screen_line(line: Polyline, sight: Sight, lift: float, flat: bool) -> ScreenLine:
    """Project a line, or its shadow on the floor, and find out what is seen of it."""
    places = line.points.astype(np.float64)
    if flat:
        places = places * [1.0, 1.0, 0.0] + [0.0, 0.0, FLOOR]
    pixels = sight.projection.pixels(places)
    lengths = np.hypot(*np.diff(pixels, axis=0).T)
    counts = np.maximum(np.ceil(lengths / max(TESTED, float(lengths.sum()) / MOST_TESTS)), 1).astype(np.intp)
    counts[line.begins[1:]] = 1
    piece = np.repeat(np.arange(len(counts)), counts)
    share = (np.arange(len(piece)) - np.repeat(np.cumsum(counts) - counts, counts)) / counts[piece]
    middle = share + 0.5 / counts[piece]
    nearer = np.full(len(piece), lift)
    if not flat:
        nearer[_below(line, places, sight)[piece]] = -6.0 * lift
    seen = sight.seen(places[piece] + (places[piece + 1] - places[piece]) * middle[:, None], nearer)
    kept = (share == 0) | np.append(False, seen[1:] != seen[:-1])
    points = pixels[piece[kept]] + (pixels[piece[kept] + 1] - pixels[piece[kept]]) * share[kept][:, None]
    points = np.concatenate([points, pixels[-1:]])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    place = np.append(np.flatnonzero(share[kept] == 0), len(points) - 1)
    return ScreenLine(points, along, seen[kept], ~line.begins[1:][piece[kept]], place)


def _below(line: Polyline, places: Array, sight: Sight) -> Array:
    """Which points of the line lie on the side of the sheet that turns away."""
    way = sight.projection.camera.eye - places
    result: Array = way[:, 2] - (line.slopes * way[:, :2]).sum(axis=1) < 0
    return result
