"""An experiment as an animation: GIF, 4 seconds at 15 frames a second, one palette for all frames."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PyQt6.QtGui import QColor, QImage

from app.export.picture import Artist
from app.export.scene import Scene
from app.gl_setup import GLTier
from app.theme import Theme

FRAMES = 60
# GIF counts in hundredths of a second: 7, 7 and 6 of them make 15 frames a second.
DURATIONS = [70, 70, 60] * (FRAMES // 3)
_SAMPLED = 4
_COLORS = 256


def write_animation(path: Path, scene: Scene, tier: GLTier, progress: Callable[[float], None]) -> None:
    """Write a GIF from the start to the scene's step; raises `OSError` and `Unpaintable`."""
    artist = Artist(scene, tier)
    steps = frame_steps(artist.last_step)
    palette = _palette(artist.theme, [_bitmap(artist.image(step)) for step in steps[:: FRAMES // _SAMPLED]])
    frames = []
    for count, step in enumerate(steps, 1):
        frames.append(_bitmap(artist.image(step)).quantize(palette=palette, dither=Image.Dither.NONE))
        progress(count / FRAMES)
    frames[0].save(
        path, "GIF", save_all=True, append_images=frames[1:], duration=DURATIONS, loop=0, optimize=False, disposal=1
    )


def frame_steps(last: int) -> list[int]:
    """The steps shown, evenly from 0 to the last one."""
    return [round(frame * last / (FRAMES - 1)) for frame in range(FRAMES)]


def _bitmap(image: QImage) -> Image.Image:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    pixels = rgb.constBits()
    assert pixels is not None
    size = rgb.width(), rgb.height()
    return Image.frombytes("RGB", size, pixels.asstring(rgb.sizeInBytes()), "raw", "RGB", rgb.bytesPerLine())


def _palette(theme: Theme, samples: list[Image.Image]) -> Image.Image:
    """The colors of the samples, the runs' own among them, or a thin red line would turn gray."""
    tokens = (*theme.runs, theme.text, theme.text2, theme.bg1, theme.halo, theme.star)
    reserved = [channel for token in tokens for channel in QColor(token).getRgb()[:3]]
    width, height = samples[0].size
    sheet = Image.new("RGB", (width, height * len(samples)))
    for index, sample in enumerate(samples):
        sheet.paste(sample, (0, index * height))
    found = sheet.quantize(_COLORS - len(tokens), Image.Quantize.FASTOCTREE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette((reserved + found)[: 3 * _COLORS])
    return palette
