"""Units that learned a gate, for tests of views, by plain descent in numpy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.engine.experiment import Experiment, Run
from app.engine.gates.data import data_of
from app.engine.gates.forward import logits, row_losses
from app.engine.gates.gate import CORNERS
from app.engine.gates.task import GateTask, Row
from app.engine.trajectory import Trajectory
from app.views.run_look import RunLook

PINK = RunLook(2, 0)
START = (1.0, -2.0, 1.5)


def gate_task(targets: tuple[int, ...] = (0, 0, 0, 1), **parts: object) -> GateTask:
    """AND, unless other targets are given."""
    rows = tuple(Row(x1, x2, target) for (x1, x2), target in zip(CORNERS, targets, strict=True))
    return replace(GateTask(rows), **parts)  # type: ignore[arg-type]


def loss_at(task: GateTask, values: object) -> float:
    """The mean loss over the rows."""
    points, targets = data_of(task)
    return float(row_losses(task, logits(task, np.asarray(values, float), points), targets).mean())


def slope_at(task: GateTask, values: object, reach: float = 1e-6) -> np.ndarray:
    """Its gradient, by differences in each weight."""
    middle = np.asarray(values, float)
    return np.array([(loss_at(task, middle + d) - loss_at(task, middle - d)) / (2 * reach) for d in reach * np.eye(3)])


def learned(task: GateTask, start: tuple[float, ...] = START, rate: float = 0.5, steps: int = 400) -> Trajectory:
    """A run of plain gradient descent."""
    values, rows, slopes = np.array(start), [], []
    for _ in range(steps + 1):
        rows.append(values)
        slopes.append(slope_at(task, values))
        values = values - rate * slopes[-1]
    losses = np.array([loss_at(task, row) for row in rows])
    return Trajectory(np.array(rows), losses, np.array(slopes), np.full(steps, rate), {})


def cut_short(run: Trajectory, steps: int) -> Trajectory:
    """Its beginning, as it is while it is recorded."""
    rows = steps + 1
    return Trajectory(
        run.parameters[:rows], run.losses[:rows], run.gradients[:rows], run.learning_rates[:steps], {}, complete=False
    )


def experiment_of(task: GateTask, runs: int = 1) -> Experiment:
    """So many runs of SGD."""
    return Experiment("", START, (Run("SGD"),) * runs, steps=400, gate=task)
