"""The 256 colors of a GIF: the runs' own among them, or a thin red line would turn gray."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from PyQt6.QtGui import QColor

from app.theme import Theme

_COLORS = 256


class Palette:
    """One palette for all frames; what has exactly a reserved color keeps it."""

    def __init__(self, theme: Theme, samples: list[Image.Image]) -> None:
        """The theme's own colors, then what else the samples need."""
        tokens = (*theme.runs, theme.text, theme.text2, theme.bg1, theme.halo, theme.star)
        self._reserved = [QColor(token).getRgb()[:3] for token in dict.fromkeys(token.upper() for token in tokens)]
        sheet = Image.new("RGB", (samples[0].width, samples[0].height * len(samples)))
        for index, sample in enumerate(samples):
            sheet.paste(sample, (0, index * sample.height))
        found = sheet.quantize(_COLORS - len(self._reserved), Image.Quantize.FASTOCTREE).getpalette() or []
        own = [int(channel or 0) for color in self._reserved for channel in color]
        self._image = Image.new("P", (1, 1))
        self._image.putpalette((own + found)[: 3 * _COLORS])

    def quantized(self, frame: Image.Image) -> Image.Image:
        """An RGB frame in these colors."""
        near = frame.quantize(palette=self._image, dither=Image.Dither.NONE)
        indices = np.array(near)
        pixels = _packed(np.asarray(frame))
        # Pillow takes the nearest color of a cell of 4 × 4 × 4, which may be another one than the very color.
        for index, color in enumerate(self._reserved):
            indices[pixels == _packed(np.array(color, np.uint8))] = index
        exact = Image.fromarray(indices)
        exact.putpalette(self._image.getpalette() or [])
        return exact


def _packed(rgb: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """`(..., 3)` channels as one number a pixel."""
    red, green, blue = (rgb[..., channel].astype(np.uint32) for channel in range(3))
    return red << 16 | green << 8 | blue
