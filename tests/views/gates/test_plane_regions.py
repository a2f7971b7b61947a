from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QImage

from app.engine.gates.activations import ACTIVATIONS, Activation
from app.engine.gates.forward import boundary_level, logits
from app.engine.gates.task import GateTask
from app.theme import THEMES, Theme
from app.views.gates.plane_hidden import border
from app.views.gates.plane_regions import network_sums, regions
from app.views.memory import image_pixels
from app.views.plot_area import PlotArea

AREA = PlotArea(QRectF(0, 0, 200, 200), (-1.0, 3.0), (-1.0, 3.0))
STRENGTH = {True: 0.56, False: 0.5}


def channels(image: QImage) -> np.ndarray:
    pixels = image_pixels(image)
    return np.stack([pixels >> 16 & 255, pixels >> 8 & 255, pixels & 255], axis=-1).astype(int)


def rgb(color: QColor) -> np.ndarray:
    return np.array([color.red(), color.green(), color.blue()], float)


def wanted(theme: Theme, share: float, threshold: float) -> np.ndarray:
    """The color by its definition: from no color at the threshold to the class's own where it is sure."""
    sure = (share - threshold) / ((1 - threshold) if share >= threshold else threshold)
    weight = min(abs(sure), 1.0) ** 0.85 * STRENGTH[theme.dark]
    own = rgb(theme.color("one" if sure >= 0 else "zero"))
    return np.asarray(rgb(theme.color("halo")) * (1 - weight) + own * weight)


def center(pixel: Any, cells: int = 200) -> Any:
    return -1.0 + 4.0 * (pixel + 0.5) / cells


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda each: each.key)
@pytest.mark.parametrize("threshold", [0.5, 0.8])
def test_a_unit_is_shaded_by_what_it_says_at_every_pixel(
    theme: Theme, activation: Activation, threshold: float
) -> None:
    task, values = GateTask((), activation=activation.key), np.array([-1.3, 1.1, 0.7])
    picture = channels(regions(theme, task, values, threshold, AREA, 1.0).image)
    for row in range(3, 200, 14):
        for column in range(5, 200, 14):
            z = -1.3 + 1.1 * center(column) + 0.7 * center(199 - row)
            share = float(activation.share(activation.of(np.array(z))))
            expected = wanted(theme, share, threshold)
            assert np.abs(picture[row, column] - expected).max() <= 1.5, (row, column, z)


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12, 1e300])
def test_the_side_of_every_pixel_is_right_however_long_w_is(scale: float) -> None:
    task, values = GateTask((), activation="step"), np.array([-1.03, 1.1, 0.7]) * scale
    picture = channels(regions(THEMES[0], task, values, 0.5, AREA, 1.0).image)
    x, y = np.meshgrid(center(np.arange(200)), center(np.arange(200))[::-1])
    z = -1.03 + 1.1 * x + 0.7 * y
    says_one = picture[..., 2] > picture[..., 0]
    clear = np.abs(z) > 1e-2 * (scale == 1e-12) + 1e-9
    assert (says_one == (z >= 0))[clear].all()


def test_the_picture_is_as_fine_as_the_screen() -> None:
    for ratio in (1.0, 1.5, 2.0):
        image = regions(THEMES[0], GateTask(()), np.array([0.0, 1.0, 1.0]), 0.5, AREA, ratio).image
        assert (image.width(), image.height()) == (200 * ratio, 200 * ratio)


@pytest.mark.parametrize("activation", [each.key for each in ACTIVATIONS])
def test_the_sums_of_a_network_are_those_of_the_engine(activation: str) -> None:
    task = GateTask((), hidden=5, activation=activation)
    values = np.random.default_rng(1).normal(size=task.size)
    x, y = np.linspace(-1, 3, 31), np.linspace(3, -1, 29)
    points = np.stack([each.ravel() for each in np.meshgrid(x, y)], axis=1)
    assert np.allclose(network_sums(task, values, x, y).ravel(), logits(task, values, points), atol=2e-5)


@pytest.mark.parametrize("threshold", [0.5, 0.7])
def test_the_border_of_one_hidden_unit_is_its_closed_form(threshold: float) -> None:
    task = GateTask((), hidden=1, activation="tanh")
    c, w1, w2, b, v = values = np.array([-0.6, 0.9, 0.5, 0.4, 1.7])
    level = boundary_level(task, threshold)
    said = regions(THEMES[0], task, values, threshold, AREA, 1.0)
    (line,) = border(said, level)
    assert np.allclose(line @ [w1, w2] + c, math.atanh((level - b) / v), atol=2e-3)
    assert (np.abs(line[[0, -1]] - 1).max(1) > 2).all()  # both ends are beyond the frame


def test_a_network_of_steps_says_only_two_things() -> None:
    nand_or_and = np.array([0.23, -0.08, -0.15, -0.15, 0.15, 0.15, -0.2, 0.15, 0.15])
    task = GateTask((), hidden=2, activation="step")
    picture = channels(regions(THEMES[0], task, nand_or_and, 0.5, AREA, 1.0).image)
    x, y = np.meshgrid(center(np.arange(200)), center(np.arange(200))[::-1])
    stripe = (0.15 * (x + y) - 0.08 >= 0) & (0.23 - 0.15 * (x + y) >= 0)
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) == 2
    assert ((picture[..., 2] > picture[..., 0]) == stripe).mean() > 0.999
