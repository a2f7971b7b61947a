"""A unit's or network's record is, row by row and bit by bit, what the loop of a student gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from app.engine.experiment import Dtype, Edit, Experiment, Run, Treatment
from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.forward import logits, row_losses
from app.engine.gates.losses import LOSSES
from app.engine.gates.tables import gate_named
from app.engine.gates.task import Cloud, GateTask
from app.engine.record import record, record_pieces
from app.engine.requests import RecordRequest
from app.engine.trajectory import Trajectory, join
from tests.engine.gates.runs import ADAM, SGD, TRAINERS
from tests.engine.gates.student import student

XOR, AND = gate_named("xor"), gate_named("and")
STEPS = 25
DTYPES: dict[Dtype, torch.dtype] = {"float32": torch.float32, "float64": torch.float64}
TREATED = (
    Run("SGD", (("lr", 0.5), ("momentum", 0.9)), treatment=Treatment(batch=1)),
    Run("Adam", (("lr", 0.05),), treatment=Treatment(batch=3)),
    Run("Adam", (("lr", 0.05),), treatment=Treatment(clip=0.1)),
    Run("SGD", (("lr", 0.5),), treatment=Treatment(clip_value=0.02)),
    Run("RMSprop", (("lr", 0.01),), treatment=Treatment(noise=0.3)),
    Run("SGD", (("lr", 0.5),), treatment=Treatment(batch=2, noise=0.1, clip=0.3)),
    Run("LBFGS", (("lr", 0.5), ("max_iter", 3)), treatment=Treatment(noise=0.05, clip=0.3)),
)


FORWARD = [*((0, each.key) for each in ACTIVATIONS), (1, "tanh"), (5, "relu"), (8, "sigmoid")]


def experiment(task: GateTask, run: Run, dtype: Dtype = "float32", seed: int = 0) -> Experiment:
    return Experiment("", (), (run,), dtype, STEPS, seed, gate=task)


def rows(trajectory: Trajectory) -> np.ndarray:
    return np.column_stack([trajectory.losses, trajectory.parameters, trajectory.gradients])


def assert_as_the_student(task: GateTask, targets: tuple[int, ...], run: Run, dtype: Dtype, seed: int = 0) -> None:
    [found] = record(experiment(task, run, dtype, seed))
    wanted = student(targets, task.hidden, task.activation, task.loss, run, steps=STEPS, seed=seed, dtype=DTYPES[dtype])
    np.testing.assert_array_equal(rows(found), wanted)
    assert found.parameters.dtype == np.dtype(dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("hidden", [0, 4])
@pytest.mark.parametrize("run", [*TRAINERS, *TREATED], ids=lambda run: f"{run.optimizer} {run.treatment}")
def test_every_optimizer_and_treatment_walks_as_in_a_plain_loop(run, hidden, dtype):
    activation = "tanh" if hidden else "sigmoid"
    assert_as_the_student(GateTask(XOR.rows, None, hidden, activation), XOR.targets, run, dtype, seed=420)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("hidden", range(1, 9))
def test_networks_of_every_size_walk_as_in_a_plain_loop(hidden, activation):
    loss = LOSSES[hidden % len(LOSSES)].key
    task = GateTask(XOR.rows, None, hidden, activation, loss)
    assert_as_the_student(task, XOR.targets, ADAM, "float32", seed=hidden)


@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "linear", "relu"])
def test_units_of_every_loss_walk_as_in_a_plain_loop(activation, loss):
    assert_as_the_student(GateTask(AND.rows, None, 0, activation, loss), AND.targets, SGD, "float64", seed=7)


@pytest.mark.parametrize("activation", ["step", "sign"])
def test_steps_have_no_slope_and_never_move(activation):
    [found] = record(experiment(GateTask(AND.rows, None, 0, activation, "mse"), ADAM))
    assert not found.gradients.any() and (found.parameters == found.parameters[0]).all()


@pytest.mark.parametrize("hidden", [0, 3])
def test_the_same_seed_gives_the_same_run_and_another_one_another(hidden):
    task = GateTask(XOR.rows, Cloud(5), hidden, "tanh" if hidden else "sigmoid")
    run = replace(ADAM, treatment=Treatment(batch=2, noise=0.1))
    [first], [again], [other] = (record(experiment(task, run, seed=seed)) for seed in (3, 3, 4))
    np.testing.assert_array_equal(rows(first), rows(again))
    assert (first.parameters[0] != other.parameters[0]).all()


@pytest.mark.parametrize("hidden", [0, 4])
def test_going_back_is_exact(hidden):
    """A run that is recorded anew, shorter or in pieces beside others, has the same rows; so has one from row k on."""
    task = GateTask(XOR.rows, None, hidden, "tanh" if hidden else "sigmoid")
    whole = experiment(task, SGD)
    [walk] = record(whole)
    [short] = record(replace(whole, steps=11))
    np.testing.assert_array_equal(rows(short), rows(walk)[:12])
    rounds = list(record_pieces(RecordRequest((whole, experiment(task, ADAM)))))
    np.testing.assert_array_equal(rows(join([each[0] for each in rounds if 0 in each])), rows(walk))
    [after] = record(replace(whole, start=tuple(walk.parameters[11].tolist()), steps=STEPS - 11))
    np.testing.assert_array_equal(rows(after), rows(walk)[11:])


def test_an_edit_on_the_way_is_the_plain_loop_of_two_rates():
    [walk] = record(experiment(GateTask(AND.rows), replace(SGD, edits=(Edit(10, (("lr", 0.05),)),))))
    [fast] = record(experiment(GateTask(AND.rows), SGD))
    np.testing.assert_array_equal(walk.parameters[:11], fast.parameters[:11])
    step = walk.parameters[10] - np.float32(0.05) * walk.gradients[10]
    np.testing.assert_allclose(walk.parameters[11], step, rtol=1e-6)


@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
@pytest.mark.parametrize(("hidden", "activation"), FORWARD)
def test_numpys_forward_pass_is_torchs(hidden, activation, loss):
    """Views compute with numpy what torch recorded: the mean of the rows' losses is the recorded loss."""
    task = GateTask(XOR.rows, None, hidden, activation, loss)
    [walk] = record(experiment(task, ADAM, "float64", seed=2))
    points = np.array([(row.x1, row.x2) for row in task.rows])
    targets = np.array([row.target for row in task.rows], float)
    losses = row_losses(task, logits(task, walk.parameters, points), targets).mean(-1)
    np.testing.assert_allclose(losses, walk.losses, rtol=1e-12, atol=1e-15)
