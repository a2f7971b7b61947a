"""Read off weights: how many rows are right, whether that is decided, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.data import data_of
from app.engine.gates.forward import boundary_level, logits, says
from app.engine.gates.task import GateTask

Array = npt.NDArray[Any]
TINY = 1e-4
"""A z so close to the boundary is a coin: rounding decides what is said."""
CHUNK = 4096


@dataclass(frozen=True)
class Verdict:
    """So many points are right of all; `undecided` are as good as on the boundary, and right or wrong by rounding."""

    right: int
    of: int
    undecided: int
    surely: int
    """How many are right and decided."""

    @property
    def all_right(self) -> bool:
        """Whether every point is right, and none by luck."""
        return self.right == self.of and self.undecided == 0


def verdict(task: GateTask, values: Array, threshold: float = 0.5) -> Verdict:
    """How many points parameters (P,) get right."""
    points, targets = data_of(task)
    z = logits(task, np.asarray(values, np.float64), points)
    close = np.abs(z - boundary_level(task, threshold)) < TINY
    right = says(task, z, threshold) == targets
    return Verdict(int(right.sum()), len(targets), int(close.sum()), int((right & ~close).sum()))


def right_counts(task: GateTask, parameters: Array, threshold: float = 0.5) -> Array:
    """How many points each row of parameters (T, P) gets right, shape (T,)."""
    points, targets = data_of(task)
    counts = np.empty(len(parameters), np.int64)
    for first in range(0, len(parameters), CHUNK):
        rows = slice(first, first + CHUNK)
        z = logits(task, np.asarray(parameters[rows], np.float64), points)
        counts[rows] = (says(task, z, threshold) == targets).sum(-1)
    return counts


def right_since(counts: Array, of: int) -> int | None:
    """The step from which on all are right until the end; None where they are not at the end."""
    if not len(counts) or counts[-1] != of:
        return None
    wrong = np.flatnonzero(counts != of)
    return int(wrong[-1]) + 1 if len(wrong) else 0
