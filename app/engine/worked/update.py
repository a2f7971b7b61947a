"""One step recomputed from the record, and held against what torch did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.engine.experiment import Run
from app.engine.optimizers import optimizer_named
from app.engine.run_values import values_at
from app.engine.trajectory import Trajectory
from app.engine.worked.expression import Array
from app.engine.worked.term import StepStart, Term

ROUNDINGS = 4.0


@dataclass(frozen=True, eq=False)
class WorkedUpdate:
    """Step k → k + 1 in terms. `difference` (P,) is |x_worked − x_real|, `limit` (P,) what rounding explains:
    4·eps(dtype)·max(|x|, |Δ|), or 4 times the smallest number that there is; and 4 times what the order of additions
    does where several numbers are added that torch adds in an order of its own.
    """

    step: int
    start: Array
    end: Array
    terms: tuple[Term, ...]
    difference: Array
    limit: Array

    @property
    def agrees(self) -> bool:
        """Whether the terms lead where torch went."""
        return bool((self.difference <= self.limit).all())


def worked_update(run: Run, trajectory: Trajectory, step: int) -> WorkedUpdate | None:
    """The terms of a step that was recorded; None where the record has no such step."""
    if not 0 <= step < trajectory.steps:
        return None
    start = StepStart(trajectory, step, values_at(run, trajectory, step))
    worked = optimizer_named(run.optimizer).worked(start)
    terms = worked.listed
    end = np.asarray(trajectory.parameters[step + 1], np.float64)
    moved = np.abs(end - start.parameters)
    limits = np.finfo(trajectory.parameters.dtype)
    eps, smallest = float(limits.eps), float(limits.smallest_normal)
    reach = np.maximum.reduce([np.abs(start.parameters), np.abs(end), moved])
    return WorkedUpdate(
        step=step,
        start=start.parameters,
        end=end,
        terms=tuple(terms),
        difference=np.abs(terms[-1].value - end),
        limit=ROUNDINGS * (eps * reach.clip(smallest) + worked.slack),
    )
