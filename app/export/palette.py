"""The colors of a GIF: the runs' own among them, or a thin red line would turn gray."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from PyQt6.QtGui import QColor

from app.theme import Theme

Array = npt.NDArray[Any]
# One of 256 stands for what has not changed since the frame before.
COLORS = 255
UNCHANGED = 255


class Palette:
    """One palette for all frames; what has exactly a reserved color keeps it."""

    def __init__(self, theme: Theme, samples: list[Image.Image]) -> None:
        """The theme's own colors, then what else the RGB samples need."""
        tokens = (*theme.runs, theme.text, theme.text2, theme.bg1, theme.halo, theme.star)
        self._reserved = list(dict.fromkeys(QColor(token).getRgb()[:3] for token in tokens))
        sheet = Image.new("RGB", (samples[0].width, samples[0].height * len(samples)))
        for index, sample in enumerate(samples):
            sheet.paste(sample, (0, index * sample.height))
        found = sheet.quantize(COLORS - len(self._reserved), Image.Quantize.FASTOCTREE).getpalette() or []
        own = [int(channel or 0) for color in self._reserved for channel in color]
        self.channels = (own + found)[: 3 * COLORS]
        self._colors = Image.new("P", (1, 1))
        self._colors.putpalette(self.channels)

    def indices(self, frame: Image.Image) -> Array:
        """`(height, width)`: the color of every pixel of an RGB frame."""
        found = np.array(frame.quantize(palette=self._colors, dither=Image.Dither.NONE))
        pixels = _packed(np.asarray(frame))
        # Pillow looks for the nearest color by cells of 4 × 4 × 4, and so may miss the very color.
        for index, color in enumerate(self._reserved):
            found[pixels == _packed(np.array(color, np.uint8))] = index
        return found


class Changes:
    """Frames with only what changed since the frame before, the rest transparent: a tenth of the size."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._before: Array | None = None

    def since_last(self, frame: Image.Image) -> Image.Image:
        """The next RGB frame, in the palette; the first one is whole."""
        indices, before = self._palette.indices(frame), self._before
        self._before = indices
        shown = Image.fromarray(indices if before is None else np.where(indices == before, UNCHANGED, indices))
        shown.putpalette(self._palette.channels)
        return shown


def _packed(rgb: Array) -> Array:
    """`(..., 3)` channels as one number a pixel."""
    red, green, blue = (rgb[..., channel].astype(np.uint32) for channel in range(3))
    return red << 16 | green << 8 | blue
