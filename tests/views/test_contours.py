from __future__ import annotations

import itertools

import numpy as np
import pytest
from PyQt6.QtCore import QRectF
from pytestqt.qtbot import QtBot

import surfaces
from app.theme import THEMES, Theme
from app.views.contours import color_of, contour_image, contours_of
from app.views.height_scale import SCALES, Height, Mode
from app.views.plot_area import PlotArea
from surfaces.surface import Surface

FORMULAS = ("log(x) + y**2/8", "0*x", "log(-1 - x**2)", "exp(x**2 + y**2)", "abs(x) - y")
ALL = (*surfaces.SURFACES, *(surfaces.of_formula(text) for text in FORMULAS))


def whole(surface: Surface, side: int = 200) -> PlotArea:
    return PlotArea(QRectF(0, 0, side, side), surface.domain.x, surface.domain.y)


@pytest.mark.parametrize("zoom", [1.0, 3.0, 1e-4])
@pytest.mark.parametrize(
    ("surface", "theme"),
    [*zip(ALL, itertools.cycle(THEMES), strict=False), *((ALL[0], theme) for theme in THEMES)],
    ids=lambda value: getattr(value, "key", ""),
)
def test_every_surface_has_a_picture_at_every_zoom(qtbot: QtBot, surface: Surface, theme: Theme, zoom: float) -> None:
    area = whole(surface)
    area = area.zoomed(area.point(*surface.start), zoom)
    contours = contours_of(surface, area)
    assert all(np.isfinite([*contours.levels, *contours.major]))
    image = contour_image(contours, area, theme, 1.0, [])
    assert (image.width(), image.height()) == (200, 200)


@pytest.mark.parametrize(
    ("surface", "mode"),
    [(each, mode) for at, each in enumerate(surfaces.SURFACES) for mode in tuple(SCALES)[at % 2 :: 2]],
    ids=lambda value: getattr(value, "key", value),
)
def test_colors_are_those_of_the_loss_there(qtbot: QtBot, surface: Surface, mode: Mode) -> None:
    side = 600  # so large that lines cover little
    theme, area = THEMES[0], whole(surface, side)
    contours = contours_of(surface, area, Height(mode))
    image = contour_image(contours, area, theme, 1.0, [])
    off = []
    for column in range(15, side, 57):
        for row in range(15, side, 57):
            x, y = area.x[0] + (column + 0.5) / side * (area.x[1] - area.x[0]), 0.0
            y = area.y[1] - (row + 0.5) / side * (area.y[1] - area.y[0])
            expected = color_of(theme, float(contours.scale(surface.loss_and_gradient(x, y)[0])))
            found = image.pixelColor(column, row)
            off.append(max(abs(found.red() - expected.red()), abs(found.green() - expected.green())))
    assert np.quantile(off, 0.5) < 20  # half a band and a line that may pass


@pytest.mark.parametrize("mode", SCALES)
@pytest.mark.parametrize("surface", surfaces.SURFACES, ids=lambda surface: surface.key)
def test_labelled_levels_are_few_and_true(surface: Surface, mode: Mode) -> None:
    contours = contours_of(surface, whole(surface), Height(mode))
    assert 1 <= len(contours.major) <= 10
    assert all(contours.loss.min() < level < contours.loss.max() for level in contours.major)


@pytest.mark.parametrize("mode", SCALES)
@pytest.mark.parametrize(
    "formula",
    ["3", "0", "-1e-9", "exp(exp(x**2 + y**2))", "10**30*x", "10**-30*x", "1/x", "log(x)", "sqrt(x - 100)", "sign(x)"],
)
def test_flat_huge_tiny_and_undefined_losses_have_a_picture(qtbot: QtBot, formula: str, mode: Mode) -> None:
    surface = surfaces.of_formula(formula)
    contours = contours_of(surface, whole(surface), Height(mode))
    assert all(np.isfinite([*contours.levels, *contours.major]))
    assert not contour_image(contours, whole(surface), THEMES[0], 1.0, []).isNull()


def test_a_clipped_map_has_its_plateau_and_lines_below_it_only() -> None:
    surface = surfaces.of_formula("x**2 + y**2")
    contours = contours_of(surface, whole(surface), Height("clipped", 80))
    end = contours.scale.high
    assert max(contours.major) == end
    assert max(contours.levels) < end < contours.loss.max()
    image = contour_image(contours, whole(surface), THEMES[0], 1.0, [])
    assert image.pixelColor(3, 3) == color_of(THEMES[0], 1.0)


@pytest.mark.parametrize("mode", SCALES)
def test_an_infinite_loss_lies_above_every_level(qtbot: QtBot, mode: Mode) -> None:
    surface = surfaces.of_formula("exp(exp(x**2 + y**2))")  # beyond a float from a radius of 2.56 on
    image = contour_image(contours_of(surface, whole(surface), Height(mode)), whole(surface), THEMES[0], 1.0, [])
    assert image.pixelColor(10, 10) == color_of(THEMES[0], 1.0)
    assert image.pixelColor(100, 100).blue() > image.pixelColor(10, 10).blue()


def test_zoomed_into_a_plateau_there_is_no_line() -> None:
    surface = surfaces.of_formula("x**2 + y**2")
    area = whole(surface)
    contours = contours_of(surface, area.zoomed(area.rect.bottomRight(), 0.05), Height("clipped", 50))
    assert contours.major == ()
    assert all(level < contours.loss.min() for level in contours.levels)
