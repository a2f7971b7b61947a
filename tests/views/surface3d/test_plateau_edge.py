"""The edge of what is cut off lies where the loss has it, between the points of the grid, too: no comb."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PyQt6.QtGui import QImage
from pytestqt.qtbot import QtBot

import surfaces
from app.engine.experiment import Experiment
from app.theme import DARK
from app.views.height_scale import SCALES, Height, Mode, sampled
from app.views.surface3d import SurfaceView
from app.views.surface3d.border import plateau_edge
from app.views.surface3d.camera import Camera
from app.views.surface3d.content import Content
from app.views.surface3d.picking import picked
from app.views.surface3d.relief import FLOOR, TOP, Relief
from app.views.surface3d.sheet_mesh import sheet_mesh
from app.views.surface3d.viewpoint import Viewpoint

BOWL = surfaces.of_formula("x**2 + y**2")
CLIPPED = Height("clipped", 60)
SIDE = 900


def relief_of(formula: str, height: Height, size: int = 61) -> Relief:
    surface = surfaces.of_formula(formula)
    return Relief(sampled(surface, size, height), surface.domain)


def edge_radii(relief: Relief) -> np.ndarray:
    """How far the points of the edge are from the middle, in units of the surface."""
    points = relief.from_box(plateau_edge(relief).points[:, :2])
    assert len(points) > 20
    return np.hypot(points[:, 0], points[:, 1])


@pytest.mark.parametrize("size", [41, 241])
def test_the_edge_of_a_bowl_is_a_circle(size: int) -> None:
    relief = relief_of("x**2 + y**2", CLIPPED, size)
    cell = 10 / (size - 1)
    assert np.abs(edge_radii(relief) - math.sqrt(relief.scale.high)).max() < 0.02 * cell


@pytest.mark.parametrize("percentile", [60, 90, 99])
def test_the_edge_around_a_pole_is_a_circle(percentile: float) -> None:
    relief = relief_of("1/(x**2 + y**2)", Height("clipped", percentile), 241)
    assert np.abs(edge_radii(relief) - relief.scale.high**-0.5).max() < 0.03 * 10 / 240


@pytest.mark.parametrize("mode", SCALES)
def test_where_a_loss_leaves_the_numbers_the_edge_stays_within_a_cell(mode: Mode) -> None:
    relief = relief_of("exp(exp(x**2 + y**2))", Height(mode), 241)
    radii = edge_radii(relief)
    cell = 10 / 240
    # exp(exp(r²)) is the largest float at r² = log(709.78).
    assert radii.min() > math.sqrt(math.log(math.log(relief.scale.high))) - 0.8 * cell
    assert radii.max() < math.sqrt(math.log(709.78)) + cell


@pytest.mark.parametrize("height", [CLIPPED, Height("clipped", 95)])
def test_sheet_and_lid_tile_the_square_without_a_gap(height: Height) -> None:
    relief = relief_of("x**2 + y**2", height)
    vertices, triangles = sheet_mesh(relief, 10_000)
    corners = vertices[triangles.reshape(-1, 3)].astype(np.float64)
    a, b, c = corners[:, 0, :2], corners[:, 1, :2], corners[:, 2, :2]
    areas = np.abs((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]) / 2
    assert areas.sum() == pytest.approx(4.0, rel=1e-5)
    assert corners[..., 2].max() <= TOP + 1e-6
    flat = (corners[..., 2] >= TOP - 1e-6).all(axis=1)
    radius = math.sqrt(relief.scale.high) / 5
    outside = 4.0 - _disk_in_square(radius)
    assert areas[flat].sum() == pytest.approx(outside, rel=2e-3)
    assert np.allclose(corners[flat][..., 3:6], (0, 0, 1))  # the lid is level


def _disk_in_square(radius: float) -> float:
    """The area that a disk has in common with [-1, 1]²."""
    x = np.linspace(-1, 1, 400_001)
    return float(np.trapezoid(2 * np.minimum(np.sqrt(np.maximum(radius**2 - x**2, 0)), 1), x))


def test_without_a_plateau_nothing_is_cut() -> None:
    for mode in ("log", "linear", "sqrt"):
        relief = relief_of("x**2 + y**2", Height(mode))
        assert len(sheet_mesh(relief, 10_000)[0]) == relief.heights.size
        assert len(plateau_edge(relief)) == 0


def test_what_is_read_off_the_relief_is_what_is_drawn() -> None:
    relief = relief_of("x**2 + y**2", CLIPPED)
    angle = np.linspace(0, math.tau, 500)
    way, end = np.column_stack([np.cos(angle), np.sin(angle)]), math.sqrt(relief.scale.high) / 5
    heights = relief.height(way * (end - 0.004))
    assert (heights < TOP).all() and (heights > 0.98).all()
    assert (relief.height(way * (end + 0.004)) == TOP).all()
    assert (relief.slopes(way * (end + 0.1))[:, 0] == 0).all()


def test_a_plateau_is_picked_like_ground(qapp: object) -> None:
    relief, viewpoint = relief_of("x**2 + y**2", CLIPPED), Viewpoint()
    content = Content()
    viewpoint.show((600.0, 500.0), content.ticks, content.names, DARK)
    for place in ((0.9, -0.9), (-0.8, -0.95), (0.95, 0.2)):
        pixel = viewpoint.projection.pixels(np.array([(*place, TOP)]))[0]
        found = picked(viewpoint.projection, relief, *pixel)
        assert found is not None
        assert found == pytest.approx(place, abs=0.01)


@pytest.mark.parametrize("opengl", [True, False])
@pytest.mark.parametrize("level", [TOP, FLOOR])
def test_the_drawn_edge_follows_the_contour_within_a_pixel_or_two(qtbot: QtBot, opengl: bool, level: float) -> None:
    view = SurfaceView(opengl=opengl, grid_size=41)  # a cell is 15 pixels wide: a comb would be seen
    qtbot.addWidget(view)
    view.show_theme(DARK)
    view.show_height(CLIPPED)
    view.show_experiment(BOWL, Experiment(BOWL.key, (0.0, 0.0), ()), ())
    camera = Camera(90, -90) if level == TOP else Camera(24, -50)
    view.set_camera(camera.elevation, camera.azimuth)
    off = _deviations(view, level)
    assert len(off) > 120
    assert np.ptp(off) < 2.5
    assert abs(np.median(off)) < 2.0


def _deviations(view: SurfaceView, level: float) -> np.ndarray:
    """By how many pixels the color of the plateau begins beside its true edge, at all angles where that is seen."""
    content, viewpoint = view._content, Viewpoint()
    viewpoint.camera = view.camera
    viewpoint.show((SIDE, SIDE), content.ticks, content.names, content.theme)
    projection, relief = viewpoint.projection, content.relief
    assert relief is not None
    colors = _colors(view.render_image(SIDE, SIDE))
    radius = math.sqrt(relief.scale.high) / 5
    found = []
    for angle in np.linspace(0, math.tau, 720, endpoint=False):
        way = np.array([math.cos(angle), math.sin(angle)])
        along = np.linspace(radius - 0.1, radius + 0.1, 400)
        if level == FLOOR and not (way @ projection.camera.eye[:2] > 0.8 * np.hypot(*projection.camera.eye[:2])):
            continue  # the sheet hides the floor behind it
        places = np.column_stack([along[:, None] * way, np.full(len(along), level)])
        pixels = projection.pixels(places)
        line = colors[pixels[:, 1].astype(int), pixels[:, 0].astype(int)]
        plateau = np.abs(line - line[-1]).max(axis=1) < 30
        begin = pixels[np.flatnonzero(~plateau)[-1]]
        true = projection.pixels(np.array([(*(radius * way), level)]))[0]
        outwards = pixels[-1] - pixels[0]
        found.append((begin - true) @ outwards / np.linalg.norm(outwards))
    return np.array(found)


def _colors(image: QImage) -> np.ndarray:
    bits = image.convertToFormat(QImage.Format.Format_RGBA8888).constBits()
    assert bits is not None
    return np.frombuffer(bits.asstring(SIDE * SIDE * 4), np.uint8).reshape(SIDE, SIDE, 4)[..., :3].astype(int)
