"""A composition on its two planes: the inputs, and what the hidden units make of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PyQt6.QtCore import QLineF, QPoint, QPointF, QRect
from PyQt6.QtWidgets import QWidget

from app.engine.gates.compositions import Composition, composition_of, seen_task
from app.engine.gates.tables import gate_of
from app.engine.gates.task import GateTask, Row
from app.gates_document import PINK
from app.labs.gates.page import Array
from app.labs.gates.row_walk import Walk
from app.views.gates.plane_axes import PlaneAxis
from app.views.gates.plane_content import HiddenLook, PlanePoint
from app.views.gates.plane_view import PlaneView
from app.views.gates.point_flight import Flight, PointFlight
from app.views.run_look import RunLook

FIRST, SECOND = 5, 4
"""The colors of the two hidden units, in all pictures of a composition."""
LOOK = RunLook(PINK, 0)
_RANGE, _TICKS = (-0.4, 1.4), (0.0, 1.0)


@dataclass(frozen=True, eq=False)
class Layers:
    """A composition with the rows of the document, in their order, and the present weights."""

    composition: Composition
    task: GateTask
    values: Array

    @property
    def seen(self) -> GateTask:
        """What the last unit sees."""
        return seen_task(self.task, self.values)


def layers_of(rows: tuple[Row, ...], values: Array | None = None) -> Layers | None:
    """The composition of a table, with its own weights unless others are given; None where one line is enough."""
    gate = gate_of(rows)
    composition = None if gate is None else composition_of(gate.key)
    if composition is None:
        return None
    own = np.array(composition.values, np.float64)
    return Layers(composition, replace(composition.task, rows=rows), own if values is None else values)


def show_inputs(plane: PlaneView, layers: Layers) -> None:
    """Both lines in their colors, and what the composition says."""
    names = layers.composition.names
    plane.show_task(layers.task, LOOK)
    plane.show_hidden((HiddenLook(names[0], FIRST), HiddenLook(names[1], SECOND)))
    plane.show_values(layers.values)


def show_seen(plane: PlaneView, layers: Layers, small: bool = False) -> None:
    """The hidden plane: where the rows land, and the one line of the last unit. A `small` one has no names of units."""
    names, seen = layers.composition.names, layers.seen
    texts = ("", "") if small else names
    plane.show_axes(PlaneAxis("h1", _RANGE, _TICKS, texts[0], FIRST), PlaneAxis("h2", _RANGE, _TICKS, texts[1], SECOND))
    points = []
    for at, given in zip(seen.rows, layers.task.rows, strict=True):
        points.append(PlanePoint(at.x1, at.x2, at.target, f"{given.x1:g} {given.x2:g}"))
    plane.show_points(tuple(points))
    plane.show_task(seen, LOOK)
    plane.show_values(layers.values[6:])


@dataclass(frozen=True, eq=False)
class Sights:
    """What a row flies between, `inputs` and `seen`, and the parts that it passes behind; along a strait between them
    where there is one, which is so `wide`. In pixels of the widget that lies `over` all.
    """

    over: QWidget
    inputs: PlaneView
    seen: PlaneView
    front: tuple[QWidget, ...] = ()
    strait: QLineF | None = None
    wide: float = 0.0

    def show(self, flying: PointFlight, layers: Layers | None, walk: Walk) -> None:
        """The walk's row on its way; without layers nothing flies. The planes draw it below what is written on them."""
        flight = None if layers is None else self._flight(layers, walk)
        front = tuple(QRect(self._corner(each), each.size()) for each in (self.inputs, self.seen, *self.front))
        flying.show_flight(flight, front)
        passing = flying.passing
        for plane in (self.inputs, self.seen):
            plane.show_passing(None if passing is None else passing.moved(-QPointF(self._corner(plane))))

    def _corner(self, part: QWidget) -> QPoint:
        return part.mapTo(self.over, QPoint(0, 0))

    def _flight(self, layers: Layers, walk: Walk) -> Flight:
        given, landed = layers.task.rows[walk.row], layers.seen.rows[walk.row]
        start = self.inputs.mapTo(self.over, self.inputs.area.point(given.x1, given.x2))
        end = self.seen.mapTo(self.over, self.seen.area.point(landed.x1, landed.x2))
        return Flight(QPointF(start), QPointF(end), given.target, walk.share, self.strait, self.wide)
