from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtGui import QColor, QImage

from app.views.surface3d.painted import painted_parts


def transparent(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def test_nothing_is_painted_on_a_transparent_picture() -> None:
    assert painted_parts(transparent(100, 70)) == []


@pytest.mark.parametrize("size", [(100, 70), (96, 64), (31, 5), (1, 1)])
def test_every_painted_pixel_lies_in_one_part_that_is_within_the_picture(size: tuple[int, int]) -> None:
    image = transparent(*size)
    whole = QRect(0, 0, *size)
    pixels = [QPoint(k * 37 % size[0], k * 23 % size[1]) for k in range(9)]
    for pixel in [*pixels, whole.bottomRight()]:
        image.setPixelColor(pixel, QColor(0, 0, 0, 1))
    key = image.cacheKey()
    parts = painted_parts(image)
    assert all(whole.contains(part) for part in parts)
    assert [sum(part.contains(pixel) for part in parts) for pixel in pixels] == [1] * len(pixels)
    assert any(part.contains(whole.bottomRight()) for part in parts)
    assert image.cacheKey() == key  # whoever keeps what was made of the picture need not make it again


def test_what_is_far_from_anything_painted_is_left_out() -> None:
    image = transparent(640, 400)
    image.setPixelColor(100, 100, QColor("red"))
    (part,) = painted_parts(image)
    assert part.width() * part.height() <= 32 * 32
