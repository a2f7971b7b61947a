"""A trajectory as a line on the sheet: cut at the edges of the domain, draped, and without what no pixel shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.trajectory import Trajectory
from app.views.surface3d.polyline import Polyline, of_points
from app.views.surface3d.relief import Relief
from app.views.surface3d.thinning import thinned

Array = npt.NDArray[Any]
SPACING = 0.012
BUDGET = 12_000
MOST = 3_000
FAR = 1e9


@dataclass(frozen=True, eq=False)
class Trail:
    """The line, and the step (n,) at which each of its points is reached; between two rows it is a fraction."""

    line: Polyline
    steps: Array

    def point_at(self, row: int) -> int:
        """The last point reached at a row; -1 for none."""
        return int(np.searchsorted(self.steps, row, "right")) - 1


@dataclass(frozen=True, eq=False)
class Head:
    """Where a run is at a row, in box coordinates: on the sheet, or where it has left the domain and which way."""

    point: Array
    inside: bool
    outwards: Array


def box_rows(trajectory: Trajectory, relief: Relief) -> Array:
    """All rows in box coordinates (T+1, 2); not finite ones become very far ones, nan stays where it was."""
    rows = relief.to_box(trajectory.parameters[:, :2])
    if not np.isfinite(rows[-1]).all():
        before = rows[-2] if len(rows) > 1 else np.full(2, FAR)
        rows[-1] = np.where(np.isnan(rows[-1]), before, rows[-1])
    result: Array = np.clip(rows, -FAR, FAR)
    return result


def trail(rows: Array, relief: Relief, tolerance: float) -> Trail:
    """The line through rows (T+1, 2); what moves less than `tolerance`, or has been drawn before, is left out."""
    kept = np.flatnonzero(_moved(rows, tolerance))
    start, end = rows[kept[:-1]], rows[kept[1:]]
    enter, leave = _inside_part(start, end)
    # A step from outside to outside says nothing by the part that crosses the domain: it is left out.
    touches = _in_domain(start) | _in_domain(end)
    shown = (enter < leave) & touches & _first_time(start, end, tolerance)
    first, last = kept[:-1][shown], kept[1:][shown]
    start, end, enter, leave = start[shown], end[shown], enter[shown], leave[shown]
    if not len(first):
        return Trail(of_points(np.zeros((0, 3)), np.zeros(0, bool)), np.zeros(0))
    follows = np.append(False, (first[1:] == last[:-1]) & (enter[1:] == 0) & (leave[:-1] == 1))
    pieces = _pieces(np.linalg.norm((end - start) * (leave - enter)[:, None], axis=1))
    counts = pieces + np.append(~follows[1:], True)
    segment = np.repeat(np.arange(len(first)), counts)
    part = np.arange(len(segment)) - np.repeat(np.cumsum(counts) - counts, counts)
    share = enter[segment] + (leave - enter)[segment] * part / pieces[segment]
    flat = start[segment] + (end - start)[segment] * share[:, None]
    steps = first[segment] + (last - first)[segment] * share
    begins = (part == 0) & ~follows[segment]
    flat = np.clip(flat, -1.0, 1.0)
    points = relief.draped(flat)
    stay = thinned(points, begins | np.append(begins[1:], True), tolerance)
    return Trail(of_points(points[stay], begins[stay], relief.slopes(flat[stay])), steps[stay])


def simple_trail(rows: Array, relief: Relief, tolerance: float) -> Trail:
    """The same, with up to 16 times the tolerance where it would have more than `MOST` points: no eye follows a walk
    so wild, and every point of it costs in every frame.
    """
    found = trail(rows, relief, tolerance)
    for coarser in (4, 16):
        if len(found.steps) > MOST:
            found = trail(rows, relief, coarser * tolerance)
    return found


def head(rows: Array, row: int, relief: Relief) -> Head:
    """Where a run is at a row; outside, the place where it last left the domain and its direction there."""
    here = rows[row]
    if (np.abs(here) <= 1).all():
        return Head(relief.draped(here[None])[0], True, np.zeros(2))
    start, end = rows[:row], rows[1 : row + 1]
    enter, leave = _inside_part(start, end)
    crossed = np.flatnonzero(_in_domain(start) & (enter <= leave) & (leave < 1))
    if not len(crossed):
        edge = np.clip(here, -1.0, 1.0)
        away = here - edge
    else:
        away = end[crossed[-1]] - start[crossed[-1]]
        edge = np.clip(start[crossed[-1]] + away * leave[crossed[-1]], -1.0, 1.0)
    return Head(relief.draped(edge[None])[0], False, away / max(float(np.linalg.norm(away)), 1e-12))


def _cells(rows: Array, tolerance: float) -> Array:
    return np.floor(rows / tolerance).clip(-(2.0**40), 2.0**40).astype(np.int64)


def _moved(rows: Array, tolerance: float) -> Array:
    """Rows that stand in another cell than the row before; the first and the last always do."""
    moved = np.ones(len(rows), bool)
    moved[1:] = (np.diff(_cells(rows, tolerance), axis=0) != 0).any(axis=1)
    moved[-1] = True
    return moved


def _first_time(start: Array, end: Array, tolerance: float) -> Array:
    """Segments between two cells that no segment before has joined; a pair of cells is a number by hashing."""
    mix = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)
    cells = [(_cells(points, tolerance).astype(np.uint64) * mix).sum(axis=1) for points in (start, end)]
    cells = [(cell ^ (cell >> np.uint64(29))) * mix[0] for cell in cells]
    fresh = np.zeros(len(start), bool)
    fresh[np.unique(cells[0] + cells[1], return_index=True)[1]] = True
    return fresh


def _in_domain(points: Array) -> Array:
    return np.asarray((np.abs(points) <= 1).all(axis=1))


def _inside_part(start: Array, end: Array) -> tuple[Array, Array]:
    """The shares (from, to) of segments that lie in [-1, 1]²; from ≥ to where none does (Liang and Barsky)."""
    way = end - start
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (-1 - start) / way, (1 - start) / way
    still = way == 0
    inside = np.abs(start) <= 1
    near = np.where(still, np.where(inside, 0.0, 2.0), np.minimum(low, high))
    far = np.where(still, np.where(inside, 1.0, -1.0), np.maximum(low, high))
    return np.maximum(near.max(axis=1), 0.0), np.minimum(far.min(axis=1), 1.0)


def _pieces(lengths: Array) -> Array:
    """Into how many pieces each segment is cut to follow the sheet; coarser where the whole is very long."""
    spacing = max(SPACING, float(lengths.sum()) / BUDGET)
    return np.maximum(np.ceil(lengths / spacing), 1).astype(np.intp)
