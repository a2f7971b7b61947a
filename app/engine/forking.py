"""Where a run forks: the edit that repeats what is in force at a step, for its value to be changed then."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.experiment import Edit, Run
from app.engine.optimizers import optimizer_named
from app.engine.run_problem import plain_problem
from app.engine.run_values import edited_values


def editable_names(run: Run, step: int) -> tuple[str, ...]:
    """The hyperparameters that can change at a step, in torch's order."""
    return tuple(edit.settings[0][0] for edit in _edits(run, step, None))


def repeating_edit(run: Run, step: int, rate: float | None = None, name: str | None = None) -> Edit | None:
    """The edit that gives a hyperparameter the value it has at a step anyway; None where none can be edited there.

    Without a name: the first that can, the learning rate before all. `rate` is the recorded learning rate there.
    """
    return next((edit for edit in _edits(run, step, rate) if name is None or edit.settings[0][0] == name), None)


def _edits(run: Run, step: int, rate: float | None) -> Iterator[Edit]:
    values = edited_values(run, step)
    if rate is not None:
        values["lr"] = rate
    for each in sorted(optimizer_named(run.optimizer).hyperparameters, key=lambda each: each.name != "lr"):
        edit = Edit(step, ((each.name, values[each.name]),))
        if plain_problem(run.with_edit(edit)) is None:
            yield edit
