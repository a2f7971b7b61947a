"""The points that are learned from: the rows of the table, or a cloud around each."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from app.engine.gates.task import GateTask


@lru_cache(maxsize=64)
def data_of(task: GateTask) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Points (N, 2) and targets (N,), to be read only. Clouds come row after row, and are equal for equal seeds."""
    points = np.array([(row.x1, row.x2) for row in task.rows]).reshape(-1, 2)
    targets = np.array([float(row.target) for row in task.rows])
    if task.cloud is not None:
        source = np.random.default_rng(task.cloud.seed)
        count = task.cloud.count
        points, targets = np.repeat(points, count, axis=0), np.repeat(targets, count)
        # Rounded to float32, so that both dtypes learn from the same points.
        points = (points + task.cloud.spread * source.standard_normal(points.shape)).astype(np.float32).astype(float)
    points.flags.writeable = targets.flags.writeable = False
    return points, targets
