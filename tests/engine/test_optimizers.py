"""The list of optimizers: every file of the folder is in it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

import app.engine.optimizers
from app.engine.experiment import HyperparameterValue, Run
from app.engine.objective import SurfaceObjective
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import MOST, Hyperparameter, Optimizer
from app.engine.record import record_run
from surfaces import SURFACES

SHARED = {"__init__", "optimizer", "common"}


def test_every_file_is_listed():
    folder = Path(app.engine.optimizers.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - SHARED
    assert files == {optimizer.name.lower() for optimizer in OPTIMIZERS}


def test_every_hyperparameter_says_what_it_does():
    for optimizer in OPTIMIZERS:
        assert optimizer.sentence.endswith(".")
        assert all(each.sentence.endswith(".") for each in optimizer.hyperparameters)


def extremes(hyperparameter: Hyperparameter) -> list[HyperparameterValue]:
    """The default and the values at the ends of what is taken."""
    match hyperparameter.kind:
        case "flag":
            return [False, True]
        case "pair":
            return [(0.0, 0.0), (1 - 1e-16, 1 - 1e-16)]
        case "number":
            return [hyperparameter.default, MOST]


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda each: each.name)
def test_torch_takes_steps_with_everything_that_is_not_refused(optimizer: Optimizer):
    names = [each.name for each in optimizer.hyperparameters]
    runs = [
        run
        for values in product(*map(extremes, optimizer.hyperparameters))
        if optimizer.run_problem(run := Run(optimizer.name, tuple(zip(names, values, strict=True)))) is None
    ]
    assert len(runs) > 10
    for run in runs:
        *_, last = record_run(SurfaceObjective(SURFACES[0]), (0.0, 0.5), run, "float32", 3)
        assert last.complete


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda each: each.name)
def test_numbers_that_float32_cannot_hold_are_refused(optimizer: Optimizer):
    for each in optimizer.hyperparameters:
        if each.kind == "number":
            found = optimizer.problem(each.name, 1e39)
            assert found is not None and str(found) == f"{each.name} must be at most 1e+20."
