"""Where the numbers of a diagram stand: beside what they belong to, clear of edges, units and each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import cos, hypot, inf, sin, tau

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSizeF

from app.views.gates.diagram_layout import OUTPUT, Edge, Label, Layout, Node, layout_of
from app.views.gates.diagram_paint import FEW, numbers_written
from app.views.gates.plane_room import Array, Room, box_around, boxes_along

NUMBER, BIAS, NAMED = 42.0, 54.0, 60.0
"""Widths of −0.15, b −0.15 and w₁ 2.15, in pixels at scale 1; of what is wider the end may lie on something."""
_HEIGHT = 15.0
_EDGE = 3.0  # half of an edge
_GAP = 2.0
_SHARES = tuple(-0.15 + 0.05 * step for step in range(23))
_REACHES = (0.0, 7.0)  # pixels at scale 1 beyond the nearest place
_TURNS = 24
_CORNER = 5.0  # pixels at scale 1 of an edge that a number may cut off
_FREE = 60.0  # square pixels at scale 1 that a number may share with something
_NEAR = 0.5  # square pixels that a pixel farther away is worth
_SOLID = 3  # so many times an edge's area that of a unit or of another number counts
_MISTAKEN = 1e4  # what a number costs that is nearer to another edge than to its own


@lru_cache(64)  # a page shows few sizes, and finding room takes 10 to 40 ms
def arranged(hidden: int, width: float, height: float, scale: float, named: bool = False) -> Layout:
    """The layout of a unit, or of so many hidden ones, with numbers where there is room; those without any get a
    plate. Of many units only the last one's bias has all edges around it: the others are shown a unit at a time.
    """
    layout = layout_of(hidden, width, height, scale, named)
    room = _taken(layout, numbers_written(layout, scale, named), QRectF(0, 0, width, height), scale)
    edges = {edge.parameter: edge for edge in layout.edges}
    found = {label.parameter: label for label in layout.labels}
    for label in sorted(layout.labels, key=lambda each: _order(layout, edges.get(each.parameter))):
        if hidden <= FEW or label.unit == OUTPUT:
            found[label.parameter] = _best(layout, edges.get(label.parameter), label, room, scale)
    return replace(layout, labels=tuple(found[label.parameter] for label in layout.labels))


def settled(layout: Layout, label: Label, sizes: Sequence[QSizeF], scale: float) -> tuple[int, QPointF, bool]:
    """Which of several texts for a number stands where it was planned, around which point, and whether it needs a
    plate. Of one unit's the first that lies on no edge, moved sideways off inputs and units where it is wider than
    planned; else the last, on a plate.
    """
    if layout.hidden:
        crowded = len(layout.hidden) > FEW and label.unit != OUTPUT
        return 0, _beside_nodes(layout, label.center, sizes[0]), label.plate or crowded
    for place, size in enumerate(sizes):
        at = _beside_nodes(layout, label.center, size)
        rect = QRectF(at.x() - size.width() / 2, at.y() - size.height() / 2, size.width(), size.height())
        if all(_within(rect, edge) <= _CORNER * scale for edge in layout.edges):
            return place, at, False
    return len(sizes) - 1, at, True


def _beside_nodes(layout: Layout, center: QPointF, size: QSizeF) -> QPointF:
    top, bottom = center.y() - size.height() / 2, center.y() + size.height() / 2
    least, most = -inf, inf
    for node in _nodes(layout):
        if bottom <= node.center.y() - node.half[1] or top >= node.center.y() + node.half[1]:
            continue
        if node.center.x() < center.x():
            least = max(least, node.center.x() + node.half[0] + _GAP + size.width() / 2)
        else:
            most = min(most, node.center.x() - node.half[0] - _GAP - size.width() / 2)
    return QPointF(min(max(center.x(), least), max(most, least)), center.y())


def _within(rect: QRectF, edge: Edge) -> float:
    """How much of an edge lies within a rectangle, in pixels."""
    way, shares = edge.end - edge.start, np.linspace(0.0, 1.0, 64)
    x, y = edge.start.x() + shares * way.x(), edge.start.y() + shares * way.y()
    inside = (x > rect.left()) & (x < rect.right()) & (y > rect.top()) & (y < rect.bottom())
    return float(inside.mean()) * hypot(way.x(), way.y())


def _taken(layout: Layout, written: Sequence[QRectF], rect: QRectF, scale: float) -> Room:
    room = Room(rect)
    for edge in layout.edges:
        room.take(boxes_along(edge.start, edge.end, _EDGE * scale))
    solid = [(node.center, 2 * node.half[0], 2 * node.half[1]) for node in _nodes(layout)]
    solid += [(each.center(), each.width(), each.height()) for each in written]
    for center, width, height in solid:
        room.take(np.repeat(box_around(center, width, height), _SOLID, axis=0))
    return room


def _order(layout: Layout, edge: Edge | None) -> int:
    """Biases first, then what crosses, then the rest."""
    if edge is None:
        return 0
    middle = layout.output.center.y()
    return 1 if layout.hidden and (edge.start.y() < middle) != (edge.end.y() < middle) else 2


def _best(layout: Layout, edge: Edge | None, label: Label, room: Room, scale: float) -> Label:
    width = (NAMED if not layout.hidden else BIAS if edge is None else NUMBER) * scale
    height = _HEIGHT * scale
    node = layout.output if label.unit == OUTPUT else layout.hidden[label.unit]
    centers = _around(node, width, height, scale) if edge is None else _beside(edge, width, height, scale)
    boxes: Array = np.stack([box_around(center, width, height) for center in centers])
    away = np.array([hypot(center.x() - label.center.x(), center.y() - label.center.y()) for center in centers])
    collisions = room.collision(boxes)
    mistaken = np.zeros(len(centers), bool) if edge is None else _mistaken(layout, edge, centers)
    best = int((collisions + _NEAR * away + _MISTAKEN * mistaken).argmin())
    room.take(np.repeat(boxes[best], _SOLID, axis=0))
    return replace(label, center=centers[best], plate=bool(collisions[best] > _FREE * scale**2))


def _nodes(layout: Layout) -> tuple[Node, ...]:
    return (*layout.inputs, *layout.hidden, layout.output)


def _mistaken(layout: Layout, edge: Edge, centers: Sequence[QPointF]) -> Array:
    """Which of the places (N,) are read as those of another edge."""
    away: Array = np.stack([_distances(each, centers) for each in layout.edges if each != edge])
    return np.asarray((away < _distances(edge, centers) + _GAP).any(axis=0))


def _distances(edge: Edge, points: Sequence[QPointF]) -> Array:
    """How far each of the points (N,) is from an edge: `Edge.distance` of all at once."""
    start, end = (np.array([each.x(), each.y()]) for each in (edge.start, edge.end))
    off, way = np.array([(each.x(), each.y()) for each in points]) - start, end - start
    shares = np.clip(off @ way / max(way @ way, 1e-9), 0.0, 1.0)
    return np.asarray(np.hypot(*(off - shares[:, None] * way).T))


def _beside(edge: Edge, width: float, height: float, scale: float) -> list[QPointF]:
    """On both sides of an edge, as near as the number's box comes."""
    way = edge.end - edge.start
    length = max(hypot(way.x(), way.y()), 1e-9)
    across = QPointF(-way.y() / length, way.x() / length)
    least = abs(across.x()) * width / 2 + abs(across.y()) * height / 2 + (_EDGE + _GAP) * scale
    reaches = [side * (least + more * scale) for more in _REACHES for side in (-1, 1)]
    return [edge.at(share) + across * reach for share in _SHARES for reach in reaches]


def _around(node: Node, width: float, height: float, scale: float) -> list[QPointF]:
    """Around a unit."""
    centers = []
    for turn in np.linspace(0, tau, _TURNS, endpoint=False):
        across, down = cos(turn), sin(turn)
        reach = node.half[0] + _GAP * scale
        # The box touches the circle's square where it leaves it.
        x = min(max(1.6 * across, -1), 1) * width / 2 + across * reach
        y = min(max(1.6 * down, -1), 1) * height / 2 + down * reach
        centers.append(node.center + QPointF(x, y))
    return centers
