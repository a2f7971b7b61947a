"""Every sentence of a preset, from its recorded trajectories."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.engine.diagnosis import nearest_minimizer
from app.engine.presets import PRESETS, Preset, preset_named
from app.engine.problem import surface_of
from app.engine.record import record
from app.engine.trajectory import Trajectory
from app.engine.validation import experiment_problem


def recorded(key: str) -> tuple[Trajectory, ...]:
    return record(preset_named(key).experiment)


def steps_of(trajectory: Trajectory) -> np.ndarray:
    return np.diff(trajectory.parameters.astype(np.float64), axis=0)


def end_of(trajectory: Trajectory) -> tuple[float, float]:
    x, y = trajectory.parameters[-1].tolist()
    return x, y


def reached(trajectory: Trajectory, minimum: float = 0.0, tolerance: float = 1e-6) -> int:
    """The step from which the loss stays within the tolerance; one beyond the last where it does not."""
    above = [row for row, loss in enumerate(trajectory.losses) if not loss <= minimum + tolerance]
    return above[-1] + 1 if above else 0


def landed_in(key: str) -> list[tuple[float, float] | None]:
    surface = surface_of(preset_named(key).experiment)
    found: list[tuple[float, float] | None] = []
    for trajectory in recorded(key):
        minimizer = nearest_minimizer(surface, end_of(trajectory))
        assert minimizer is not None and math.dist(minimizer, end_of(trajectory)) < 1e-4
        found.append(minimizer)
    return found


@pytest.mark.parametrize("preset", PRESETS, ids=lambda each: each.key)
def test_every_preset_can_be_recorded_and_shows_a_step_of_it(preset: Preset) -> None:
    assert experiment_problem(preset.experiment) is None
    assert 0 < preset.step <= preset.experiment.steps
    assert preset.sentence.endswith(".") and preset.name


def test_names_and_keys_are_different() -> None:
    assert len({each.key for each in PRESETS}) == len({each.name for each in PRESETS}) == len(PRESETS)


def test_momentum_evens_the_zigzag_out_and_nesterov_is_there_first() -> None:
    plain, momentum, nesterov = recorded("momentum")
    assert reached(nesterov) < reached(momentum) < 400 < reached(plain)
    across = steps_of(plain) @ np.array([0.6, 0.8])
    assert (across[:40] * across[1:41] < 0).all()
    along = [np.abs(each.parameters @ np.array([0.8, -0.6]))[60] for each in (plain, momentum, nesterov)]
    assert along[0] > 5 * max(along[1:])
    swing = [np.abs(each.parameters @ np.array([0.6, 0.8]))[20:].max() for each in (momentum, nesterov)]
    assert swing[1] < swing[0] / 2


def test_above_the_limit_every_step_leads_farther_away() -> None:
    slow, near, above = recorded("limit")
    largest = np.linalg.eigvalsh([[20.0, 8.0], [8.0, 4.0]])[-1]
    assert 0.085 < 2 / largest < 0.087 and round(2 / largest, 4) == 0.0858
    assert reached(slow) < 1000 and reached(near) < 1000
    distance = np.linalg.norm(above.parameters.astype(np.float64) - 1.0, axis=1)
    assert (np.diff(distance[20:]) > 0).all()


def test_momentum_lands_in_another_minimum_than_plain_gradient_descent() -> None:
    plain, momentum = landed_in("landing")
    assert plain != momentum


def test_rmsprops_first_step_is_ten_learning_rates_along_each_axis_and_adams_is_one() -> None:
    rmsprop, adam = recorded("rmsprop_first_step")
    assert np.abs(steps_of(rmsprop)[0]) == pytest.approx([0.2, 0.2], rel=1e-5)
    assert np.abs(steps_of(adam)[0]) == pytest.approx([0.02, 0.02], rel=1e-5)
    assert rmsprop.gradients[0][0] != rmsprop.gradients[0][1]


def test_radams_first_five_steps_are_learning_rates_times_the_mean_gradient() -> None:
    radam, adam = recorded("radam_first_steps")
    gradients = radam.gradients.astype(np.float64)
    mean = np.zeros(2)
    for t in range(1, 7):
        mean = 0.9 * mean + 0.1 * gradients[t - 1]
        unrectified = -0.05 * mean / (1 - 0.9**t)
        same = np.allclose(steps_of(radam)[t - 1], unrectified, rtol=1e-4)
        assert same == (t <= 5)
    assert steps_of(radam)[0] == pytest.approx(-0.05 * gradients[0], rel=1e-5)
    assert np.abs(steps_of(adam)[0]) == pytest.approx([0.05, 0.05], rel=1e-5)
    assert np.abs(steps_of(radam)[0]).min() > 10 * 0.05


def test_adamw_stops_beside_the_minimum_where_decay_and_step_balance() -> None:
    preset = preset_named("adamw_beside")
    adam, adamw = recorded("adamw_beside")
    surface = surface_of(preset.experiment)
    minimizer = nearest_minimizer(surface, end_of(adam))
    assert minimizer is not None and math.dist(end_of(adam), minimizer) < 1e-5
    away = np.linalg.norm(adamw.parameters.astype(np.float64) - minimizer, axis=1)
    assert away[-1] > 0.25 and np.abs(steps_of(adamw)[-100:]).max() < 1e-4 and (np.diff(away[-500:]) < 0).all()
    # Where it stops, lr·λ·x = −lr·m̂/√v̂.
    mean, square = (adamw.state[name][-1].astype(np.float64) for name in ("exp_avg", "exp_avg_sq"))
    pull = -mean / np.sqrt(square / (1 - 0.999**1000))
    assert pull == pytest.approx(0.3 * adamw.parameters[-1].astype(np.float64), rel=1e-2)


def test_adam_moves_equally_along_both_axes_and_gradient_descent_does_not() -> None:
    adam, plain = recorded("adam_diagonal")
    moved = np.abs(steps_of(adam))
    np.testing.assert_allclose(moved[:60, 0], moved[:60, 1], rtol=1e-4)
    x, y = adam.parameters.astype(np.float64).T
    assert np.abs(x + y).max() < 1e-4
    x, y = np.abs(plain.parameters[10].astype(np.float64))
    assert y < 0.1 * x


def test_amsgrad_comes_to_rest_where_adam_goes_on_jumping() -> None:
    adam, amsgrad = recorded("amsgrad")
    assert reached(amsgrad) < 2000 < reached(adam)
    last = slice(-200, None)
    assert np.abs(steps_of(adam)[last]).max() > 0.05 and np.abs(steps_of(amsgrad)[last]).max() < 1e-3


def test_warm_up_ends_in_the_nearest_minimum_and_its_absence_in_another() -> None:
    preset = preset_named("warm_up")
    nearest = nearest_minimizer(surface_of(preset.experiment), preset.experiment.start)
    without, with_it = landed_in("warm_up")
    assert with_it == nearest != without
    _, warm = recorded("warm_up")
    assert warm.learning_rates[[0, 50]] == pytest.approx([0.0015, 0.015])


def test_mini_batches_settle_and_noise_does_not() -> None:
    plain, batches, noise = recorded("noise")
    assert reached(plain) < reached(batches) < 1000
    ways = [np.linalg.norm(steps_of(each)[:200], axis=1).sum() for each in (plain, batches)]
    assert ways[1] > ways[0]
    assert reached(noise, tolerance=0.01) > 1000 and noise.losses[500:].max() > 0.5


def test_clipping_keeps_a_step_in_bounds_that_would_diverge() -> None:
    plain, clipped = recorded("clipping")
    assert plain.failure is not None and plain.steps < 10
    assert clipped.failure is None and clipped.losses[-1] < 0.1
    assert np.linalg.norm(steps_of(clipped), axis=1).max() <= 0.004 * 5 * 1.00001
