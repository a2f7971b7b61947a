"""Every worked update of a unit and of a network against torch, and how it is seen along two parameters."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import torch

from app.engine.experiment import Edit, Experiment, Run, Schedule, Treatment
from app.engine.gates.modules import build_module, mean_loss
from app.engine.gates.task import GateTask, Row
from app.engine.optimizers import OPTIMIZERS
from app.engine.record import record
from app.engine.trajectory import Trajectory
from app.engine.walker import DTYPES
from app.engine.worked.along import AS_PARAMETERS, along, trajectory_along
from app.engine.worked.expression import Pen
from app.engine.worked.parts import parts_of
from app.engine.worked.update import WorkedUpdate, worked_update
from tests.engine.runs import RUNS
from tests.engine.test_worked import STATE, identity

POINTS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
AND = GateTask(tuple(Row(*point, target) for point, target in zip(POINTS, (0, 0, 0, 1), strict=True)))
XOR = GateTask(
    tuple(Row(*point, target) for point, target in zip(POINTS, (0, 1, 1, 0), strict=True)),
    hidden=3, activation="tanh",
)  # fmt: skip
TASKS = {"unit": AND, "network": XOR}
ON_GATES = tuple(run for run in RUNS if run.optimizer != "Muon")
NAMES = tuple(each.name for each in OPTIMIZERS if each.name != "Muon")
CHANGED = (
    {"schedule": Schedule("CosineAnnealingLR", (("T_max", 15),))},
    {"treatment": Treatment(noise=0.3, clip=0.5)},
    {"treatment": Treatment(batch=3, clip_value=0.1)},
    {"edits": (Edit(5, (("lr", 0.02),)),)},
)
BY_TASK = pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
BY_DTYPE = pytest.mark.parametrize("dtype", DTYPES)
BY_RUN = pytest.mark.parametrize("run", ON_GATES, ids=identity)


@cache
def recorded(run: Run, task: GateTask, dtype: str = "float64", steps: int = 12) -> Trajectory:
    return record(Experiment("", (), (run,), dtype, steps, 2, gate=task))[0]  # type: ignore[arg-type]


def updates_of(run: Run, trajectory: Trajectory) -> list[WorkedUpdate]:
    with np.errstate(all="ignore"):
        found = [worked_update(run, trajectory, step) for step in range(trajectory.last_finite)]
    return [each for each in found if each is not None]


@BY_TASK
@BY_DTYPE
@BY_RUN
def test_the_terms_of_a_gate_lead_where_torch_went(run: Run, dtype: str, task: GateTask) -> None:
    trajectory = recorded(run, task, dtype)
    updates = updates_of(run, trajectory)
    assert len(updates) == trajectory.last_finite > 1
    assert [each.step for each in updates if not each.agrees] == []
    assert updates[0].difference.shape == (task.size,)


@BY_TASK
@pytest.mark.parametrize("run", [run for run in ON_GATES if run.optimizer != "Adafactor"], ids=identity)
def test_the_terms_of_a_gate_are_what_torch_keeps_in_its_state(run: Run, task: GateTask) -> None:
    trajectory = recorded(run, task)
    for update in updates_of(run, trajectory):
        terms = {each.latex: each.value for each in update.terms}
        for name, rows in trajectory.state.items():
            eps, real = float(np.finfo(rows.dtype).eps), rows[update.step + 1].astype(float)
            about = float(np.abs(trajectory.gradients[: update.step + 1]).max())
            value = np.broadcast_to(terms[STATE[run.optimizer][name]], real.shape)
            np.testing.assert_allclose(value, real, rtol=4 * eps, atol=4 * eps * about * (name == "momentum_buffer"))


@BY_TASK
@pytest.mark.parametrize("changed", CHANGED, ids=lambda each: str(next(iter(each.values())))[:22])
@pytest.mark.parametrize("name", NAMES)
def test_schedules_treated_gradients_and_edits_of_a_gate_are_in_it(
    name: str, changed: dict[str, object], task: GateTask
) -> None:
    if name == "Rprop" and "treatment" not in changed:
        changed = {"edits": (Edit(5, (("etas", (0.3, 1.5)),)),)}
    run = replace(Run(name, (("lr", 0.05),)), **changed)  # type: ignore[arg-type]
    trajectory = recorded(run, task, "float32", 8)
    assert [each.step for each in updates_of(run, trajectory) if not each.agrees] == []


@BY_TASK
def test_adafactor_factors_as_torch_does(task: GateTask) -> None:
    """An optimizer of our own with torch's class, and its state by name."""
    run = Run("Adafactor", (("lr", 0.1),))
    update = updates_of(run, recorded(run, task, steps=6))[5]
    module = build_module(task, 2).double()
    optimizer = torch.optim.Adafactor(module.parameters(), lr=0.1)
    inputs = torch.tensor(POINTS, dtype=torch.float64)
    targets = torch.tensor([row.target for row in task.rows], dtype=torch.float64)
    for _ in range(6):
        optimizer.zero_grad()
        mean_loss(task, module(inputs).squeeze(1), targets).backward()
        optimizer.step()
    terms = {each.latex: each.value for each in update.terms}
    layers = [layer for layer in module.modules() if isinstance(layer, torch.nn.Linear)]
    parts = iter(parts_of(task.size))
    for layer in layers:
        bias, weight = next(parts), next(parts)
        np.testing.assert_allclose(terms["v"][bias.places], optimizer.state[layer.bias]["variance"], rtol=1e-14)
        state = optimizer.state[layer.weight]
        shape = weight.places.shape
        np.testing.assert_allclose(terms["r"][weight.places], np.broadcast_to(state["row_var"], shape), rtol=1e-14)
        np.testing.assert_allclose(terms["k"][weight.places], np.broadcast_to(state["col_var"], shape), rtol=1e-14)
        assert len(set(terms["a"][weight.places].flat)) == len(set(terms["C"][weight.places].flat)) == 1
        assert (terms["r"][bias.places] == 0).all()


def test_the_parts_of_a_network_are_its_tensors() -> None:
    shapes = [part.places.shape for part in parts_of(XOR.size)]
    module = build_module(XOR, 0)
    tensors = dict(module.named_parameters())
    assert shapes == [tuple(tensors[name].shape) for name in ("0.bias", "0.weight", "2.bias", "2.weight")]
    assert np.concatenate([part.places.ravel() for part in parts_of(XOR.size)]).tolist() == list(range(13))
    with pytest.raises(ValueError, match="4 parameters"):
        parts_of(4)


def numbers_of(update: WorkedUpdate, axis: int) -> list[str]:
    pen = Pen(lambda _role, latex: latex, lambda number: f"{number:.17g}", axis)
    return [each.formula(pen) for each in update.terms]


@BY_TASK
@BY_RUN
@pytest.mark.parametrize("axes", [(1, 2), (2, 0)])
def test_along_two_parameters_the_numbers_are_those_of_all(run: Run, task: GateTask, axes: tuple[int, int]) -> None:
    trajectory = recorded(run, task)
    whole = updates_of(run, trajectory)[1]
    seen = along(whole, trajectory, axes)
    assert seen.whole is whole
    for place, axis in enumerate(axes):
        assert numbers_of(seen.update, place) == numbers_of(whole, axis)
        assert seen.update.start[place] == whole.start[axis] and seen.update.end[place] == whole.end[axis]
        for term, one in zip(whole.terms, seen.update.terms, strict=True):
            assert one.right.at(place) == term.right.at(axis) and one.coupled == term.coupled
            assert one.value.shape in ((), (2,))
    np.testing.assert_array_equal(seen.trajectory.parameters, trajectory.parameters[:, list(axes)])
    np.testing.assert_array_equal(seen.trajectory.gradients, trajectory.gradients[:, list(axes)])


def test_a_scalar_product_is_written_with_the_parameters_that_are_not_seen() -> None:
    run = Run("LBFGS", (("lr", 0.5),))
    trajectory = recorded(run, AND)
    update = updates_of(run, trajectory)[0]
    terms = {each.latex: each for each in along(update, trajectory, (1, 2)).update.terms}
    pen = Pen(lambda _role, latex: latex, lambda number: f"{number:.17g}", 0)
    written = terms[r"\rho"].formula(pen)
    found = re.findall(
        r"(?:\\left\()?(-?[\d.e+-]+)(?:\\right\))? \\cdot (?:\\left\()?(-?[\d.e+-]+)(?:\\right\))?", written
    )
    assert len(found) == 3
    assert 1 / sum(float(left) * float(right) for left, right in found) == pytest.approx(terms[r"\rho"].right.at(0))


def test_of_many_parameters_the_first_and_the_last_are_written() -> None:
    run = Run("LBFGS", (("lr", 0.5),))
    trajectory = recorded(run, XOR)
    terms = {each.latex: each for each in updates_of(run, trajectory)[0].terms}
    written = terms[r"\rho"].formula(Pen(lambda _role, latex: latex, lambda number: f"{number:.4g}", 0))
    assert written.count(r"\cdot") == 3 and r"\dots" in written


def test_a_record_along_two_parameters_is_not_copied() -> None:
    trajectory = recorded(Run("Adam", (("lr", 0.1),)), XOR)
    for axes in ((0, 12), (12, 0), (3, 2), (1, 0)):
        seen = trajectory_along(trajectory, axes)
        np.testing.assert_array_equal(seen.parameters, trajectory.parameters[:, list(axes)])
        assert np.shares_memory(seen.parameters, trajectory.parameters)
    with pytest.raises(ValueError, match="two different"):
        trajectory_along(trajectory, (1, 1))


def test_names_of_parameters_and_loss_do_not_collide_with_the_inputs() -> None:
    run = Run("AdamW", (("lr", 0.1), ("amsgrad", True)))
    trajectory = recorded(run, AND)
    seen = along(updates_of(run, trajectory)[3], trajectory, (1, 2), AS_PARAMETERS).update
    pen = Pen(lambda _role, latex: latex, lambda number: f"{number:.4g}")
    formulas = {each.latex: each.formula(pen) for each in seen.terms}
    assert seen.terms[-1].latex == r"\theta_+"
    assert formulas["g"] == r"\nabla L(\theta)"
    assert r"\max" in formulas[r"v_{\max}"]
    assert not any(re.search(r"(?<!ma)x", text) for text in formulas.values())
