"""The playhead as a walk through the truth table: which row it is on, and how far that row has flown."""

from __future__ import annotations

from dataclasses import dataclass

_REST = 0.2
"""The share of a row's steps that it rests at the start, and again at the end."""


@dataclass(frozen=True)
class Walk:
    """`share` of the way from the input plane to the hidden plane is done: 0 still there, 1 landed."""

    row: int
    share: float


def walk_at(step: int, steps: int, count: int) -> Walk:
    """Each of `count` rows has the same part of the steps; motion begins and ends gently."""
    if count < 1 or steps < 1:
        return Walk(0, 0.0)
    place = min(max(step / steps, 0.0), 1.0) * count
    row = min(int(place), count - 1)
    way = min(max((place - row - _REST) / (1 - 2 * _REST), 0.0), 1.0)
    return Walk(row, way * way * (3 - 2 * way))
