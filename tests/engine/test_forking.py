"""Where a run forks, and how edits move."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.experiment import Edit, Experiment, Run, Schedule
from app.engine.forking import editable_names, repeating_edit
from app.engine.optimizers import OPTIMIZERS, optimizer_named
from app.engine.record import record
from app.engine.run_problem import plain_problem
from app.engine.run_values import values_at


@pytest.mark.parametrize("optimizer", [each.name for each in OPTIMIZERS])
def test_a_fork_alone_changes_nothing(optimizer: str) -> None:
    run = Run(optimizer)
    edit = repeating_edit(run, 7)
    assert edit is not None and plain_problem(run.with_edit(edit)) is None
    runs = (run, run.with_edit(edit))
    walks = record(Experiment("himmelblau", (0.5, -1.0), runs, steps=20))
    np.testing.assert_array_equal(walks[0].parameters, walks[1].parameters)


def test_under_a_schedule_the_recorded_learning_rate_is_repeated() -> None:
    run = Run("SGD", (("lr", 0.01),), Schedule("CosineAnnealingLR", (("T_max", 50),)))
    (walk,) = record(Experiment("himmelblau", (0.5, -1.0), (run,), steps=40))
    rate = values_at(run, walk, 20)["lr"]
    assert isinstance(rate, float)
    edit = repeating_edit(run, 20, rate)
    assert edit is not None
    (forked,) = record(Experiment("himmelblau", (0.5, -1.0), (run.with_edit(edit),), steps=40))
    np.testing.assert_array_equal(walk.parameters, forked.parameters)


def test_where_the_schedule_sets_the_learning_rate_something_else_forks() -> None:
    run = Run("SGD", (("momentum", 0.9),), Schedule("OneCycleLR", (("max_lr", 0.1), ("total_steps", 100))))
    edit = repeating_edit(run, 30)
    assert edit is not None and edit.settings == (("momentum", 0.9),)
    assert "lr" not in editable_names(run, 30)


@pytest.mark.parametrize("optimizer", [each.name for each in OPTIMIZERS])
def test_what_is_offered_can_be_edited_and_nothing_else(optimizer: str) -> None:
    run, known = Run(optimizer), optimizer_named(optimizer)
    for each in known.hyperparameters:
        edit = repeating_edit(run, 5, name=each.name)
        worked_out = each.kind == "integer" and each.default is None
        assert (each.name in editable_names(run, 5)) == (edit is not None)
        assert (edit is None) == (each.name in known.fixed or worked_out)


def test_settings_leave_an_edit_one_by_one() -> None:
    run = Run("SGD").with_edit(Edit(5, (("lr", 0.1), ("momentum", 0.5)))).with_edit(Edit(9, (("lr", 0.2),)))
    run = run.without_setting(5, "lr")
    assert run.edits == (Edit(5, (("momentum", 0.5),)), Edit(9, (("lr", 0.2),)))
    assert run.without_setting(5, "momentum").edits == (Edit(9, (("lr", 0.2),)),)
    assert run.with_edit_moved(9, 2).edits == (Edit(2, (("lr", 0.2),)), Edit(5, (("momentum", 0.5),)))
