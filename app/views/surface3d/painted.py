"""Where anything is painted on a picture that is transparent elsewhere."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QImage

TILE = 32


def painted_parts(image: QImage) -> list[QRect]:
    """Rectangles, rows of tiles, that do not overlap; outside of them every pixel (of 32 bits) is 0."""
    height, width = image.height(), image.width()
    memory = image.constBits()
    assert memory is not None
    memory.setsize(image.sizeInBytes())
    pixels = np.frombuffer(cast(Any, memory), np.uint32).reshape(height, width)
    tops, lefts = np.arange(0, height, TILE), np.arange(0, width, TILE)
    bands = np.bitwise_or.reduceat(pixels, tops, axis=0)
    painted = np.bitwise_or.reduceat(bands, lefts, axis=1) != 0
    parts = []
    for top, row in zip(tops, painted, strict=True):
        ends = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(np.int8)))
        for first, end in (TILE * ends.reshape(-1, 2)).tolist():
            parts.append(QRect(first, int(top), min(end, width) - first, min(TILE, height - int(top))))
    return parts
