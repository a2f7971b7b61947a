"""Where the parts of the diagram of a unit or a network lie."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from PyQt6.QtCore import QPointF, QRect, QRectF

OUTPUT = -1
"""The number of the last unit among the units: hidden ones are counted from 0."""
_ROOMY = 236.0  # pixels at scale 1 from which on inputs, z and outputs are written out
_PILL = 54.0
_BEFORE, _BEFORE_FEW = 0.54, 0.38
"""Of the way from inputs to output what lies before the hidden units: more, with all numbers beside more edges."""


@dataclass(frozen=True)
class Node:
    """An input or a unit. `half` is half of its width and height; inputs are pills, units are circles."""

    center: QPointF
    half: tuple[float, float]

    def square(self, margin: float) -> QRect:
        """The square around a circle, with a margin, in whole pixels."""
        reach = self.half[0] + margin
        return QRectF(self.center.x() - reach, self.center.y() - reach, 2 * reach, 2 * reach).toRect()

    def toward(self, other: QPointF) -> QPointF:
        """The point of the edge of a circle, or the side of a pill, that faces another point."""
        if self.half[0] > self.half[1]:
            return QPointF(self.center.x() + self.half[0], self.center.y())
        way = other - self.center
        length = max(hypot(way.x(), way.y()), 1e-9)
        return self.center + way * (self.half[0] / length)


@dataclass(frozen=True)
class Edge:
    """The line of a parameter (its place in the flat vector) from one node to another, of a unit."""

    parameter: int
    unit: int
    start: QPointF
    end: QPointF

    def at(self, share: float) -> QPointF:
        """A point on it."""
        return self.start + (self.end - self.start) * share

    def distance(self, point: QPointF) -> float:
        """How far a point is from it."""
        way, off = self.end - self.start, point - self.start
        length = max(way.x() ** 2 + way.y() ** 2, 1e-9)
        share = min(max((off.x() * way.x() + off.y() * way.y()) / length, 0.0), 1.0)
        nearest = self.at(share)
        return hypot(point.x() - nearest.x(), point.y() - nearest.y())


@dataclass(frozen=True)
class Label:
    """Where the number of a parameter stands: around `center`, moved so that it does not leave the picture; on a
    `plate` where it lies on something.
    """

    parameter: int
    unit: int
    center: QPointF
    plate: bool = False


@dataclass(frozen=True)
class Layout:
    """Everything in pixels. `curve` is the box of the unit's activation, `answer` the middle of the class badge; both
    are None where there is no room. `roomy`: numbers of the row are written.
    """

    inputs: tuple[Node, ...]
    hidden: tuple[Node, ...]
    output: Node
    edges: tuple[Edge, ...]
    labels: tuple[Label, ...]
    curve: QRectF | None
    answer: QPointF | None
    roomy: bool

    def unit_of(self, parameter: int) -> int:
        """The unit that a parameter belongs to."""
        return next(label.unit for label in self.labels if label.parameter == parameter)

    def edge_at(self, point: QPointF, reach: float, unit: int | None) -> Edge | None:
        """The nearest edge within reach of a point; of one unit, where one is given."""
        near = [edge for edge in self.edges if edge.distance(point) <= reach and unit in (None, edge.unit)]
        return min(near, key=lambda edge: edge.distance(point), default=None)


def layout_of(hidden: int, width: float, height: float, scale: float, named: bool = False) -> Layout:
    """Of a unit, or of so many hidden ones, for a picture of that size in pixels; `named` units are large enough for
    their names.
    """
    return _network(hidden, width, height, scale, named) if hidden else _unit(width, height, scale)


def _unit(width: float, height: float, scale: float) -> Layout:
    roomy = width >= _ROOMY * scale
    rows = [height * share for share in (0.13, 0.5, 0.87)]
    radius = min(26 * scale, 0.2 * height) if roomy else min(20 * scale, 0.15 * height)
    most = 0.125 * height
    pill_half = (min(_PILL * scale, 0.2 * width) / 2, min(15 * scale, most)) if roomy else (min(16 * scale, most),) * 2
    left = 2 + pill_half[0]
    inputs = tuple(Node(QPointF(left, y), pill_half) for y in rows)
    answer = QPointF(width - max(20 * scale, 0.07 * width), rows[1]) if roomy else None
    side = min(46 * scale, 0.3 * height)
    middle = 0.605 * width if roomy else width - radius - 22 * scale
    curve = None
    if answer is not None:
        between = (middle + radius + answer.x() - 15 * scale) / 2
        side = min(side, answer.x() - middle - radius - 27 * scale)
        curve = QRectF(between - side / 2, rows[1] - side / 2, side, side)
    output = Node(QPointF(middle, rows[1]), (radius, radius))
    edges = tuple(
        Edge(place, OUTPUT, node.toward(output.center), output.toward(node.toward(output.center)))
        for place, node in enumerate(inputs)
    )
    lift = 14 * scale
    spots = (
        edges[0].at(0.44) + QPointF(0.17 * (middle - left) + 6 * scale, -0.6 * lift),
        edges[1].at(0.34) + QPointF(0, -lift),
        edges[2].at(0.44) + QPointF(0.17 * (middle - left) + 6 * scale, 0.9 * lift),
    )
    labels = tuple(Label(place, OUTPUT, spot) for place, spot in enumerate(spots))
    return Layout(inputs, (), output, edges, labels, curve, answer, roomy)


def _network(count: int, width: float, height: float, scale: float, named: bool) -> Layout:
    roomy = width >= _ROOMY * scale
    pill = (min(_PILL * scale, 0.2 * width) / 2, 14 * scale) if roomy else (min(16 * scale, 0.09 * width),) * 2
    bottom = 20 * scale if named else 0.0
    step = (height - 4 - (2 * bottom if named else 0)) / count
    radius = min((24 if named else 17) * scale, (0.49 if named else 0.46) * step, 0.12 * width)
    inputs = tuple(
        Node(QPointF(2 + pill[0], height * share), pill) for share in ((0.2, 0.8) if roomy else (0.27, 0.73))
    )
    tops = [bottom + 2 + step * (place + 0.5) for place in range(count)]
    answer = QPointF(width - 20 * scale, 0.5 * height) if roomy else None
    last = max(min((23 if named else 19) * scale, 0.12 * width), 8.0)
    right = answer.x() - 24 * scale - last if answer is not None else width - last - 3
    output = Node(QPointF(right, 0.5 * height), (last, last))
    middle = 2 + 2 * pill[0] + (_BEFORE if roomy else _BEFORE_FEW) * (right - last - 2 - 2 * pill[0])
    hidden = tuple(Node(QPointF(middle, y), (radius, radius)) for y in tops)
    edges = []
    for unit, node in enumerate(hidden):
        for side, given in enumerate(inputs):
            start = given.toward(node.center)
            edges.append(Edge(count + 2 * unit + side, unit, start, node.toward(start)))
        start = node.toward(output.center)
        edges.append(Edge(3 * count + 1 + unit, unit, start, output.toward(start)))
    labels = [*_unit_labels(hidden, edges, height, scale, named, count)]
    labels.append(Label(3 * count, OUTPUT, QPointF(right + 16 * scale, 0.5 * height + last + 12 * scale)))
    return Layout(inputs, hidden, output, tuple(edges), tuple(labels), None, answer, roomy)


def _unit_labels(
    hidden: tuple[Node, ...], edges: list[Edge], height: float, scale: float, named: bool, count: int
) -> list[Label]:
    made = []
    for unit, node in enumerate(hidden):
        above = node.center.y() <= 0.5 * height
        away = node.half[1] + 11 * scale
        aside = 0.0 if count <= 2 else -20 * scale
        made.append(Label(unit, unit, node.center + QPointF(aside, -away if above else away)))
        middle = 0.5 * height
        for edge in (edge for edge in edges if edge.unit == unit):
            crosses = (edge.start.y() < middle) != (edge.end.y() < middle)
            from_input = edge.start.x() < node.center.x()
            share = 0.32 if crosses and from_input and count <= 2 else 0.5
            lift = 10 * scale if count <= 2 and not (crosses and from_input) else 0.0
            spot = edge.at(share) + QPointF(0, -lift if (edge.start.y() < middle if from_input else above) else lift)
            made.append(Label(edge.parameter, unit, spot))
    return made
