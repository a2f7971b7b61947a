"""The sensitivity curve against one recording a learning rate, and the rule by which rates are chosen."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.experiment import Edit, Experiment, Run, Schedule, Treatment
from app.engine.optimizers import OPTIMIZERS, Optimizer
from app.engine.record import record
from app.engine.run_problem import run_problem
from app.engine.schedules import SCHEDULERS
from app.engine.sweep import RATES, SensitivityCurve, Swept, rate_grid, rate_of, sweep_of, with_rate
from app.engine.sweeping import scattered, sweep_slices

CYCLIC = Schedule("CyclicLR", (("base_lr", 0.01), ("max_lr", 0.1), ("step_size_up", 20), ("cycle_momentum", False)))
ONE_CYCLE = Schedule("OneCycleLR", (("max_lr", 0.1), ("total_steps", 60)))
RUNS = (
    *(Run(each.name) for each in OPTIMIZERS),
    Run("SGD", (("momentum", 0.9),), edits=(Edit(10, (("momentum", 0.5),)),)),
    Run("SGD", edits=(Edit(15, (("lr", 0.001),)),)),
    Run("Adam", treatment=Treatment(noise=0.5, clip=3.0)),
    Run("SGD", treatment=Treatment(batch=1)),
    Run("Adam", schedule=Schedule("ReduceLROnPlateau", (("patience", 3),))),
    Run("Adam", schedule=CYCLIC),
    Run("Adam", schedule=ONE_CYCLE),
    Run("Adam", schedule=Schedule("CosineAnnealingLR", (("T_max", 60),))),
)


COUNT, STEPS = 3, 24
"""Learning rates that are held against a recording each, and how far."""


def swept(experiment: Experiment, count: int = COUNT) -> Swept:
    *_, last = sweep_slices(sweep_of(experiment, tuple(range(len(experiment.runs))), count))
    return last


def by_recording(experiment: Experiment, run: Run) -> list[float]:
    runs = tuple(with_rate(run, rate) for rate in rate_grid(run, COUNT))
    whole = Experiment(experiment.surface, experiment.start, runs, experiment.dtype, experiment.steps, experiment.seed)
    return [math.nan if each.failure is not None else float(each.losses[-1]) for each in record(whole)]


@pytest.mark.parametrize("surface", ["regression", "plateau"])
def test_every_loss_is_that_of_a_recording(surface: str) -> None:
    runs = [run for run in RUNS if run_problem(run, STEPS, 2 if surface == "regression" else 0) is None]
    experiment = Experiment(surface, (-2.0, 1.5), tuple(runs), steps=STEPS, seed=4)
    found = swept(experiment)
    assert found.finished and found.share == 1.0 and sorted(found.curves) == list(range(len(runs)))
    assert found.shares == dict.fromkeys(range(len(runs)), 1.0)
    for index, run in enumerate(runs):
        np.testing.assert_array_equal(found.curves[index].learning_rates, rate_grid(run, COUNT))
        np.testing.assert_array_equal(found.curves[index].losses, by_recording(experiment, run))


def test_what_diverges_has_no_loss_and_the_largest_rate_that_converges_is_two_over_the_curvature() -> None:
    *_, last = sweep_slices(sweep_of(Experiment("regression", (-3.0, 4.0), (Run("SGD"),), "float64", 20_000), (0,)))
    curve = last.curves[0]
    limit = 2 / (12 + 8 * math.sqrt(2))
    np.testing.assert_array_equal(np.isnan(curve.losses), curve.learning_rates > limit)
    assert curve.best is not None and curve.best < limit


def test_partial_results_only_grow() -> None:
    runs = (Run("Adam", treatment=Treatment(noise=0.1)), Run("Adam"))
    slices = list(sweep_slices(sweep_of(Experiment("himmelblau", (0.0, 0.0), runs, steps=500), (1, 0), 12)))
    assert [each.finished for each in slices] == [False] * (len(slices) - 1) + [True]
    for one, next_ in pairwise(slices):
        assert 0 <= one.share <= next_.share <= 1 and one.curves.keys() <= next_.curves.keys()
        for index, curve in one.curves.items():
            later = dict(zip(next_.curves[index].learning_rates, next_.curves[index].losses, strict=True))
            known = dict(zip(curve.learning_rates, curve.losses, strict=True))
            assert list(known) == sorted(known)
            assert all(later[rate] == loss or math.isnan(loss) for rate, loss in known.items())
    assert len(slices[-1].curves[0].losses) == len(slices[-1].curves[1].losses) == 12


def test_without_steps_every_rate_has_the_loss_of_the_start() -> None:
    found = swept(
        Experiment("himmelblau", (0.0, 0.0), (Run("SGD"), Run("SGD", treatment=Treatment(noise=1.0))), steps=0)
    )
    assert found.curves[0].losses.tolist() == found.curves[1].losses.tolist() == [170.0] * COUNT


@given(st.lists(st.sampled_from([math.nan, math.inf, -1.0, 0.0, 2.5, 3.0]), min_size=1, max_size=9))
def test_the_best_rate_has_the_lowest_finite_loss_and_is_the_smallest_of_several(losses: list[float]) -> None:
    rates = [10.0**at for at in range(len(losses))]
    finite = [(loss, rate) for loss, rate in zip(losses, rates, strict=True) if math.isfinite(loss)]
    expected = min(finite)[1] if finite else None
    assert SensitivityCurve(np.array(rates), np.array(losses)).best == expected


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda each: each.name)
def test_rates_go_from_a_hundredth_of_the_default_to_a_thousand_times_it(optimizer: Optimizer) -> None:
    default = optimizer.hyperparameter("lr").default
    assert isinstance(default, float | int)
    grid = rate_grid(Run(optimizer.name))
    assert len(grid) == RATES and grid[0] == pytest.approx(default / 100) and grid[-1] == pytest.approx(default * 1000)
    ratios = [next_ / one for one, next_ in pairwise(grid)]
    assert ratios == pytest.approx([ratios[0]] * len(ratios)) and ratios[0] > 1
    for own in (default / 1e6, default * 1e6):
        wide = rate_grid(Run(optimizer.name, (("lr", own),)))
        assert wide[0] <= own * 1.0000001 and wide[-1] >= own * 0.9999999
    assert rate_grid(Run(optimizer.name, (("lr", 0.0),))) == grid


def test_a_schedule_that_sets_the_rate_is_swept_at_its_highest() -> None:
    run = with_rate(Run("Adam", (("lr", 0.5),), CYCLIC), 2.0)
    assert run.schedule is not None
    settings = dict(run.schedule.settings)
    assert (settings["max_lr"], rate_of(run), run.value("lr")) == (2.0, 2.0, 0.5)
    assert settings["base_lr"] == pytest.approx(0.2)
    assert rate_of(with_rate(Run("Adam", schedule=ONE_CYCLE), 0.3)) == 0.3


@pytest.mark.parametrize("scheduler", SCHEDULERS, ids=lambda each: each.key)
def test_any_run_can_be_given_another_rate(scheduler) -> None:
    run = Run("SGD", (("momentum", 0.5),), scheduler.proposed(60, 0.1))
    for rate in rate_grid(run, 5):
        assert rate_of(with_rate(run, rate)) == rate
        assert run_problem(with_rate(run, rate), 60, 0) is None


@given(st.integers(1, 100))
def test_scattered_rates_are_the_same_ones_with_the_ends_first(count: int) -> None:
    rates = tuple(map(float, range(count)))
    order = scattered(rates)
    assert sorted(order) == list(rates) and order[0] == 0.0 and order[-1 if count < 3 else 1] == count - 1
