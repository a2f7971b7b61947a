"""Many runs walked side by side against each of them alone, by the real optimizer: bit for bit."""

from __future__ import annotations

import math
from typing import get_args

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.experiment import Dtype, Edit, Experiment, Run, Schedule, Treatment
from app.engine.optimizers import OPTIMIZERS, Hyperparameter, Optimizer
from app.engine.problem import surface_of
from app.engine.record import record
from app.engine.row_updates import UPDATES
from app.engine.row_walk import RowWalk, walks_in_rows
from app.engine.run_problem import run_problem
from app.engine.schedules import SCHEDULERS, Scheduler
from app.engine.sweep import with_rate
from app.engine.torch_functions import TORCH
from app.engine.walker import DTYPES
from surfaces import SURFACES, of_formula, surface_named
from surfaces.formula.nodes import FUNCTIONS
from surfaces.surface import Surface

IN_ROWS = [each for each in OPTIMIZERS if each.name in UPDATES]
ROWWISE = [each for each in SURFACES if each.loss.exact or each.loss.rowwise]


def called(function: str) -> Surface:
    """The surface of a formula with one function in it."""
    return of_formula(f"{function}{'(x)' if FUNCTIONS[function] == 1 else '(x, y)'} + y")


ROWWISE_FUNCTIONS = [name for name in FUNCTIONS if called(name).loss.rowwise]
# The real ones are walked only here and there; the others are there because torch computes many rows by other code.
COUNT, CHECKED = 37, (0, 11, 18, 23, 30, 36)


def side_by_side(experiment: Experiment, rates: tuple[float, ...]) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Parameters (2, N), losses (N,) and gradients (2, N), row after row."""
    walk = RowWalk(surface_of(experiment), experiment, experiment.runs[0], rates)
    rows = []
    with torch.no_grad(), np.errstate(all="ignore"):
        for row in range(experiment.steps + 1):
            losses, gradients = walk.evaluate()
            rows.append((walk.values.copy(), losses.copy(), gradients.copy()))
            if row < experiment.steps:
                walk.step()
    return rows


def assert_each_row_is_the_real_run(experiment: Experiment, rates: tuple[float, ...], checked=CHECKED) -> None:
    (run,) = experiment.runs
    assert walks_in_rows(surface_of(experiment), run)
    parameters, losses, gradients = map(np.array, zip(*side_by_side(experiment, rates), strict=True))
    for index in checked:
        alone = Experiment(
            experiment.surface, experiment.start, (with_rate(run, rates[index]),), experiment.dtype,
            experiment.steps, formula=experiment.formula,
        )  # fmt: skip
        (real,) = record(alone)
        rows = real.steps + 1
        assert parameters.dtype == real.parameters.dtype and losses.dtype == real.losses.dtype
        np.testing.assert_array_equal(parameters[:rows, :, index], real.parameters)
        np.testing.assert_array_equal(losses[:rows, index], real.losses)
        np.testing.assert_array_equal(gradients[:rows, :, index], real.gradients)


def grid(low: float, high: float) -> tuple[float, ...]:
    return tuple(np.geomspace(low, high, COUNT).tolist())


def element(hyperparameter: Hyperparameter) -> st.SearchStrategy[float]:
    low = max(hyperparameter.low, -1.0)
    high = min(math.nextafter(hyperparameter.below, 0.0), hyperparameter.most, max(low, 0.0) + 1.0)
    return st.floats(low, high) | st.sampled_from([low, 0.9 * high + 0.1 * low])


def values_of(hyperparameter: Hyperparameter) -> st.SearchStrategy:
    default = st.just(hyperparameter.default)
    if hyperparameter.kind == "flag":
        return st.booleans()
    if hyperparameter.kind == "numbers":
        return default | st.tuples(*[element(hyperparameter)] * hyperparameter.length)
    return default | element(hyperparameter)


@st.composite
def runs(draw: st.DrawFn, optimizer: Optimizer) -> Run:
    names = [each for each in optimizer.hyperparameters if each.name != "lr"]
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=4))
    run = Run(optimizer.name, tuple((each.name, draw(values_of(each))) for each in chosen))
    return run if optimizer.run_problem(run) is None else Run(optimizer.name)


@pytest.mark.parametrize("optimizer", IN_ROWS, ids=lambda each: each.name)
@pytest.mark.parametrize(("key", "dtype"), [("himmelblau", "float32"), ("ackley", "float64")])
def test_hundreds_of_steps_from_tiny_rates_to_divergence(optimizer: Optimizer, dtype: Dtype, key: str) -> None:
    run = Run(optimizer.name)
    assert_each_row_is_the_real_run(Experiment(key, (1.0, -0.7), (run,), dtype, 200), grid(1e-5, 30.0), (0, 18, 23, 36))


@settings(max_examples=8)  # each walks 37 runs and records three of them
@pytest.mark.parametrize("optimizer", IN_ROWS, ids=lambda each: each.name)
@given(data=st.data())
def test_any_hyperparameters_on_any_surface(optimizer: Optimizer, data: st.DataObject) -> None:
    surface = data.draw(st.sampled_from(ROWWISE))
    run, dtype = data.draw(runs(optimizer)), data.draw(st.sampled_from(list[Dtype](["float32", "float64"])))
    start = data.draw(st.tuples(*(st.floats(*side) for side in (surface.domain.x, surface.domain.y))))
    assert_each_row_is_the_real_run(Experiment(surface.key, start, (run,), dtype, 60), grid(1e-4, 3.0), (0, 17, 36))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("surface", ROWWISE, ids=lambda each: each.key)
def test_every_surface_that_is_rowwise(surface: Surface, dtype: Dtype) -> None:
    run = Run("SGD", (("momentum", 0.9), ("nesterov", True)))
    assert_each_row_is_the_real_run(Experiment(surface.key, surface.start, (run,), dtype, 80), grid(1e-5, 0.3))


@pytest.mark.parametrize("formula", ["x", "5", "y**2", "x/y + y/x", "3 - x", "log(x) + sqrt(y)", "abs(x) + max(x, y)"])
def test_formulas_at_the_edge(formula: str) -> None:
    if formula == "5":
        experiment = Experiment(formula, (0.7, 0.4), (Run("SGD"),), "float64", 3, formula=True)
        assert all(row[1].tolist() == [5.0] * COUNT for row in side_by_side(experiment, grid(0.1, 1.0)))
        return
    for dtype in get_args(Dtype):
        experiment = Experiment(formula, (0.7, 0.4), (Run("Adam"),), dtype, 60, formula=True)
        assert_each_row_is_the_real_run(experiment, grid(1e-4, 3.0))


@pytest.mark.parametrize("scheduler", [each for each in SCHEDULERS if not each.watches_loss], ids=lambda each: each.key)
@pytest.mark.parametrize("name", ["SGD", "AdamW", "ASGD"])
def test_a_schedule_moves_every_rate_as_it_moves_one(scheduler: Scheduler, name: str) -> None:
    schedule = scheduler.proposed(60, 0.1)
    if scheduler.cycles_momentum:
        schedule = Schedule(schedule.name, (*schedule.settings, ("cycle_momentum", False)))
    run = Run(name, schedule=schedule)
    assert run_problem(run, 60, 0) is None
    assert_each_row_is_the_real_run(Experiment("himmelblau", (1.0, -0.7), (run,), "float32", 60), grid(1e-4, 1.0))


def test_what_is_not_held_against_real_runs_is_not_walked_in_rows() -> None:
    himmelblau, plateau = surface_named("himmelblau"), surface_named("plateau")
    plain = Run("Adam")
    assert walks_in_rows(himmelblau, plain) and not walks_in_rows(plateau, plain)
    refused = (
        Run("LBFGS"),
        Run("Adam", edits=(Edit(3, (("lr", 0.1),)),)),
        Run("Adam", treatment=Treatment(noise=0.1)),
        Run("Adam", schedule=Schedule("ReduceLROnPlateau")),
        Run("Adam", schedule=Schedule("OneCycleLR", (("max_lr", 0.1), ("total_steps", 500)))),
    )
    assert not any(walks_in_rows(himmelblau, run) for run in refused)


def test_functions_that_torch_computes_by_two_means_are_told_apart() -> None:
    assert {"exp", "sin", "cos", "log", "sqrt"} <= set(ROWWISE_FUNCTIONS)
    assert not any(of_formula(text).loss.rowwise for text in ("sigmoid(x) + y", "x**4 + y", "x + 2**y", "hypot(x, y)"))


def test_every_update_is_one_of_the_registry() -> None:
    assert UPDATES.keys() <= {each.name for each in OPTIMIZERS}
    assert {each.name for each in OPTIMIZERS} - UPDATES.keys() == {"LBFGS", "Muon", "Adafactor"}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ROWWISE_FUNCTIONS)
def test_functions_said_to_be_rowwise_have_the_same_bits_in_rows(name: str, dtype: Dtype) -> None:
    function, chance = called(name).loss.array(TORCH), np.random.default_rng(3)
    scales = chance.choice([1e-3, 0.1, 1.0, 10.0, 1e3], (2, 37 * 15))
    points = torch.tensor(chance.normal(size=scales.shape) * scales, dtype=DTYPES[dtype])

    def bits(of: torch.Tensor) -> np.ndarray:
        leaf = of.clone().requires_grad_()
        losses = function(*leaf.unbind())
        losses.backward(torch.ones_like(losses))
        assert leaf.grad is not None
        return np.stack([losses.detach().numpy(), *leaf.grad.numpy()])

    alone = np.stack([bits(point) for point in points.T.contiguous()], 1)
    for width in (64, 37, 5):
        many = np.concatenate([bits(part.contiguous()) for part in points.split(width, 1)], 1)
        np.testing.assert_array_equal(many, alone)
