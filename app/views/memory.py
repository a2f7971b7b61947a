"""The memory of Qt's objects as arrays, without a copy."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import numpy.typing as npt
from PyQt6.QtGui import QImage, QPolygonF

Array = npt.NDArray[Any]


def polygon_points(polygon: QPolygonF) -> Array:
    """The points of a polygon, shape (n, 2); valid while the polygon lives and keeps its size."""
    memory = polygon.data()
    assert memory is not None
    memory.setsize(16 * len(polygon))
    return np.frombuffer(cast(Any, memory), np.float64).reshape(-1, 2)


def image_pixels(image: QImage) -> Array:
    """The pixels of an image of 32 bits a pixel, shape (height, width); valid while the image lives unshared."""
    memory = image.bits()
    assert memory is not None
    memory.setsize(image.sizeInBytes())
    return np.frombuffer(cast(Any, memory), np.uint32).reshape(image.height(), image.width())
