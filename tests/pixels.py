"""What is seen of a picture, as numbers."""

from __future__ import annotations

import numpy as np
from PyQt6.QtGui import QColor, QImage


def pixels(image: QImage) -> np.ndarray:
    """Red, green, blue (height, width, 3)."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    bits = image.constBits()
    assert bits is not None
    shape = image.height(), image.width(), 4
    return np.frombuffer(bits.asstring(image.sizeInBytes()), np.uint8).reshape(shape)[..., :3]


def count_of(image: QImage, color: QColor, within: int = 24) -> int:
    """How many pixels have a color, nearly."""
    wanted = np.array([color.red(), color.green(), color.blue()])
    return int((np.abs(pixels(image).astype(int) - wanted).max(axis=2) <= within).sum())


def has_viridis(image: np.ndarray) -> bool:
    """Whether the greens of a surface are there; height × width × 3."""
    green_over_blue = image[..., 1].astype(int) - image[..., 2]
    return bool((green_over_blue > 20).mean() > 0.01)
