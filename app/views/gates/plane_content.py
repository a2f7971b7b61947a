"""What a plane shows, as one value: the task, the parameters, and what was asked to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.forward import boundary_level, is_composition, logits, weights_of
from app.engine.gates.gate import CORNERS
from app.engine.gates.task import GateTask
from app.engine.gates.verdict import is_wrong, margins
from app.views.gates.plane_axes import INPUTS, PlaneAxis
from app.views.gates.plane_unit import UnitLine, line_of
from app.views.run_look import RunLook

Array = npt.NDArray[Any]
NOTHING = np.empty(0)
_SAME_PLACE = 1e-6
_HIDING = 0.09
_CROSSED = ((0, 1, 1, 0), (1, 0, 0, 1))
DIAGONALS = (((0.0, 0.0), (1.0, 1.0)), ((0.0, 1.0), (1.0, 0.0)))


@dataclass(frozen=True)
class HiddenLook:
    """How a hidden unit's line looks: dashed and quiet, or named and in the color of a run, an arrow at its side."""

    name: str = ""
    color: int | None = None


@dataclass(frozen=True)
class PlanePoint:
    """A row of the table as it lies on the plane."""

    x: float
    y: float
    target: int
    label: str = ""


@dataclass(frozen=True)
class Place:
    """Rows that lie on one point of the plane."""

    x: float
    y: float
    rows: tuple[int, ...]
    targets: tuple[int, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class PlaneContent:
    """`values` are the parameters (P,), empty before there are any. `points` stand for the task's own rows where they
    are given. Without `hidden` looks all hidden lines are quiet. `compact` leaves out what has no room in a small one.
    `drawn` is a line (b, w1, w2) that somebody drew beside the unit's own.
    """

    task: GateTask = field(default_factory=lambda: GateTask(()))
    look: RunLook = field(default_factory=lambda: RunLook(2, 0))
    values: Array = field(default_factory=lambda: NOTHING)
    threshold: float = 0.5
    row: int = -1
    points: tuple[PlanePoint, ...] | None = None
    axes: tuple[PlaneAxis, PlaneAxis] = INPUTS
    hidden: tuple[HiddenLook, ...] = ()
    hidden_lines: bool = True
    proof: bool = False
    compact: bool = False
    editable: bool = True
    drawn: tuple[float, ...] = ()

    @cached_property
    def level(self) -> float:
        """The z from which on a 1 is said."""
        return boundary_level(self.task, self.threshold)

    @cached_property
    def known(self) -> bool:
        """Whether there are parameters, and all of them are numbers."""
        return self.values.shape == (self.task.size,) and bool(np.isfinite(self.values).all())

    @cached_property
    def unit(self) -> UnitLine | None:
        """The one unit; None of a network, or before anything is known."""
        return line_of(self.values, self.level) if self.known and not self.task.hidden else None

    @cached_property
    def line(self) -> UnitLine | None:
        """The one unit's line, where there is one."""
        return self.unit if self.unit is not None and self.unit.exists else None

    @cached_property
    def drawn_line(self) -> UnitLine | None:
        """What somebody drew: where b + w · x is 0, whatever the threshold."""
        line = line_of(np.array(self.drawn), 0.0) if self.drawn else None
        return line if line is not None and line.exists else None

    @cached_property
    def same_everywhere(self) -> float | None:
        """The z of every point where all have the same; None where they differ, or nothing is known."""
        if not self.known or is_composition(self.task):
            return None
        if not self.task.hidden:
            return float(self.values[0]) if self.line is None else None
        weights = weights_of(self.task, self.values)
        if (weights.hidden_weight * weights.weight[:, None]).any():
            return None
        return float(self.z(np.zeros((1, 2)))[0])

    @cached_property
    def rows(self) -> tuple[PlanePoint, ...]:
        """Every row of the table."""
        if self.points is not None:
            return self.points
        return tuple(PlanePoint(row.x1, row.x2, row.target) for row in self.task.rows)

    @cached_property
    def spots(self) -> Array:
        """Where the rows lie, shape (N, 2)."""
        return np.array([(row.x, row.y) for row in self.rows], np.float64).reshape(-1, 2)

    @cached_property
    def wrong(self) -> tuple[bool, ...]:
        """For each row whether something else is said, and not by rounding."""
        if not self.known:
            return (False,) * len(self.rows)
        z = logits(self.task, self.values, self.spots)
        targets = np.array([row.target for row in self.rows])
        return tuple(is_wrong(margins(self.task, z, targets, self.threshold)).tolist())

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The rows, those together that lie on one point."""
        together: list[list[int]] = []
        for index, spot in enumerate(self.spots):
            near = (each for each in together if (np.abs(self.spots[each[0]] - spot) <= self._same).all())
            found = next(near, None)
            together.append([index]) if found is None else found.append(index)
        return tuple(self._place(tuple(each)) for each in together)

    @property
    def _same(self) -> Array:
        """So close along each axis rows are on one point: on a hidden plane where their marks hide each other."""
        if self.points is None:
            return np.full(2, _SAME_PLACE)
        return np.array([_HIDING * (axis.range[1] - axis.range[0]) for axis in self.axes])

    @cached_property
    def proof_shown(self) -> bool:
        """Whether the two diagonals are drawn: where they join equal classes, no line can be right."""
        corners = {(row.x, row.y): row.target for row in self.rows}
        return self.proof and len(self.rows) == 4 and tuple(corners.get(each, -1) for each in CORNERS) in _CROSSED

    def z(self, points: Array) -> Array:
        """The last unit's sum at points (N, 2)."""
        return logits(self.task, self.values, points)

    def _place(self, rows: tuple[int, ...]) -> Place:
        first = self.rows[rows[0]]
        labels = tuple(dict.fromkeys(self.rows[row].label for row in rows if self.rows[row].label))
        return Place(first.x, first.y, rows, tuple(sorted({self.rows[row].target for row in rows})), labels)
