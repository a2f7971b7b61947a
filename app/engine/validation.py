"""What is wrong with an experiment, in one sentence: for anything that comes from a file or a command line."""

from __future__ import annotations

import math

from app.engine.experiment import MAX_RUNS, MAX_STEPS, Dtype, Experiment, Run
from app.engine.gates.problem import matrix_problem, task_problem, weights_problem
from app.engine.optimizers import OPTIMIZERS, optimizer_named
from app.engine.problem import surface_of
from app.engine.run_problem import run_problem
from app.engine.samples import samples_of
from app.engine.seed import seed_problem
from surfaces.formula import FormulaError
from surfaces.message import Message

FLOAT32_MAX = 3.4028234663852886e38


def coordinate_problem(value: float, dtype: Dtype) -> Message | None:
    """Why a coordinate of the start cannot be walked from in that dtype."""
    if not math.isfinite(value):
        return Message("The start must be two finite numbers.")
    if dtype == "float32" and abs(value) > FLOAT32_MAX:
        return Message("Too far away for float32: choose float64.")
    return None


def experiment_problem(experiment: Experiment) -> Message | None:
    """The first thing that cannot be recorded about an experiment; None where all is well."""
    if (found := _walked_problem(experiment)) is not None:
        return found
    if not 0 <= experiment.steps <= MAX_STEPS:
        return Message("Steps go from 0 to {most}.", most=MAX_STEPS)
    if len(experiment.runs) > MAX_RUNS:
        return Message("There can be {most} runs at most.", most=MAX_RUNS)
    return seed_problem(experiment.seed) or _runs_problem(experiment)


def _walked_problem(experiment: Experiment) -> Message | None:
    """What is wrong with the loss that is walked down, or with the start."""
    if experiment.gate is not None:
        largest = FLOAT32_MAX if experiment.dtype == "float32" else math.inf
        return task_problem(experiment.gate) or weights_problem(experiment.gate, experiment.start, largest)
    try:
        surface_of(experiment)
    except KeyError:
        return Message("There is no surface “{key}”.", key=experiment.surface[:60])
    except FormulaError as error:
        return error.message
    problems = (coordinate_problem(value, experiment.dtype) for value in experiment.start)
    return next((each for each in problems if each is not None), None)


def _runs_problem(experiment: Experiment) -> Message | None:
    problems = (walk_problem(run, experiment) for run in experiment.runs)
    return next((each for each in problems if each is not None), None)


def walk_problem(run: Run, experiment: Experiment) -> Message | None:
    """Why a run cannot be taken down what an experiment walks down."""
    if run.optimizer not in {each.name for each in OPTIMIZERS}:
        return Message("There is no optimizer “{name}”.", name=run.optimizer[:60])
    optimizer = optimizer_named(run.optimizer)
    known = {each.name for each in optimizer.hyperparameters}
    strange = next((name for name, _ in run.hyperparameters if name not in known), None)
    if strange is not None:
        return Message("{optimizer} has no {name}.", optimizer=run.optimizer, name=strange[:60])
    if experiment.gate is not None and optimizer.form == "matrix":
        return matrix_problem(run.optimizer)
    return run_problem(run, experiment.steps, samples_of(experiment))
