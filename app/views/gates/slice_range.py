"""Which part of the weights a slice shows, and the scale of its heights: both stay while the slice changes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.activations import activation_named
from app.engine.gates.data import data_of
from app.engine.gates.forward import has_slope, logits, row_losses
from app.engine.gates.task import GateTask
from app.views.height_scale import HeightScale, LinearScale, RootScale
from surfaces.surface import Domain, Interval

Array = npt.NDArray[Any]
Ranges = tuple[Interval, Interval, Interval]
LEAST: Ranges = ((-8.0, 4.0), (-4.0, 8.0), (-4.0, 8.0))
"""Of b, w1 and w2: no slice shows less."""
MOST = 40.0
"""Weights that are farther from 0 have left the picture."""
GRAIN, MARGIN = 2.0, 0.25
LAVISH = 2.0
"""So many times the span that is needed is kept before a range gets smaller: nothing jumps under a hand."""
_SIDES = 13
_ROOM = 0.03


def needed(rows: Iterable[Array]) -> Ranges:
    """The ranges of b, w1 and w2 that hold all finite rows (n, 3), rounded outwards."""
    points = np.concatenate([np.zeros((0, 3)), *(np.asarray(each, np.float64) for each in rows)])
    points = points[(np.abs(points) <= MOST).all(axis=1)]
    if not len(points):
        return LEAST
    low, high = points.min(axis=0), points.max(axis=0)
    first, second, third = (_around(low[k], high[k], LEAST[k]) for k in range(3))
    return first, second, third


def kept(before: Ranges | None, wanted: Ranges) -> Ranges:
    """The ranges to show: those from before where they hold what is wanted and are not much too wide."""
    if before is None:
        return wanted
    first, second, third = (_kept(old, new) for old, new in zip(before, wanted, strict=True))
    return first, second, third


def spread(rows: Iterable[Array], column: int, held: float | None) -> Interval:
    """From where to where one of the weights goes, in whole steps: on these slices the heights are to fit."""
    values = np.concatenate([np.zeros(0), *(np.asarray(each, np.float64)[:, column] for each in rows)])
    values = values[np.abs(values) <= MOST]
    if held is not None:
        values = np.append(values, held)
    if not len(values):
        return 0.0, 0.0
    return float(math.floor(values.min() + MARGIN)), float(math.ceil(values.max() - MARGIN))


def domain_of(ranges: Ranges, axes: tuple[int, int]) -> Domain:
    """The rectangle of two of the weights."""
    return Domain(ranges[axes[0]], ranges[axes[1]])


@lru_cache(maxsize=16)
def scale_of_slices(task: GateTask, axes: tuple[int, int], ranges: Ranges, third: Interval) -> HeightScale:
    """One scale for all slices from one value of the third weight to another: from 0 to the highest loss on any of
    them. Squares of outputs that have no bound, and the cross-entropy, rise too far for a linear one: the
    valley would be a plain.
    """
    sides: list[Interval] = [ranges[0], ranges[1], ranges[2]]
    sides[3 - sum(axes)] = third
    grid = np.stack(np.meshgrid(*(np.linspace(*side, _SIDES) for side in sides)), axis=-1).reshape(-1, 3)
    points, targets = data_of(task)
    losses = row_losses(task, logits(task, grid, points), targets).mean(-1)
    high = float(np.nan_to_num(losses, nan=0.0, posinf=0.0).max())
    if not has_slope(task):  # the highest step may be too narrow to be met
        activation = activation_named(task.activation)
        high = (activation.high - activation.low) ** 2
    high = high * (1 + _ROOM) or 1.0
    return LinearScale(0.0, high) if _is_linear(task) else RootScale(0.0, high)


def _is_linear(task: GateTask) -> bool:
    if task.loss == "mse":
        return activation_named(task.activation).key not in ("linear", "relu")
    return task.loss != "bce"


def _around(low: float, high: float, least: Interval) -> Interval:
    return (
        min(least[0], math.floor((low - MARGIN) / GRAIN) * GRAIN),
        max(least[1], math.ceil((high + MARGIN) / GRAIN) * GRAIN),
    )


def _kept(old: Interval, new: Interval) -> Interval:
    if old[1] - old[0] > LAVISH * (new[1] - new[0]):
        return new
    return min(old[0], new[0]), max(old[1], new[1])
