"""The caption of an exported picture: whatever the numbers are, they stay in their column."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QApplication

from app.engine.experiment import Experiment, Run
from app.engine.trajectory import Trajectory
from app.export.caption import paint_caption, plan
from app.export.scene import Scene
from app.theme import THEMES, Theme
from app.views.memory import image_pixels
from app.views.numbers import short_number
from app.views.run_look import RunLook

SIZE = (1280, 720)
WILD = [0.0, 1.5e-12, 0.0002, 235911.6875, 999999.96, 1e6, 3.4e38, np.inf, np.nan]


def scene(value: float, theme: Theme) -> Scene:
    row = np.array([value], np.float32)
    pair = np.array([[-value, -value]], np.float32)
    walked = Trajectory(pair, -row, pair, np.array([]), {})
    run = Run("SGD", (("lr", 0.01),))
    return Scene(Experiment("regression", (0, 0), (run, run), steps=0), (walked, walked), size=SIZE, theme=theme.name)


def painted(value: float, theme: Theme) -> np.ndarray:
    """The caption alone on a transparent ground: where there is ink, of shape (height, width)."""
    image = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    shown, painter = scene(value, theme), QPainter(image)
    looks = (RunLook(0, 0, name="W" * 40), RunLook(1, 1, name="Second"))
    paint_caption(painter, theme, shown, looks, 0, 1)
    painter.end()
    return image_pixels(image) >> 24 > 0


@pytest.mark.parametrize("value", WILD)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_numbers_and_names_stay_in_the_column(qapp: QApplication, theme: Theme, value: float) -> None:
    left, _, _, _ = plan(SIZE, 2, theme).view
    ink = np.flatnonzero(painted(value, theme).any(axis=0))
    assert ink[0] >= theme.px(8)
    assert left - theme.px(40) <= ink[-1] <= left - theme.px(14)  # the name of many letters reaches the margin


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("digits", [3, 4])
def test_a_short_number_is_the_number_rounded(digits: int, sign: int) -> None:
    random = np.random.default_rng(3)
    for size in 10.0 ** random.uniform(-digits, 6, 300):
        text = short_number(sign * size, digits)
        assert len(text.lstrip("\u2212").replace(".", "")) <= 8
        if "·" not in text:
            places = len(text.partition(".")[2])
            assert abs(float(text.replace("\u2212", "-")) - sign * size) <= 0.5001 * 10.0**-places
            assert places == digits or size >= 999


def test_large_numbers_lose_places_after_the_point() -> None:
    shown = [short_number(each) for each in (-235911.6875, 13374.251, 168.094, 2e6, float("inf"))]
    assert shown == ["\u2212235911.7", "13374.25", "168.0940", "2.0·10⁶", "∞"]
