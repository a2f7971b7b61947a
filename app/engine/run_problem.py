"""What torch would refuse about a run, in one sentence: its hyperparameters, schedule, gradient treatment and edits."""

from __future__ import annotations

import math
from itertools import pairwise

from app.engine.experiment import Edit, Run, Treatment
from app.engine.optimizers import optimizer_named
from app.engine.optimizers.optimizer import Optimizer, Values
from app.engine.schedules import schedule_problem, scheduler_named
from surfaces.message import Message


def plain_problem(run: Run) -> Message | None:
    """The first problem that a run has on any surface, with any number of steps."""
    optimizer = optimizer_named(run.optimizer)
    values = optimizer.values(run)
    return (
        optimizer.run_problem(run)
        or _rate_problem(run, optimizer)
        or (schedule_problem(run.schedule, values) if run.schedule is not None else None)
        or _treatment_problem(run.treatment)
        or _edits_problem(run, optimizer, values)
    )


def run_problem(run: Run, steps: int, samples: int) -> Message | None:
    """The first problem of a run of so many steps, on a loss of so many samples (0: it has none)."""
    return plain_problem(run) or _length_problem(run, steps) or _batch_problem(run.treatment, samples)


def _length_problem(run: Run, steps: int) -> Message | None:
    total = dict(run.schedule.settings).get("total_steps") if run.schedule is not None else None
    if isinstance(total, int | float) and total < steps:
        return Message(
            "OneCycleLR ends after total_steps: {total} are too few for {steps} steps.", total=int(total), steps=steps
        )
    return None


def _batch_problem(treatment: Treatment, samples: int) -> Message | None:
    if treatment.batch is None:
        return None
    if not samples:
        return Message("This surface has no samples to take a batch of; the regression has.")
    if treatment.batch > samples:
        return Message("A batch has 1 to {samples} samples here.", samples=samples)
    return None


def _treatment_problem(treatment: Treatment) -> Message | None:
    for name, value in (("clip", treatment.clip), ("clip_value", treatment.clip_value)):
        if value is not None and not (math.isfinite(value) and value > 0):
            return Message("{name} is a number above 0.", name=name)
    if not (math.isfinite(treatment.noise) and treatment.noise >= 0):
        return Message("noise is a number of at least 0.")
    if treatment.batch is not None and treatment.batch < 1:
        return Message("A batch has at least 1 sample.")
    return None


def edit_problem(run: Run, edit: Edit) -> Message | None:
    """Why an edit cannot be made to a run."""
    optimizer = optimizer_named(run.optimizer)
    return _edit_problem(run, optimizer, optimizer.values(run), edit)


def _rate_problem(run: Run, optimizer: Optimizer) -> Message | None:
    if run.schedule is not None and "lr" in optimizer.fixed:
        return Message("{optimizer} ignores its learning rate after the first step, so no schedule can move it.",
                       optimizer=optimizer.name)  # fmt: skip
    return None


def _edits_problem(run: Run, optimizer: Optimizer, values: Values) -> Message | None:
    now = dict(values)
    if any(before.step >= after.step for before, after in pairwise(run.edits)):
        return Message("Edits are in the order of their steps, one a step.")
    for edit in run.edits:
        if (found := _edit_problem(run, optimizer, values, edit)) is not None:
            return found
        now |= dict(edit.settings)
        if (found := optimizer.values_problem(now)) is not None:
            return found
    return None


def _edit_problem(run: Run, optimizer: Optimizer, values: Values, edit: Edit) -> Message | None:
    if edit.step < 0:
        return Message("An edit is made at step 0 or later.")
    known = {each.name for each in optimizer.hyperparameters}
    for name, value in edit.settings:
        if name not in known:
            return Message("{optimizer} has no {name}.", optimizer=optimizer.name, name=name[:60])
        if name == "lr" and run.schedule is not None and scheduler_named(run.schedule.name).sets_rate:
            return Message("{schedule} sets the learning rate itself: it cannot be edited on the way.",
                           schedule=run.schedule.name)  # fmt: skip
        if (found := optimizer.edit_problem(values, name, value)) is not None:
            return found
    return None
