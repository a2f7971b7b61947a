"""What is swept for a fair race, and what is read off its curves."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from app.engine.experiment import Experiment, Run, Schedule
from app.engine.optimizers import OPTIMIZERS
from app.engine.race import differ_in_rates_alone, loss_at, race_sweep, standing, with_rates
from app.engine.record import record
from app.engine.sweep import SensitivityCurve, rate_of
from app.engine.sweeping import sweep_slices

CYCLIC = Schedule("CyclicLR", (("base_lr", 0.01), ("max_lr", 0.1), ("step_size_up", 20), ("cycle_momentum", False)))
RACE = Experiment("himmelblau", (0.0, 0.0), (Run("SGD", (("lr", 0.0123456),)), Run("Adam", (("lr", 0.1),))), steps=60)


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda each: each.name)
def test_rates_ascend_have_three_digits_and_the_present_one_is_among_them(optimizer) -> None:
    run = Run(optimizer.name, (("lr", 0.0123456),))
    (rates,) = race_sweep(replace(RACE, runs=(run,))).learning_rates
    assert all(low < high for low, high in pairwise(rates)) and 0.0123456 in rates
    assert all(float(f"{rate:.3g}") == rate for rate in rates if rate != 0.0123456)
    assert rates[-1] / rates[0] == pytest.approx(1e5, rel=0.02)


def test_a_learning_rate_of_zero_is_not_raced() -> None:
    (rates,) = race_sweep(replace(RACE, runs=(Run("SGD", (("lr", 0.0),)),))).learning_rates
    assert min(rates) > 0


def test_the_best_learning_rates_come_to_the_losses_that_were_promised() -> None:
    *_, swept = sweep_slices(race_sweep(RACE, 9))
    standings = [standing(swept.curves[at], rate_of(run)) for at, run in enumerate(RACE.runs)]
    raced = with_rates(RACE, {at: each.best for at, each in enumerate(standings) if each.best is not None})
    for each, before, after in zip(standings, record(RACE), record(raced), strict=True):
        assert each.loss == after.losses[-1] <= before.losses[-1] == each.present_loss
        assert each.loss is not None and each.gain == before.losses[-1] / each.loss
    assert differ_in_rates_alone(RACE, raced) and raced.runs != RACE.runs


def test_a_standing_says_what_is_not_known() -> None:
    curve = SensitivityCurve(np.array([0.1, 0.2, 0.4]), np.array([0.5, 0.0, math.nan]))
    assert (standing(curve, 0.1).best, standing(curve, 0.1).loss, standing(curve, 0.1).gain) == (0.2, 0.0, None)
    assert standing(curve, 0.3).present_loss is None and math.isnan(loss_at(curve, 0.4) or 0.0)
    nowhere = SensitivityCurve(np.array([0.1]), np.array([math.nan]))
    assert (standing(nowhere, 0.1).best, standing(nowhere, 0.1).loss) == (None, None)


@pytest.mark.parametrize(
    "other",
    [
        replace(RACE, steps=61),
        replace(RACE, start=(0.0, 1.0)),
        replace(RACE, seed=1),
        replace(RACE, runs=RACE.runs[:1]),
        replace(RACE, runs=(RACE.runs[0], Run("Adam", (("lr", 0.1), ("eps", 1e-3))))),
        replace(RACE, runs=(RACE.runs[0], Run("NAdam", (("lr", 0.1),)))),
    ],
)
def test_another_experiment_has_other_curves(other: Experiment) -> None:
    assert not differ_in_rates_alone(RACE, other)


def test_learning_rates_alone_have_the_same_curves_also_where_a_schedule_sets_them() -> None:
    scheduled = replace(RACE, runs=(Run("SGD", schedule=CYCLIC), Run("Adam")))
    assert differ_in_rates_alone(scheduled, with_rates(scheduled, {0: 0.37, 1: 0.5}))
    assert not differ_in_rates_alone(scheduled, RACE)
