"""The glowing level set, found pixel by pixel: how far away it is follows from height and slope."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage, QPainter

from app.views.memory import image_pixels
from app.views.surface3d.moving import Glow
from app.views.surface3d.software.picture import Sheet

Array = npt.NDArray[Any]
FLAT, STEEP = 2e-5, 0.06  # heights a pixel: below there is no line, above, seen along the sheet, no telling where


def draw_level(image: QImage, sheet: Sheet, fineness: float, height: float, glow: Glow, ratio: float) -> None:
    """Blend the level set into an image; the sheet was painted with `fineness` pixels to one of the image."""
    reach = 0.5 * glow.width * ratio * fineness
    away = np.abs(sheet.heights - np.float32(height))
    near = np.flatnonzero((away < reach * sheet.slopes) & (sheet.slopes > FLAT) & (sheet.slopes < STEEP))
    away = away[near] / sheet.slopes[near] / np.float32(fineness)
    halo = np.clip(1.0 - away / (0.5 * glow.width * ratio), 0.0, 1.0)
    cover = glow.alpha * glow.strength * halo * halo
    line = glow.core_alpha * glow.strength * np.clip(0.5 * glow.core * ratio - away + 0.5, 0.0, 1.0)
    cover = 1.0 - (1.0 - cover) * (1.0 - line)
    _blend(image, sheet.depth.shape[1], sheet.pixels[near], cover, glow, fineness)


def _blend(image: QImage, width: int, places: Array, cover: Array, glow: Glow, fineness: float) -> None:
    row, column = np.divmod(places, width)
    if fineness < 1:
        _blend_coarsely(image, row, column, cover, glow, fineness)
        return
    pixels = image_pixels(image)
    if fineness > 1:
        row, column, cover = _gathered(row, column, cover, round(fineness), pixels.shape)
    before = pixels[row, column]
    mixed: Array = np.full(len(before), 0xFF, np.uint32)
    for shift, wanted in zip((16, 8, 0), glow.color.getRgb()[:3], strict=True):
        channel = ((before >> np.uint32(shift)) & np.uint32(0xFF)).astype(np.float32)
        channel += cover * (np.float32(wanted or 0) - channel)
        mixed = mixed << np.uint32(8) | (channel + np.float32(0.5)).astype(np.uint32)
    pixels[row, column] = mixed


def _blend_coarsely(image: QImage, row: Array, column: Array, cover: Array, glow: Glow, fineness: float) -> None:
    """Through a small picture that is enlarged smoothly."""
    size = round(image.width() * fineness), round(image.height() * fineness)
    small = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    small.fill(Qt.GlobalColor.transparent)
    mixed: Array = (cover * np.float32(255.0) + np.float32(0.5)).astype(np.uint32)
    for wanted in glow.color.getRgb()[:3]:
        mixed = mixed << np.uint32(8) | (cover * np.float32(wanted or 0) + np.float32(0.5)).astype(np.uint32)
    image_pixels(small)[row, column] = mixed
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(image.rect(), small)
    painter.end()


def _gathered(row: Array, column: Array, cover: Array, side: int, shape: tuple[int, ...]) -> tuple[Array, Array, Array]:
    """The mean of the fine pixels within each pixel."""
    cells, which = np.unique(row // side * shape[1] + column // side, return_inverse=True)
    mean = np.bincount(which, cover) / side**2
    return cells // shape[1], cells % shape[1], mean.astype(np.float32)
