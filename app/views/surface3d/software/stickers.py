"""The small pictures of the atlas, put where they stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PyQt6.QtCore import QPoint, QRect
from PyQt6.QtGui import QImage, QPainter

from app.i18n import tr
from app.theme import Theme
from app.views.surface3d.atlas import START_WORD, WORD_CELLS, Sprite, atlas, cell_side
from app.views.surface3d.frame import Frame


class Stickers:
    """Draws sprites for one frame; the atlas is kept from frame to frame."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._cell = cell_side(frame.ratio)
        self._atlas = _kept_atlas(frame.theme, frame.ratio, tr("start"))

    def draw(self, painter: QPainter, sprites: Sequence[Sprite]) -> None:
        """Draw all, over everything."""
        if not sprites:
            return
        cell = self._cell
        places = self._frame.projection.pixels(np.array([sprite.place for sprite in sprites]))
        for sprite, at in zip(sprites, np.floor(places + 0.5).astype(int).tolist(), strict=True):
            word = sprite.kind == START_WORD
            cells = WORD_CELLS if word else 1
            left = math.floor((0.3 - cells) * cell) if word else -cell // 2
            painter.setOpacity(sprite.alpha)
            corner = QPoint(at[0] + left, at[1] - cell // 2)
            painter.drawImage(corner, self._atlas, QRect(sprite.kind * cell, 0, cells * cell, cell))
        painter.setOpacity(1.0)


@lru_cache(maxsize=2)
def _kept_atlas(theme: Theme, ratio: float, word: str) -> QImage:
    """`word` only tells one language from another."""
    del word
    return atlas(theme, ratio)
