"""The sentence of a run, read off real records."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.engine.diagnosis import diagnose
from app.engine.experiment import Dtype, Edit, Experiment, Run, Schedule, Treatment
from app.engine.record import record
from app.engine.stability import largest_curvature, learning_rate_limit
from surfaces import of_formula, surface_named


def diagnosis(surface: str, start: tuple[float, float], run: Run, steps: int, dtype: Dtype = "float32"):
    experiment = Experiment(surface, start, (run,), dtype, steps)
    return diagnose(surface_named(surface), run, record(experiment)[0], steps)


def test_names_the_minimizer_and_the_step_after_which_the_loss_stays_low():
    run = Run("Adam", (("lr", 0.1),))
    trajectory = record(Experiment("himmelblau", (0.0, 0.0), (run,), steps=300))[0]
    found = diagnose(surface_named("himmelblau"), run, trajectory, 300)
    assert found.kind == "ok" and "(3, 2)" in found.sentence.text()
    assert found.step is not None
    assert (trajectory.losses[found.step :] <= 1e-6).all() and trajectory.losses[found.step - 1] > 1e-6


def test_names_the_other_minimizer_with_a_true_minus():
    found = diagnosis("himmelblau", (0.0, 0.0), Run("SGD", (("lr", 0.01), ("momentum", 0.9))), 400)
    assert "(3.58, \u22121.85)" in found.sentence.text()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_diverging_run_names_the_step_and_the_dtype(dtype):
    found = diagnosis("himmelblau", (0.0, 0.0), Run("SGD", (("lr", 0.05),)), 100, dtype)
    assert found.kind == "danger" and found.step is not None
    assert f"step {found.step}" in found.sentence.text() and dtype in found.sentence.text()


def test_a_logarithm_of_less_than_nothing_is_not_called_an_overflow():
    run = Run("SGD", (("lr", 0.5),))
    experiment = Experiment("log(x) + y**2", (0.5, 0.5), (run,), steps=50, formula=True)
    found = diagnose(of_formula(experiment.surface), run, record(experiment)[0], 50)
    assert found.kind == "danger" and "not defined" in found.sentence.text()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_single_step_too_far_is_an_overflow_too(dtype):
    found = diagnosis("goldstein_price", (-1.5, -0.5), Run("SGD", (("lr", 0.01),)), 100, dtype)
    assert found.kind == "danger" and "overflowed" in found.sentence.text()


def test_a_lower_minimum_is_mentioned_where_there_is_one():
    side = diagnosis("three_hump_camel", (-2.2, 0.2), Run("SGD", (("lr", 0.01),)), 600)
    assert side.kind == "ok" and side.sentence.text().startswith("Converged to (\u22121.75, 0.87) at step")
    assert "not the lowest" in side.sentence.text()
    deepest = diagnosis("three_hump_camel", (-2.2, 0.2), Run("SGD", (("lr", 0.01), ("momentum", 0.9))), 600)
    assert deepest.kind == "ok" and "lowest" not in deepest.sentence.text()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_rounding_of_a_loss_far_from_zero_is_no_distance_from_the_minimum(dtype):
    """Float32 has no losses between \u221250.0589 and its neighbors 4e-6 away."""
    found = diagnosis("styblinski_tang", (0.5, 4.3), Run("Adam", (("lr", 0.1),)), 600, dtype)
    assert "Converged to (2.75, 2.75)" in found.sentence.text()


def test_stalls_at_a_saddle():
    found = diagnosis("saddle", (1.0, 0.0), Run("SGD", (("lr", 0.1),)), 300)
    assert found.kind == "warn" and "saddle point (0, 0)" in found.sentence.text()


def test_a_run_on_its_way_is_still_moving():
    found = diagnosis("rosenbrock", (-1.5, 2.0), Run("SGD", (("lr", 1e-4),)), 50)
    assert found.kind == "warn" and "Still moving" in found.sentence.text() and found.step is None


def test_a_swinging_run_names_the_limit_it_breaks():
    found = diagnosis("himmelblau", (2.9, 1.9), Run("SGD", (("lr", 0.0255),)), 300)
    assert "above its limit 0.0243" in found.sentence.text()


def test_says_how_far_the_recording_is():
    found = diagnose(surface_named("himmelblau"), Run("SGD"), None, 500)
    assert found.kind == "" and found.sentence.text() == "Recording: 0 of 500 steps"


MINIMA = {(3, 2): 0.0243060, (-2.805118, 3.131312): 0.0248293, (-3.779310, -3.283186): 0.0149493}


@pytest.mark.parametrize("point", MINIMA)
def test_the_limit_is_two_over_the_largest_curvature(point):
    limit = learning_rate_limit(surface_named("himmelblau"), Run("SGD"), point)
    assert limit == pytest.approx(MINIMA[point], abs=1e-6)


def test_the_limit_of_the_regression_and_of_heavy_ball():
    regression = surface_named("regression")
    assert largest_curvature(regression, (1, 1)) == pytest.approx(12 + 8 * math.sqrt(2))
    plain = learning_rate_limit(regression, Run("SGD"), (1, 1))
    heavy = learning_rate_limit(regression, Run("SGD", (("momentum", 0.5),)), (1, 1))
    assert plain == pytest.approx(0.0857864376) and heavy == pytest.approx(1.5 * 0.0857864376)
    for factor, settles in ((0.99, True), (1.01, False)):
        run = Run("SGD", (("momentum", 0.5), ("lr", heavy * factor)))
        trajectory = record(Experiment("regression", (0.0, 0.0), (run,), "float64", 3000))[0]
        assert (np.nan_to_num(trajectory.losses[-1], nan=np.inf) < 1e-6) == settles


@pytest.mark.parametrize("run", [Run("Adam"), Run("RMSprop"), Run("SGD", (("maximize", True),))])
def test_no_limit_is_claimed_where_none_is_known(run):
    assert learning_rate_limit(surface_named("regression"), run, (1, 1)) is None


def test_a_run_caught_in_a_dent_is_flat_rather_than_swinging():
    found = diagnosis("ackley", (-3.4, 2.6), Run("SGD", (("lr", 0.01),)), 200)
    assert found.kind == "warn" and found.sentence.text().startswith("Flat from step") and found.step is not None


def test_large_slopes_are_told_with_a_power_of_ten():
    found = diagnosis("saddle", (-1.6, 0.001), Run("SGD", (("lr", 0.01), ("momentum", 0.9))), 200)
    assert "e+" not in found.sentence.text() and "·10" in found.sentence.text()


def test_a_kink_has_no_limit():
    assert learning_rate_limit(surface_named("ackley"), Run("SGD", (("lr", 0.01),)), (0.0, 0.0)) is None


@pytest.mark.parametrize(
    ("special", "limited"),
    [
        (Run("SGD", schedule=Schedule("CosineAnnealingLR", (("T_max", 50),))), False),
        (Run("SGD", edits=(Edit(3, (("lr", 0.1),)),)), False),
        (Run("SGD", treatment=Treatment(noise=0.1)), False),
        (Run("SGD", treatment=Treatment(batch=1)), False),
        (Run("SGD", treatment=Treatment(clip=1.0, clip_value=2.0)), True),
    ],
)
def test_a_limit_is_named_only_where_learning_rate_and_gradient_keep_to_their_law(special: Run, limited: bool) -> None:
    assert (learning_rate_limit(surface_named("regression"), special, (1, 1)) is not None) == limited


def test_beyond_the_limit_a_clipped_run_does_not_settle_and_below_it_it_does() -> None:
    regression = surface_named("regression")
    run = Run("SGD", treatment=Treatment(clip=0.5))
    limit = learning_rate_limit(regression, run, (1, 1))
    assert limit is not None
    runs = tuple(run.with_value("lr", limit * share) for share in (0.98, 1.02))
    walks = record(Experiment("regression", (0.9, 1.2), runs, "float64", 3000))
    below, beyond = (float(walk.losses[-1]) for walk in walks)
    assert below < 1e-12 < 1e-3 < beyond
