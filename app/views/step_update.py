"""The worked update of a step, computed once however many views show it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from app.engine.experiment import Run
from app.engine.trajectory import Trajectory
from app.engine.worked.update import WorkedUpdate, worked_update


@lru_cache(maxsize=2)
def update_at(run: Run, trajectory: Trajectory, step: int) -> WorkedUpdate | None:
    """The terms of the step from row `step` on; None where the record ends before.

    A record knows the run that walked it better than the experiment does, which may have been edited since.
    """
    with np.errstate(all="ignore"):
        return worked_update(trajectory.run or run, trajectory, step)
