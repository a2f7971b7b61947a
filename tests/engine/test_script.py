"""The script of a run, run in a process of its own, prints the trajectory to the last digit."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from app.engine.experiment import Dtype, Edit, Experiment, Run, Schedule, Treatment
from app.engine.optimizers import OPTIMIZERS
from app.engine.record import record
from app.engine.schedules import SCHEDULERS
from app.engine.script import script_of
from surfaces import SURFACES
from surfaces.formula import Formula
from surfaces.surface import Surface

STEPS = 40
SGD = Run("SGD", (("lr", 0.01), ("momentum", 0.5)))
ADAM = Run("Adam", (("lr", 0.1),))
RUNS = (
    *(Run(each.name) for each in OPTIMIZERS),
    *(Run("SGD", SGD.hyperparameters, each.proposed(STEPS, 0.01)) for each in SCHEDULERS),
    Run("Adam", (("lr", 0.1), ("betas", (0.5, 0.9)), ("amsgrad", True)), edits=(Edit(20, (("lr", 0.02),)),)),
    Run("SGD", (("lr", 0.003),), edits=(Edit(5, (("momentum", 0.9),)), Edit(30, (("lr", 1e-4), ("nesterov", True))))),
    Run("SGD", (("lr", 0.01),), treatment=Treatment(noise=0.5, clip=3.0)),
    Run("Adam", (("lr", 0.1),), Schedule("CosineAnnealingLR", (("T_max", 20),)), Treatment(clip_value=2.0)),
    Run("SGD", (("lr", 0.5),)),  # diverges
)
PLAIN: list[tuple[str, Dtype]] = [("himmelblau", "float32")]
WRITTEN = [surface for surface in SURFACES if isinstance(surface.loss, Formula)]
TYPED = [
    "5", "-x**2 + (-y)**2", "min(x, 3) + max(0.5, y)", "atan2(y, 2) + hypot(x, y)", "2**x - (x - (y - 1)) / (x / y)",
    "-(x + y)*3 - -x", "x**-2 + (x*y)**0.5", "sigmoid(x) + relu(y - 1) + softplus(x*y)", "pi*x*e", "3e5*y**3",
]  # fmt: skip
BATCHES = (1, 2)


def printed(experiments: list[tuple[Experiment, Run]]) -> list[np.ndarray]:
    """The rows that each script prints; all of them in one fresh process, each in a namespace of its own."""
    parts = [f"exec(compile({script_of(*each)!r}, 'script', 'exec'), {{}}); print('end')" for each in experiments]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join(parts)], capture_output=True, text=True, check=False
    )
    assert done.stderr == "" and done.returncode == 0
    texts = done.stdout.split("end\n")[:-1]
    return [np.array([list(map(float, line.split())) for line in text.splitlines()]) for text in texts]


def plain(surface: str, dtype: Dtype) -> Experiment:
    return Experiment(surface, (0.5, -1.0), RUNS, dtype, STEPS)


def typed(formula: str) -> Experiment:
    return Experiment(formula, (0.7, 1.4), (ADAM, SGD), "float32", 20, formula=True)


def on_surface(surface: Surface) -> Experiment:
    return Experiment(surface.key, surface.start, (ADAM,), "float64", 25)


def in_batches(batch: int) -> Experiment:
    treatment = Treatment(batch=batch, noise=0.1)
    runs = (Run("SGD", (("lr", 0.01),), treatment=treatment), Run("Adam", (("lr", 0.1),), treatment=treatment))
    return Experiment("regression", (-3.0, 4.0), runs, "float64", 40, seed=7)


@pytest.fixture(scope="module")
def tables() -> dict[tuple[Experiment, Run], np.ndarray]:
    """What all scripts of this file print: starting torch takes longer than they do."""
    experiments = [plain(*each) for each in PLAIN] + [typed(each) for each in TYPED]
    experiments += [on_surface(each) for each in WRITTEN] + [in_batches(each) for each in BATCHES]
    pairs = [(experiment, run) for experiment in experiments for run in experiment.runs]
    return dict(zip(pairs, printed(pairs), strict=True))


def assert_prints_the_trajectories(experiment: Experiment, tables: dict[tuple[Experiment, Run], np.ndarray]) -> None:
    for run, trajectory in zip(experiment.runs, record(experiment), strict=True):
        table = tables[experiment, run]
        steps = np.arange(trajectory.steps + 1)
        rows = np.column_stack([steps, trajectory.parameters, trajectory.losses])
        np.testing.assert_array_equal(table, rows, err_msg=str(run))


@pytest.mark.parametrize(("surface", "dtype"), PLAIN)
def test_every_optimizer_schedule_and_edit_prints_its_trajectory(surface, dtype, tables):
    assert_prints_the_trajectories(plain(surface, dtype), tables)


@pytest.mark.parametrize("surface", WRITTEN, ids=lambda surface: surface.key)
def test_every_surface_is_written_in_torchs_words(surface, tables):
    assert_prints_the_trajectories(on_surface(surface), tables)


@pytest.mark.parametrize("formula", TYPED)
def test_a_typed_formula_is_written_with_the_parentheses_it_needs(formula, tables):
    assert_prints_the_trajectories(typed(formula), tables)


@pytest.mark.parametrize("batch", BATCHES)
def test_mini_batches_of_the_regression_come_in_the_same_order(batch, tables):
    assert_prints_the_trajectories(in_batches(batch), tables)


def test_a_script_is_short_and_reads_well():
    experiment = Experiment("himmelblau", (0.0, 0.0), (ADAM,), steps=120)
    lines = script_of(experiment, ADAM).splitlines()
    assert len(lines) < 30 and max(map(len, lines)) <= 110
    assert "    return (x**2 + y - 11)**2 + (x + y**2 - 7)**2" in lines
    assert "optimizer = torch.optim.Adam([parameters], lr=0.1)" in lines
