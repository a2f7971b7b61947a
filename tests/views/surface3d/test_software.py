"""The surface drawn in software, held against OpenGL's picture of the same and against geometry."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtGui import QImage

from app.engine.trajectory import Trajectory
from app.theme import DARK, THEMES, Theme
from app.views.height_scale import sampled
from app.views.surface3d import SurfaceView
from app.views.surface3d.camera import Camera, Lens, Projection
from app.views.surface3d.picking import hidden
from app.views.surface3d.relief import Relief
from app.views.surface3d.software.ground import Ground
from app.views.surface3d.software.picture import paint_sheet, surface_picture
from app.views.surface3d.software.sight import Sight
from app.views.surface3d.software.splat import sheet_hits
from surfaces import SURFACES
from surfaces.surface import Surface
from surfaces.typed import of_formula
from tests.pixels import has_viridis, pixels

MakeView = Callable[..., SurfaceView]
MakeTrajectory = Callable[..., Trajectory]
VIEWS = [Camera(), Camera(8, 20), Camera(60, 130), Camera(89, -90)]
HOLES = of_formula("log(x*y)")
EVERY_SURFACE_AND_THEME = [
    *zip([*SURFACES, HOLES], itertools.cycle(THEMES), strict=False),
    *((SURFACES[0], theme) for theme in THEMES),
]
"""Each surface in one theme, one of them in all."""
EVERY_SURFACE_AND_VIEW = [
    *((surface, VIEWS[at % 4]) for at, surface in enumerate(SURFACES)),
    *((surface, VIEWS[(at + 2) % 4]) for at, surface in enumerate(SURFACES)),
]
"""Each surface from two of the four sides: a flat one and a steep one."""


def painted(surface: Surface, projection: Projection) -> tuple[Relief, Sight]:
    """The depth of a surface in a picture."""
    relief = Relief(sampled(surface), surface.domain)
    width, height = (round(side) for side in projection.lens.size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    return relief, Sight(projection, paint_sheet(image, Ground(relief), projection, DARK, 1.0).depth, 1.0)


@pytest.mark.parametrize(("surface", "theme"), EVERY_SURFACE_AND_THEME, ids=lambda value: getattr(value, "key", ""))
def test_the_picture_is_that_of_opengl(
    make_view_with: MakeView, trajectory_of: MakeTrajectory, surface: Surface, theme: Theme
) -> None:
    (left, right), (low, high) = surface.domain.x, surface.domain.y
    x, y = np.linspace(0.55, 0.9, 21), np.linspace(0.62, 0.75, 21)
    run = trajectory_of(np.column_stack([left + x * (right - left), low + y * (high - low)]), surface)
    pictures = []
    for opengl in (True, False):
        view = make_view_with(opengl, run, surface=surface, show=False)
        view.show_theme(theme)
        view.show_step(15)
        pictures.append(pixels(view.render_image(480, 400)).astype(int))
    difference = np.abs(pictures[0] - pictures[1]).max(axis=2)
    assert has_viridis(pictures[0])
    assert difference.mean() < 7
    assert (difference > 64).mean() < 0.03


@pytest.mark.parametrize(
    ("surface", "camera", "zoom"),
    [(*each, (1.0, 6.0)[at % 2]) for at, each in enumerate(EVERY_SURFACE_AND_VIEW)],
    ids=lambda value: getattr(value, "key", ""),
)
def test_no_pixel_of_the_sheet_is_missed(surface: Surface, camera: Camera, zoom: float) -> None:
    """A picture without gaps: what lies between two pixels of the sheet at one depth lies there, too."""
    projection = Projection(camera, Lens(1100 * zoom, (230, 210), (460, 420)))
    _, sight = painted(surface, projection)
    depth = np.minimum(sight.depth, 99.0)
    between = np.minimum(depth[1:-1, 1:-1] - depth[1:-1, :-2], depth[1:-1, 1:-1] - depth[1:-1, 2:])
    above = np.minimum(depth[1:-1, 1:-1] - depth[:-2, 1:-1], depth[1:-1, 1:-1] - depth[2:, 1:-1])
    assert (np.minimum(between, above) > 0.05).mean() < 2e-4


@pytest.mark.parametrize(("surface", "camera"), EVERY_SURFACE_AND_VIEW, ids=lambda value: getattr(value, "key", ""))
def test_what_is_seen_of_the_sheet_is_what_rays_find(surface: Surface, camera: Camera) -> None:
    projection = Projection(camera, Lens(1600, (320, 310), (640, 620)))
    relief, sight = painted(surface, projection)
    flat = np.random.default_rng(3).uniform(-0.97, 0.97, (400, 2))
    points = relief.draped(flat)
    way = camera.eye - points
    facing = way[:, 2] - (relief.slopes(flat) * way[:, :2]).sum(axis=1)
    clear = facing / np.linalg.norm(way, axis=1) > 0.2  # neither from below nor along the sheet
    agree = sight.seen(points[clear], 0.012) != hidden(projection, relief, points[clear])
    assert clear.sum() > 50
    assert agree.mean() > 0.95


def test_points_of_the_sheet_lie_on_their_rays(himmelblau: Surface) -> None:
    projection = Projection(Camera(), Lens(1600, (320, 310), (640, 620)))
    relief = Relief(sampled(himmelblau), himmelblau.domain)
    hits = sheet_hits(Ground(relief), projection)
    points = np.column_stack([hits.x, hits.y, hits.height])
    row, column = np.divmod(hits.pixels, 640)
    away = projection.pixels(points) - np.column_stack([column + 0.5, row + 0.5])
    assert np.quantile(np.abs(away).max(axis=1), 0.95) < 0.1
    assert np.quantile(np.abs(hits.height - relief.height(points[:, :2])), 0.99) < 0.005


def test_a_trail_behind_a_hill_is_faint(make_view_with: MakeView, trajectory_of: MakeTrajectory) -> None:
    hill = of_formula("exp(-(x**2 + y**2) * 2)")
    projections, colors = [], []
    for side in (1.6, -1.6):
        run = trajectory_of(np.column_stack([np.linspace(-0.4, 0.4, 41), np.full(41, side)]), hill)
        view = make_view_with(False, run, surface=hill, size=(640, 560), show=False)
        view.set_camera(12, -90)
        view.show_step(41)
        relief = view._content.relief
        assert relief is not None
        places = relief.draped(relief.to_box(run.parameters))
        projections.append(bool(hidden(view._viewpoint.projection, relief, places[20:21])[0]))
        image = pixels(view.render_image(640, 560)).astype(int)
        x, y = view._viewpoint.projection.pixels(places[20:21])[0].astype(int)
        colors.append(np.abs(image[y - 1 : y + 2, x] - DARK.run(0).getRgb()[:3]).max(axis=1).min())
    assert projections == [True, False]
    assert colors[0] > 60 > 24 > colors[1]


@pytest.mark.parametrize("surface", [*SURFACES, HOLES], ids=lambda surface: surface.key)
def test_small_pictures_fill_their_frame(surface: Surface) -> None:
    image = surface_picture(surface, QSize(120, 90), DARK, 2.0)
    assert (image.width(), image.height(), image.devicePixelRatio()) == (240, 180, 2.0)
    rows, columns = np.nonzero(pixels(image).any(axis=2))
    assert max(np.ptp(rows) / 180, np.ptp(columns) / 240) > 0.9
