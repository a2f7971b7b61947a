"""The truth table with what is answered to each row: numbers, verdicts and losses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.data import data_of
from app.engine.gates.forward import boundary_level, hidden_values, logits, outputs, row_losses, says, shares
from app.engine.gates.task import GateTask, Row
from app.engine.gates.verdict import is_right, is_undecided, margins

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Answer:
    """One row's answer, where it lies: in a cloud's middle. Only `right` of `points` are of all of its points.
    `undecided`: neither right nor wrong, as rounding decides.
    """

    row: Row
    hidden: tuple[float, ...]
    z: float
    output: float
    share: float
    says: int
    undecided: bool
    right: int
    points: int
    loss: float

    @property
    def correct(self) -> bool:
        """Whether every point of the row is right."""
        return self.right == self.points


def answers_of(task: GateTask, values: Array, threshold: float = 0.5) -> tuple[Answer, ...]:
    """One answer a row, for parameters (P,) and a threshold between 0 and 1; none before there are parameters."""
    if not task.rows or len(values) != task.size:
        return ()
    values = np.asarray(values, np.float64)
    middles = np.array([(row.x1, row.x2) for row in task.rows])
    points, targets = data_of(task)
    count = len(points) // len(task.rows)
    with np.errstate(all="ignore"):
        z = logits(task, values, middles)
        hidden = hidden_values(task, values, middles) if task.hidden else np.empty((len(middles), 0))
        at_points = logits(task, values, points)
        right = is_right(margins(task, at_points, targets, threshold)).reshape(-1, count).sum(-1)
        wanted = np.array([row.target for row in task.rows])
        losses = row_losses(task, z, wanted)
        output, share = outputs(task, z), shares(task, z)
        close = is_undecided(margins(task, z, wanted, threshold))
    said = says(task, z, threshold)
    return tuple(
        Answer(
            row,
            tuple(float(each) for each in hidden[at]),
            float(z[at]),
            float(output[at]),
            float(share[at]),
            int(said[at]),
            bool(close[at]),
            int(right[at]),
            count,
            float(losses[at]),
        )
        for at, row in enumerate(task.rows)
    )


def heeds_threshold(task: GateTask) -> bool:
    """Whether a threshold changes what is said: a step and a sign say the same for all of them."""
    return boundary_level(task, 0.25) != boundary_level(task, 0.75)
