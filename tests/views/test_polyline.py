from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.views.polyline import simplified

LOW, HIGH = (0.0, 0.0), (100.0, 80.0)


def everywhere(points: np.ndarray) -> np.ndarray:
    return np.ones(len(points), bool)


def distance_to(segments: np.ndarray, ends: np.ndarray, point: np.ndarray) -> float:
    along = ends - segments
    length = np.maximum((along**2).sum(axis=1), 1e-30)
    share = np.clip(((point - segments) * along).sum(axis=1) / length, 0, 1)
    return float(np.hypot(*(segments + share[:, None] * along - point).T).min())


@given(st.integers(0, 10_000), st.sampled_from([0.05, 1.0, 30.0]))
def test_nothing_visible_is_lost_by_more_than_a_pixel(seed: int, stride: float) -> None:
    points = np.cumsum(np.random.default_rng(seed).normal(0, stride, (400, 2)), axis=0) + np.array([50, 40])
    found = simplified(points, LOW, HIGH, everywhere(points))
    middles = (points[1:] + points[:-1]) / 2
    inside = ((middles > LOW) & (middles < HIGH)).all(axis=1)
    if not len(found):
        assert np.ptp(points[:, 0]) < 1 or not inside.any()
        return
    for point in middles[inside]:
        assert distance_to(found.start, found.end, point) < 1.0
    for ends in (found.start, found.end):
        assert (ends >= np.array(LOW) - 1e-6).all() and (ends <= np.array(HIGH) + 1e-6).all()


def test_steps_say_when_a_piece_is_complete() -> None:
    points = np.array([[10.0, 10.0], [10.1, 10.1], [50.0, 10.0], [50.0, 60.0]])
    found = simplified(points, LOW, HIGH, everywhere(points))
    assert found.step.tolist() == [2, 3]
    assert [found.until(step) for step in range(4)] == [0, 0, 1, 2]


def test_a_run_that_swings_between_two_points_is_two_points() -> None:
    points = np.tile([[10.0, 10.0], [60.0, 50.0]], (10_000, 1))
    assert len(simplified(points, LOW, HIGH, everywhere(points))) == 1


def test_a_gap_out_of_sight_breaks_the_line() -> None:
    points = np.array([[10.0, 10.0], [500.0, 10.0], [500.0, 60.0], [10.0, 60.0]])
    found = simplified(points, LOW, HIGH, everywhere(points))
    assert [line.tolist() for line in found.joined()] == [[[10, 10], [100, 10]], [[100, 60], [10, 60]]]
    assert found.step.tolist() == [1, 3]


def test_values_beyond_all_bounds_are_clipped_or_dropped() -> None:
    points = np.array([[50.0, 40.0], [1e200, 40.0], [np.inf, np.nan]])
    found = simplified(points, LOW, HIGH, everywhere(points))
    assert np.allclose(found.end, [[100, 40]])
    assert len(simplified(np.zeros((0, 2)), LOW, HIGH, np.zeros(0, bool))) == 0


def test_a_segment_between_two_points_away_from_home_is_left_out() -> None:
    points = np.array([[50.0, 40.0], [-500.0, 40.0], [900.0, 40.0]])
    home = np.array([True, False, False])
    assert simplified(points, LOW, HIGH, home).step.tolist() == [1]
