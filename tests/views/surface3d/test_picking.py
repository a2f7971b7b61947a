from __future__ import annotations

import itertools

import numpy as np
import pytest

from app.views.height_scale import sampled
from app.views.surface3d.camera import Camera, Lens, Projection
from app.views.surface3d.picking import hidden, picked
from app.views.surface3d.relief import Relief
from surfaces import SURFACES
from surfaces.surface import Surface


def seen_from(eye: np.ndarray, relief: Relief, point: np.ndarray) -> bool:
    """Whether the straight way to the eye stays above the sheet."""
    way = point + np.linspace(0, 0.5, 6001)[1:, None] * (eye - point)
    way = way[(np.abs(way[:, :2]) <= 1).all(axis=1)]
    return bool((way[:, 2] > relief.height(way[:, :2])).all())


@pytest.mark.parametrize(
    ("surface", "camera"),
    list(zip(SURFACES, itertools.cycle([Camera(), Camera(60, 20)]), strict=False)),
    ids=lambda value: getattr(value, "key", ""),
)
def test_a_hundred_points_that_are_seen_are_found_again(surface: Surface, camera: Camera) -> None:
    relief = Relief(sampled(surface), surface.domain)
    projection = Projection(camera, Lens(1600, (320, 310), (640, 620)))
    flat = np.random.default_rng(7).uniform(-0.98, 0.98, (600, 2))
    points = relief.draped(flat)
    seen = np.array([*itertools.islice((point for point in points if seen_from(camera.eye, relief, point)), 100)])
    assert len(seen) == 100
    found = np.array([picked(projection, relief, *pixel) for pixel in projection.pixels(seen)])
    assert np.abs(found - seen[:, :2]).max() < 2 / 240


def test_beside_the_box_there_is_nothing(himmelblau: Surface) -> None:
    relief = Relief(sampled(himmelblau), himmelblau.domain)
    assert picked(Projection(Camera(), Lens(1600, (320, 310), (640, 620))), relief, 2, 2) is None


def test_the_floor_is_picked_where_no_sheet_is_before_it(himmelblau: Surface) -> None:
    relief = Relief(sampled(himmelblau), himmelblau.domain)
    projection = Projection(Camera(), Lens(1600, (320, 310), (640, 620)))
    corner = np.array([0.97, -0.97, -0.46])
    found = picked(projection, relief, *projection.pixels(corner)[0])
    assert found is not None and np.allclose(found, corner[:2], atol=1e-6)


def test_the_minimizer_behind_the_front_rim_is_hidden(himmelblau: Surface) -> None:
    relief = Relief(sampled(himmelblau), himmelblau.domain)
    projection = Projection(Camera(), Lens(1600, (320, 310), (640, 620)))
    places = relief.draped(relief.to_box(np.array([(3.584428, -1.848126), (-2.0, 5.5)])))
    assert hidden(projection, relief, places).tolist() == [True, False]
