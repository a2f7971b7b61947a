from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from app.engine.trajectory import Trajectory
from app.views.height_scale import sampled
from app.views.surface3d.relief import Relief
from app.views.surface3d.thinning import thinned
from app.views.surface3d.trail import MOST, Trail, box_rows, head, simple_trail, trail
from surfaces.surface import Surface

MakeTrajectory = Callable[..., Trajectory]
TOLERANCE = 1 / 512


@pytest.fixture
def relief(himmelblau: Surface) -> Relief:
    return Relief(sampled(himmelblau), himmelblau.domain)


def distances(points: np.ndarray, line: np.ndarray) -> np.ndarray:
    """From each point to the nearest piece of a line."""
    start, way = line[:-1], np.diff(line, axis=0)
    share = ((points[:, None] - start) * way).sum(axis=2) / np.maximum((way**2).sum(axis=1), 1e-30)
    foot = start + np.clip(share, 0, 1)[..., None] * way
    result: np.ndarray = np.linalg.norm(points[:, None] - foot, axis=2).min(axis=1)
    return result


def pieces(found: Trail) -> list[np.ndarray]:
    return np.split(found.line.points, np.flatnonzero(found.line.begins)[1:])


def test_coordinates_go_there_and_back(relief: Relief) -> None:
    points = np.array([[-6.0, 6.0], [1.5, -3.25]])
    assert np.allclose(relief.from_box(relief.to_box(points)), points)
    assert np.allclose(relief.to_box(points)[0], [-1, 1])


def test_a_long_step_follows_the_sheet(relief: Relief) -> None:
    found = trail(np.array([[-0.9, -0.9], [0.9, 0.9]]), relief, TOLERANCE)
    points = found.line.points
    assert len(points) > 20
    assert np.allclose(points[:, 2], relief.height(points[:, :2]), atol=1e-6)


def test_it_is_cut_exactly_at_the_edge(relief: Relief) -> None:
    rows = np.array([[0.0, 0.0], [2.0, 0.5]])
    found = trail(rows, relief, TOLERANCE)
    assert np.allclose(found.line.points[-1, :2], [1.0, 0.25], atol=1e-6)
    assert found.steps[-1] == pytest.approx(0.5)
    out = head(rows, 1, relief)
    assert not out.inside
    assert np.allclose(out.point[:2], [1.0, 0.25])
    assert np.allclose(out.outwards, np.array([2.0, 0.5]) / np.hypot(2.0, 0.5))


def test_only_the_inside_parts_of_a_run_that_returns_are_drawn(relief: Relief) -> None:
    rows = np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 0.5], [0.0, 0.5]])
    found = trail(rows, relief, TOLERANCE)
    first, second = pieces(found)
    assert np.allclose(first[-1, :2], [1, 0]) and np.allclose(second[0, :2], [1, 0.5])
    assert (np.abs(found.line.points[:, :2]) <= 1).all()
    assert head(rows, 3, relief).inside


def test_a_step_right_through_the_domain_is_not_drawn(relief: Relief) -> None:
    rows = np.array([[0.0, 0.0], [-5.0, 0.0], [5.0, 0.0], [0.5, 0.5]])
    points = trail(rows, relief, 1e-3).line.points[:, :2]
    assert np.allclose(points[0], [0, 0]) and np.allclose(points[-1], [0.5, 0.5])
    assert not ((points[:, 1] == 0) & (points[:, 0] > 0)).any()
    assert np.allclose(head(rows, 2, relief).point[:2], [-1, 0])
    assert np.allclose(head(rows, 1, relief).point[:2], [-1, 0])


@pytest.mark.parametrize("last", [np.inf, -np.inf, np.nan, 1e300])
def test_a_last_row_that_is_not_finite(trajectory_of: MakeTrajectory, relief: Relief, last: float) -> None:
    rows = box_rows(trajectory_of([[0.0, 0.0], [1.0, 1.0], [last, 2.0]]), relief)
    found = trail(rows, relief, TOLERANCE)
    assert np.isfinite(found.line.points).all()
    assert np.isfinite(head(rows, 2, relief).point).all()


def test_a_start_outside_shows_a_mark_at_the_edge(relief: Relief) -> None:
    out = head(np.array([[2.0, 0.5]]), 0, relief)
    assert not out.inside
    assert np.allclose(out.point[:2], [1, 0.5])
    assert len(trail(np.array([[2.0, 0.5]]), relief, TOLERANCE).line) == 0


def test_no_row_is_farther_than_a_pixel_from_the_line(relief: Relief) -> None:
    k = np.arange(20_001)
    rows = np.column_stack([np.cos(k * 0.003), np.sin(k * 0.003)]) * (0.8 * np.exp(-k / 4000))[:, None]
    found = trail(rows, relief, TOLERANCE)
    assert len(found.line) < 2000
    assert distances(rows[::37], found.line.points[:, :2].astype(np.float64)).max() < 2 * TOLERANCE


@pytest.mark.parametrize("row", [0, 1, 17, 400, 9_999, 20_000])
def test_up_to_a_row_the_line_ends_at_that_row(relief: Relief, row: int) -> None:
    k = np.arange(20_001)
    rows = np.column_stack([np.cos(k * 0.003), np.sin(k * 0.003)]) * (0.8 * np.exp(-k / 4000))[:, None]
    found = trail(rows, relief, TOLERANCE)
    assert (np.diff(found.steps) >= 0).all()
    assert np.linalg.norm(found.line.points[found.point_at(row), :2] - rows[row]) < 14 * TOLERANCE


def test_what_has_been_drawn_is_not_drawn_again(relief: Relief) -> None:
    there_and_back = np.tile([[-0.4, 0.1], [0.5, 0.2]], (10_000, 1))
    found = trail(there_and_back, relief, TOLERANCE)
    assert len(found.line) == len(trail(there_and_back[:2], relief, TOLERANCE).line)


def test_thinning_keeps_what_is_fixed_and_stays_near() -> None:
    points = np.column_stack([np.linspace(0, 1, 500), 1e-3 * np.sin(np.arange(500)), np.zeros(500)])
    fixed = np.zeros(500, bool)
    fixed[123] = True
    kept = thinned(points, fixed, 0.004)
    assert len(kept) < 60
    assert {0, 123, 499} <= set(kept.tolist())
    assert distances(points, points[kept]).max() <= 0.004


def test_a_wild_walk_is_drawn_with_a_bounded_number_of_points(relief: Relief) -> None:
    rows = np.random.default_rng(0).uniform(-0.1, 0.1, (20_000, 2))
    assert len(trail(rows, relief, TOLERANCE).steps) > 2 * MOST
    assert len(simple_trail(rows, relief, TOLERANCE).steps) <= MOST


def test_a_calm_walk_keeps_every_point(relief: Relief) -> None:
    turn = np.linspace(0, 6 * np.pi, 500)
    rows = np.column_stack([np.cos(turn), np.sin(turn)]) * np.linspace(0.8, 0.1, 500)[:, None]
    whole = trail(rows, relief, TOLERANCE)
    assert np.array_equal(simple_trail(rows, relief, TOLERANCE).line.points, whole.line.points)
