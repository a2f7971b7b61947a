"""Schedules, treatment of the gradient and edits, against the loop that a student writes."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
import torch

from app.engine.experiment import Dtype, Edit, Experiment, Run, Schedule, Treatment
from app.engine.record import record
from app.engine.schedules import SCHEDULERS, Scheduler, schedule_problem
from app.engine.walker import DTYPES
from app.engine.worked.update import worked_update

START, STEPS = (0.5, -1.0), 120
MACHINERY = {"self", "optimizer", "last_epoch", "scale_fn", "scale_mode", "epochs", "steps_per_epoch"}


def loss_of(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def walked(run: Run, dtype: str) -> tuple[np.ndarray, list[float]]:
    """Parameters and learning rates of a plain loop with a scheduler."""
    x = torch.tensor(START, dtype=DTYPES[dtype], requires_grad=True)
    optimizer = getattr(torch.optim, run.optimizer)([x], **dict(run.hyperparameters))
    assert run.schedule is not None
    scheduler = getattr(torch.optim.lr_scheduler, run.schedule.name)(optimizer, **dict(run.schedule.settings))
    rows, rates = [], []
    for _ in range(STEPS):
        rows.append(x.detach().numpy().copy())
        optimizer.zero_grad()
        loss = loss_of(*x)
        loss.backward()
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if run.schedule.name == "ReduceLROnPlateau":
            scheduler.step(loss.item())
        else:
            scheduler.step()
    return np.array([*rows, x.detach().numpy()]), rates


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("scheduler", SCHEDULERS, ids=lambda scheduler: scheduler.key)
@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
def test_a_scheduled_run_equals_the_plain_loop(scheduler: Scheduler, optimizer: str, dtype: Dtype):
    values = (("lr", 0.005), ("momentum", 0.6)) if optimizer == "SGD" else (("lr", 0.1),)
    run = Run(optimizer, values, scheduler.proposed(STEPS, 0.005))
    trajectory = record(Experiment("himmelblau", START, (run,), dtype, STEPS))[0]
    rows, rates = walked(run, dtype)
    np.testing.assert_array_equal(trajectory.parameters, rows)
    np.testing.assert_array_equal(trajectory.learning_rates, rates)
    assert len(set(rates)) > 1 or scheduler.watches_loss


@pytest.mark.parametrize("key", ["cyclic", "onecycle"])
def test_a_schedule_may_give_momentum_to_a_run_that_has_none(key: str):
    scheduler = next(each for each in SCHEDULERS if each.key == key)
    run = Run("SGD", (("lr", 0.005),), scheduler.proposed(STEPS, 0.005))
    trajectory = record(Experiment("himmelblau", START, (run,), steps=STEPS))[0]
    np.testing.assert_array_equal(trajectory.parameters, walked(run, "float32")[0])
    assert trajectory.state["momentum_buffer"].any()
    updates = [worked_update(run, trajectory, step) for step in range(STEPS)]
    assert all(update is not None and update.agrees for update in updates)


@pytest.mark.parametrize("scheduler", SCHEDULERS, ids=lambda scheduler: scheduler.key)
def test_names_and_defaults_are_those_of_the_installed_torch(scheduler: Scheduler):
    signature = inspect.signature(getattr(torch.optim.lr_scheduler, scheduler.name).__init__).parameters
    theirs = {name: each.default for name, each in signature.items() if name not in MACHINERY}
    ours = {each.name: each.default for each in scheduler.settings}
    assert ours.keys() == theirs.keys()
    for name, default in theirs.items():
        if default is inspect.Parameter.empty or (scheduler.name == "OneCycleLR" and name == "total_steps"):
            assert name in scheduler.proposals
        else:
            assert ours[name] == default, name


def test_momentum_without_momentum_is_refused_as_torch_refuses_it():
    schedule = Schedule("CyclicLR", (("base_lr", 0.001), ("max_lr", 0.1), ("step_size_up", 10)))
    x = torch.zeros(2, requires_grad=True)
    for name, values in (
        ("Adagrad", {"lr": 0.1}),
        ("SGD", {"lr": 0.1, "momentum": 0.0}),
        ("Adam", {"betas": (0.9, 0.999)}),
    ):
        try:
            torch.optim.lr_scheduler.CyclicLR(getattr(torch.optim, name)([x], **values), 0.001, 0.1)
            refused = False
        except ValueError:
            refused = True
        assert (schedule_problem(schedule, values) is not None) == refused


def treated(gradient: torch.Tensor, treatment: Treatment, source: torch.Generator) -> torch.Tensor:
    """Noise, then clipping by value, then by norm, written out."""
    result = gradient + treatment.noise * torch.randn(2, generator=source, dtype=gradient.dtype)
    if treatment.clip_value is not None:
        result = result.clamp(-treatment.clip_value, treatment.clip_value)
    if treatment.clip is not None:
        result = result * min(1.0, treatment.clip / (float(result.norm()) + 1e-6))
    return result


@pytest.mark.parametrize(
    "treatment", [Treatment(noise=0.3), Treatment(clip=2.0), Treatment(clip_value=1.0), Treatment(None, 1.0, 3.0, 2.5)]
)
def test_the_optimizer_is_given_the_treated_gradient_and_the_record_keeps_both(treatment: Treatment):
    run = Run("SGD", (("lr", 0.01),), treatment=treatment)
    trajectory = record(Experiment("himmelblau", START, (run,), "float64", 40, seed=3))[0]
    source = torch.Generator().manual_seed(3)
    for row in range(40):
        expected = treated(torch.from_numpy(trajectory.gradients[row]), treatment, source).numpy()
        np.testing.assert_allclose(trajectory.taken["gradient"][row], expected, rtol=1e-12)
    moved = trajectory.parameters[1:] - trajectory.parameters[:-1]
    np.testing.assert_allclose(moved, -0.01 * trajectory.taken["gradient"], rtol=1e-9, atol=1e-14)


def test_the_same_seed_gives_the_same_walk_and_another_seed_another():
    run = Run("SGD", (("lr", 0.01),), treatment=Treatment(batch=1, noise=0.1))
    walks = [record(Experiment("regression", START, (run,), steps=50, seed=seed))[0].parameters for seed in (1, 1, 2)]
    assert (walks[0] == walks[1]).all() and (walks[0] != walks[2]).any()


def test_a_batch_of_one_follows_one_sample_and_every_pass_takes_each_once():
    run = Run("SGD", (("lr", 0.01),), treatment=Treatment(batch=1))
    trajectory = record(Experiment("regression", START, (run,), "float64", 40))[0]
    samples = ((1.0, 2.0), (3.0, 4.0))
    chosen = []
    for row in range(40):
        w1, w2 = trajectory.parameters[row]
        slopes = [np.array([-2 * t, -2.0]) * (target - t * w1 - w2) for t, target in samples]
        errors = [np.abs(slope - trajectory.taken["gradient"][row]).max() for slope in slopes]
        chosen.append(int(np.argmin(errors)))
        assert min(errors) < 1e-9
    assert all({chosen[at], chosen[at + 1]} == {0, 1} for at in range(0, 40, 2))


def test_an_edit_holds_from_its_step_on():
    run = Run("SGD", (("lr", 0.01),), edits=(Edit(10, (("lr", 0.002),)), Edit(20, (("momentum", 0.9),))))
    plain = Run("SGD", (("lr", 0.01),))
    edited, before = record(Experiment("himmelblau", START, (run, plain), steps=40))
    assert edited.learning_rates.tolist() == [0.01] * 10 + [0.002] * 30
    np.testing.assert_array_equal(edited.parameters[:11], before.parameters[:11])
    assert (edited.parameters[11] != before.parameters[11]).any()
    buffer = edited.state["momentum_buffer"]
    assert np.isnan(buffer[:21]).all() and np.isfinite(buffer[21:]).all()
