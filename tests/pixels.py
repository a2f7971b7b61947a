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
