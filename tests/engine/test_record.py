"""The recorder against the loop a student writes, and against the notes' printed numbers."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
import torch

from app.engine.experiment import Experiment, Run
from app.engine.optimizers import OPTIMIZERS, optimizer_named
from app.engine.record import record, record_pieces
from app.engine.requests import RecordRequest
from app.engine.torch_functions import TORCH
from app.engine.trajectory import join
from app.engine.walker import DTYPES
from app.engine.welcome import WELCOME
from surfaces import SURFACES, of_formula
from tests.engine.plain_loop import plain_loop
from tests.engine.runs import RUNS
from tests.notes import NOTES

FORMULAS = ("x**4 + exp(-x*y)", "log(x + 3) + y**2", "x/3 - y**3/7 + 0.1*x*y", "sin(x)*cos(y)", "abs(x) + y/x", "5")
# What an optimizer does late, and with every option, does not depend on the loss, so two surfaces show it; the others
# and the formulas have each optimizer as it comes first in the table.
WALKED_FAR, NEAR = {"himmelblau": 50, "plateau": 30}, 10
FIRST_OF_EACH = tuple({run.optimizer: run for run in reversed(RUNS)}.values())


def make(run: Run):
    return lambda parameters: getattr(torch.optim, run.optimizer)(parameters, **dict(run.hyperparameters))


def assert_same_bits(surface, experiment: Experiment) -> None:
    function = surface.loss.array(TORCH)
    for run, trajectory in zip(experiment.runs, record(experiment), strict=True):
        dtype, matrix = DTYPES[experiment.dtype], run.optimizer == "Muon"
        walk = plain_loop(function, make(run), experiment.start, experiment.steps, dtype, matrix)
        if walk.broken:
            assert trajectory.failure == "loss" and trajectory.steps == len(walk.losses)
        rows = slice(len(walk.losses) if walk.broken else None)
        np.testing.assert_array_equal(trajectory.parameters[rows], walk.parameters)
        np.testing.assert_array_equal(trajectory.losses[rows], walk.losses)
        np.testing.assert_array_equal(trajectory.gradients[rows], walk.gradients)
        for row, state in enumerate(walk.states[1:], 1):
            for name, value in state.items():
                np.testing.assert_array_equal(trajectory.state[name][row], value)
        assert {name for state in walk.states for name in state} == set(trajectory.state)
        last = np.concatenate([walk.parameters[-1], walk.gradients[-1], walk.losses[-1:]])
        assert (trajectory.failure is not None) == (walk.broken or not np.isfinite(last).all())


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
def test_every_trajectory_equals_the_plain_loop_bit_for_bit(surface, dtype):
    runs, steps = (RUNS, WALKED_FAR[surface.key]) if surface.key in WALKED_FAR else (FIRST_OF_EACH, NEAR)
    assert_same_bits(surface, Experiment(surface.key, surface.start, runs, dtype, steps))


def test_surfaces_with_and_without_gradients_of_their_own_are_walked_far():
    assert {each.loss.exact for each in SURFACES if each.key in WALKED_FAR} == {True, False}
    assert {run.optimizer for run in FIRST_OF_EACH} == {each.name for each in OPTIMIZERS}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_typed_formula_equals_the_plain_loop_too(formula, dtype):
    surface = of_formula(formula)
    if formula == "5":
        trajectory = record(Experiment(formula, (1.0, 2.0), RUNS[:1], dtype, steps=3, formula=True))[0]
        assert trajectory.losses.tolist() == [5.0] * 4 and not trajectory.gradients.any()
        return
    assert_same_bits(surface, Experiment(formula, (0.7, -0.4), FIRST_OF_EACH, dtype, steps=30, formula=True))


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name)
def test_names_and_defaults_are_those_of_the_installed_torch(optimizer):
    machinery = {"self", "params", "foreach", "capturable", "differentiable", "fused"}
    signature = inspect.signature(getattr(torch.optim, optimizer.name).__init__).parameters
    theirs = {name: parameter.default for name, parameter in signature.items() if name not in machinery}
    assert {each.name: each.default for each in optimizer.hyperparameters} == theirs


def test_nesterov_needs_momentum_and_no_dampening():
    sgd = optimizer_named("sgd")
    assert sgd.run_problem(Run("SGD", (("nesterov", True),))) is not None
    assert sgd.run_problem(Run("SGD", (("nesterov", True), ("momentum", 0.9), ("dampening", 0.1)))) is not None
    assert sgd.run_problem(Run("SGD", (("nesterov", True), ("momentum", 0.9)))) is None


@pytest.fixture(scope="module")
def notes_run():
    return record(Experiment("himmelblau", (0.0, 0.0), (Run("Adam", (("lr", 1e-3),)),), steps=20_000))[0]


@pytest.mark.parametrize("step", NOTES)
def test_the_notes_numbers_come_out(notes_run, step):
    x, y, loss = NOTES[step]
    assert notes_run.parameters[step + 1].astype(float) == pytest.approx((x, y), abs=1e-6)
    assert float(notes_run.losses[step]) == pytest.approx(loss, abs=3e-5)
    if step != 2000:
        assert notes_run.parameters[step + 1].tolist() == [x, y]
        assert notes_run.losses[step].item() == loss


def test_the_same_run_in_double_precision_goes_far_below():
    trajectory = record(Experiment("himmelblau", (0.0, 0.0), (Run("Adam", (("lr", 1e-3),)),), "float64", 8000))[0]
    assert trajectory.losses[8000] == pytest.approx(4.18e-27, rel=0.01)


def test_gradient_descent_on_the_regression_is_the_closed_form():
    hessian, minimizer = np.array([[20.0, 8.0], [8.0, 4.0]]), np.array([1.0, 1.0])
    start, rate = (-3.0, 4.0), 0.05
    run = Run("SGD", (("lr", rate),))
    trajectory = record(Experiment("regression", start, (run,), "float64", 100))[0]
    step = np.eye(2) - rate * hessian
    offset = np.array(start) - minimizer
    for row in trajectory.parameters:
        np.testing.assert_allclose(row, minimizer + offset, atol=1e-12)
        offset = step @ offset


@pytest.mark.parametrize(("rate", "converges"), [(0.0857, True), (0.0859, False)])
def test_the_limit_of_the_regression_is_two_over_the_largest_curvature(rate, converges):
    trajectory = record(Experiment("regression", (-3.0, 4.0), (Run("SGD", (("lr", rate),)),), "float64", 20_000))[0]
    assert (trajectory.failure is None and trajectory.losses[-1] < 1e-6) == converges


def test_adams_first_step_is_the_learning_rate_and_rmsprops_ten_times_it():
    runs = (Run("Adam", (("lr", 0.1),)), Run("RMSprop", (("lr", 0.1),)))
    adam, rmsprop = record(Experiment("himmelblau", (1.0, -1.0), runs, "float64", 1))
    assert np.abs(adam.parameters[1] - adam.parameters[0]) == pytest.approx(0.1, rel=1e-6)
    assert np.abs(rmsprop.parameters[1] - rmsprop.parameters[0]) == pytest.approx(1.0, rel=1e-6)


def test_a_diverging_run_keeps_its_failed_row_and_names_the_last_finite_one():
    trajectory = record(Experiment("himmelblau", (0.0, 0.0), (Run("SGD", (("lr", 0.05),)),), steps=100))[0]
    assert trajectory.failure is not None and trajectory.complete
    assert 8 <= trajectory.steps <= 11
    assert trajectory.last_finite == trajectory.steps - 1
    finite = np.isfinite(trajectory.losses) & np.isfinite(trajectory.gradients).all(1)
    assert finite[:-1].all() and not finite[-1]
    assert len(trajectory.learning_rates) == trajectory.steps


def test_no_steps_record_the_start_alone():
    trajectory = record(Experiment("himmelblau", (0.0, 0.0), (Run("Adam"),), steps=0))[0]
    assert trajectory.steps == 0 and trajectory.losses.tolist() == [170.0] and trajectory.learning_rates.size == 0


def test_pieces_join_to_the_whole_and_grow_together():
    pieces: tuple[list, list] = ([], [])
    experiment = Experiment(WELCOME.surface, WELCOME.start, WELCOME.runs, steps=6000)
    for batch in record_pieces(RecordRequest((experiment.walk(0), experiment.walk(2)))):
        for index, piece in batch.items():
            pieces[index].append(piece)
    whole = record(experiment)
    for index, parts in zip((0, 2), pieces, strict=True):
        joined = join(parts)
        assert joined.complete and len(parts) > 2
        np.testing.assert_array_equal(joined.parameters, whole[index].parameters)
        np.testing.assert_array_equal(joined.losses, whole[index].losses)
        np.testing.assert_array_equal(joined.learning_rates, whole[index].learning_rates)
        for name, values in whole[index].state.items():
            np.testing.assert_array_equal(joined.state[name], values)
