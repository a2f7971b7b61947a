from __future__ import annotations

import itertools

import numpy as np
import pytest
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QApplication

from app.theme import THEMES, Theme
from app.views.map_marks import paint_start
from app.views.memory import Array, image_pixels

RECT = QRectF(40, 20, 260, 220)
RING = 12  # pixels at scale 1


def painted(theme: Theme, center: QPointF, clipped: bool) -> Array:
    """A start in `RECT` on black, cut off a little outside it as on the map, or not at all."""
    image = QImage(340, 280, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if clipped:
        painter.setClipRect(RECT)
    paint_start(painter, theme, center, RECT, hovered=True)
    painter.end()
    return image_pixels(image).copy()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_name_of_the_start_is_never_cut_off(theme: Theme, qapp: QApplication) -> None:
    for x, y in itertools.product((RECT.left(), 70, 170, 270, RECT.right()), (RECT.top(), 30, 130, 230, RECT.bottom())):
        cut = painted(theme, QPointF(x, y), True) != painted(theme, QPointF(x, y), False)
        rows, columns = np.nonzero(cut)
        assert (np.hypot(columns - x, rows - y) <= RING * theme.scale).all()


def test_a_start_out_of_sight_leaves_nothing_behind(qapp: QApplication) -> None:
    blank = painted(THEMES[0], QPointF(-900, -900), True)
    for center in (QPointF(RECT.left() - 20, 130), QPointF(RECT.right() + 20, 130), QPointF(170, RECT.bottom() + 20)):
        assert np.array_equal(painted(THEMES[0], center, True), blank)
