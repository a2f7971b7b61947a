"""Where there is room on a plane: what is taken, and which of many places for a label collides least."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF

Array = npt.NDArray[Any]
_STEP = 7.0
_CUT = 8.0  # a label that is cut off is worse than one that lies on something


def boxes_along(a: QPointF, b: QPointF, half: float, count: int = 0) -> Array:
    """So many small boxes (n, 4) of left, top, right and bottom along a thick line; as many as cover it, for 0."""
    way = b - a
    count = count or max(2, int((abs(way.x()) + abs(way.y())) / _STEP))
    at = np.linspace(0, 1, count)
    x, y = a.x() + at * way.x(), a.y() + at * way.y()
    return np.stack([x - half, y - half, x + half, y + half], axis=1)


def box(rect: QRectF) -> Array:
    """A rectangle as one box (1, 4)."""
    return np.array([[rect.left(), rect.top(), rect.right(), rect.bottom()]])


def box_around(center: QPointF, width: float, height: float) -> Array:
    """A box (1, 4) around a point."""
    x, y = center.x(), center.y()
    return np.array([[x - width / 2, y - height / 2, x + width / 2, y + height / 2]])


class Room:
    """What is taken of a rectangle."""

    def __init__(self, rect: QRectF) -> None:
        self.rect = rect
        self._edges = box(rect)[0]
        self._taken = np.empty((0, 4))

    def take(self, boxes: Array) -> None:
        """Nothing else may lie on these boxes (n, 4)."""
        self._taken = np.concatenate([self._taken, boxes])

    def collision(self, boxes: Array) -> Array:
        """For each of many labels, each of so many boxes (labels, n, 4), the area on what is taken.

        What is outside counts more.
        """
        flat = boxes.reshape(-1, 4)
        covered = _shared(flat, self._taken).sum(1)
        whole = (flat[:, 2] - flat[:, 0]) * (flat[:, 3] - flat[:, 1])
        outside = whole - _shared(flat, self._edges[None])[:, 0]
        total: Array = (covered + _CUT * outside).reshape(boxes.shape[:-1]).sum(-1)
        return total


def _shared(boxes: Array, others: Array) -> Array:
    """The area that each of some boxes (n, 4) has in common with each of others (m, 4), (n, m)."""
    sides = []
    for low, high in ((0, 2), (1, 3)):  # a side at a time: half the time of both in one array
        side = np.minimum.outer(boxes[:, high], others[:, high])
        side -= np.maximum.outer(boxes[:, low], others[:, low])
        sides.append(np.maximum(side, 0.0, out=side))
    return np.asarray(sides[0] * sides[1])


def beside(
    room: Room, spot: QPointF, width: float, height: float, gap: float, wish: QPointF, most: float
) -> QPointF | None:
    """Where around a spot a label lies, near the wish and free; taken from the room. None if more than `most` of its
    area would collide.
    """
    centers, boxes = _around(spot, width, height, gap)
    collisions = room.collision(boxes)
    away = np.array([math.hypot(wish.x() - center.x(), wish.y() - center.y()) for center in centers])
    best = int((collisions + 0.3 * away).argmin())
    if collisions[best] > most * width * height:
        return None
    room.take(boxes[best])
    return centers[best]


def crowded(room: Room, spot: QPointF, width: float, height: float, gap: float) -> float:
    """How much of a label beside a spot would collide at best."""
    return float(room.collision(_around(spot, width, height, gap)[1]).min())


def _around(spot: QPointF, width: float, height: float, gap: float) -> tuple[list[QPointF], Array]:
    """Centers of a label around a spot, and its boxes there (places, 1, 4)."""
    turns = np.linspace(0, math.tau, 16, endpoint=False)
    centers = [
        spot + QPointF(math.cos(turn) * (width / 2 + gap), math.sin(turn) * (height / 2 + gap)) for turn in turns
    ]
    return centers, np.stack([box_around(center, width + 4, height + 8) for center in centers])
