from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtCore import QRectF

from app.theme import DARK, PROJECTOR, Theme
from app.views.height_scale import sampled
from app.views.surface3d.axes import axis_labels, height_corner, ticks_of
from app.views.surface3d.box_lines import edge_lines
from app.views.surface3d.camera import Camera, Lens, Projection
from app.views.surface3d.fit import CORNERS
from app.views.surface3d.relief import TOP, Relief
from app.views.surface3d.viewpoint import Viewpoint
from surfaces.surface import Surface


def test_a_ray_goes_through_the_point_that_is_projected() -> None:
    projection = Projection(Camera(25, 130), Lens(1500, (300, 200), (640, 480)))
    point = np.array([0.3, -0.7, 0.4])
    eye, way = projection.ray(*projection.pixels(point)[0])
    assert np.allclose(np.cross(way, point - eye), 0, atol=1e-9)


def test_the_matrix_agrees_with_the_projection() -> None:
    projection = Projection(Camera(), Lens(1500, (300, 200), (640, 480)))
    point = [0.3, -0.7, 0.4, 1.0]
    x, y, z, w = np.array(projection.matrix.data()).reshape(4, 4).T @ point
    assert np.allclose([(x / w + 1) * 320, (1 - y / w) * 240], projection.pixels(np.array(point[:3]))[0], atol=1e-3)
    assert -1 < z / w < 1


@pytest.mark.parametrize("theme", [DARK, PROJECTOR])
@pytest.mark.parametrize("size", [(640, 620), (980, 760), (300, 900), (1200, 380), (420, 620)])
@pytest.mark.parametrize("azimuth", [-50, 0, 33, 170])
def test_box_and_texts_keep_clear_of_what_covers_the_corner(
    qapp: object, himmelblau: Surface, theme: Theme, size: tuple[int, int], azimuth: float
) -> None:
    ticks = ticks_of(Relief(sampled(himmelblau), himmelblau.domain))
    viewpoint = Viewpoint()
    covered = QRectF(0, 0, 0.45 * size[0], 90)
    viewpoint.covered = covered
    viewpoint.show((float(size[0]), float(size[1])), ticks, ("x", "y"), theme)
    viewpoint.look(Camera(30, azimuth))
    room = QRectF(0, 0, *size)
    labels = axis_labels(viewpoint.camera, ticks, ("x", "y"), theme, 1.0)
    assert all(room.contains(label.place(viewpoint.projection)) for label in labels)
    assert all(room.contains(float(x), float(y)) for x, y in viewpoint.projection.pixels(CORNERS))
    assert not any(covered.intersects(label.place(viewpoint.projection)) for label in labels)
    rim = [(a, b, TOP) for s in (-1, 1) for t in np.linspace(-1, 1, 50) for a, b in ((s, t), (t, s))]
    assert not any(covered.adjusted(0, 0, -3, -3).contains(x, y) for x, y in viewpoint.projection.pixels(np.array(rim)))


@pytest.mark.parametrize("size", [(640, 620), (1100, 1000), (3000, 2000)])
def test_no_tick_runs_into_its_number(qapp: object, himmelblau: Surface, size: tuple[int, int]) -> None:
    ticks = ticks_of(Relief(sampled(himmelblau), himmelblau.domain))
    viewpoint = Viewpoint()
    viewpoint.show((float(size[0]), float(size[1])), ticks, ("x", "y"), DARK)
    camera, projection = viewpoint.camera, viewpoint.projection
    places = [label.place(projection) for label in axis_labels(camera, ticks, ("x", "y"), DARK, 1.0)]
    lines = edge_lines(*camera.far_sides, height_corner(camera), ticks)
    ends = [projection.pixels(line)[-1] for line in lines[: len(ticks.x) + len(ticks.y)]]
    ends += [projection.pixels(line)[-1] for line in lines[-1 - len(ticks.height) : -1]]
    assert len(ends) == len(ticks.x) + len(ticks.y) + len(ticks.height)
    assert not any(place.contains(float(x), float(y)) for place in places for x, y in ends)


def test_turning_never_cuts_and_never_grows(qapp: object, himmelblau: Surface) -> None:
    ticks = ticks_of(Relief(sampled(himmelblau), himmelblau.domain))
    viewpoint = Viewpoint()
    viewpoint.show((640.0, 620.0), ticks, ("x", "y"), DARK)
    scale = viewpoint.projection.lens.scale
    for _ in range(36):
        viewpoint.turn(1, 10)
        pixels = viewpoint.projection.pixels(CORNERS)
        assert (pixels >= 0).all() and (pixels <= [640, 620]).all()
        assert viewpoint.projection.lens.scale <= scale
