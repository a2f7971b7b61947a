"""Right, wrong or undecided, the one definition of it; and how many points weights get right, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.data import data_of
from app.engine.gates.forward import boundary_level, logits
from app.engine.gates.task import GateTask
from surfaces.message import Message

Array = npt.NDArray[Any]
TINY = 1e-4
"""A z so close to the boundary is a coin: rounding decides what is said."""
CHUNK = 4096


def margins(task: GateTask, z: Array, targets: Array, threshold: float = 0.5) -> Array:
    """How far z (..., N) lies beyond the boundary, on the side of its target (N,) 0 or 1; below 0 on the other side."""
    margins: Array = (z - boundary_level(task, threshold)) * (2 * targets - 1)
    return margins


def is_right(margins: Array) -> Array:
    """Beyond the boundary by more than rounding, on the side of the target."""
    return margins >= TINY


def is_wrong(margins: Array) -> Array:
    """Beyond the boundary by more than rounding, on the other side."""
    return margins <= -TINY


def is_undecided(margins: Array) -> Array:
    """Neither: on the boundary within rounding, or not a number."""
    return ~(np.abs(margins) >= TINY)


@dataclass(frozen=True)
class Verdict:
    """So many points are right of all, so many undecided; the others are wrong."""

    right: int
    of: int
    undecided: int

    @property
    def wrong(self) -> int:
        """How many are on the other side."""
        return self.of - self.right - self.undecided

    @property
    def all_right(self) -> bool:
        """Whether every point is right, and none by luck."""
        return self.right == self.of


def verdict(task: GateTask, values: Array, threshold: float = 0.5) -> Verdict:
    """How parameters (P,) fare on all points."""
    points, targets = data_of(task)
    found = margins(task, logits(task, np.asarray(values, np.float64), points), targets, threshold)
    return Verdict(int(is_right(found).sum()), len(targets), int(is_undecided(found).sum()))


def right_words(task: GateTask, found: Verdict) -> Message:
    """So many right of all; of fuzzy corners it is their points that are counted."""
    words = "{right} of {of} right" if task.cloud is None else "{right} of {of} points right"
    return Message(words, right=found.right, of=found.of)


def right_counts(task: GateTask, parameters: Array, threshold: float = 0.5) -> Array:
    """How many points each row of parameters (T, P) gets right, shape (T,); those that are undecided are not."""
    points, targets = data_of(task)
    counts = np.empty(len(parameters), np.int64)
    for first in range(0, len(parameters), CHUNK):
        rows = slice(first, first + CHUNK)
        z = logits(task, np.asarray(parameters[rows], np.float64), points)
        counts[rows] = is_right(margins(task, z, targets, threshold)).sum(-1)
    return counts


def right_since(counts: Array, of: int) -> int | None:
    """The step from which on all are right until the end; None where they are not at the end."""
    if not len(counts) or counts[-1] != of:
        return None
    wrong = np.flatnonzero(counts != of)
    return int(wrong[-1]) + 1 if len(wrong) else 0
