"""The colors of the sheet and of the floor: what `sheet_shader` does on a graphics card, done with numpy."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PyQt6.QtGui import QColor

from app.theme import Theme
from app.views.surface3d.camera import Camera
from app.views.surface3d.software.ground import Ground
from app.views.surface3d.software.splat import Hits

Array = npt.NDArray[Any]
LEVELS = 30.0
SHADES = 1024
INK = 0.6


def sheet_colors(ground: Ground, hits: Hits, camera: Camera, theme: Theme, ratio: float) -> Array:
    """Pixels (n,) as 0xffRRGGBB of what is seen of the sheet; `ratio` is pixels a pixel of the design."""
    light, gloss = _light(ground, hits, camera, theme)
    index = _shades(hits.height)
    ink = _lines(hits, 0.62 * ratio) * np.float32(INK)
    channels = []
    for table, line in zip(_table(theme.colormap).T, _channels(theme.color("iso")), strict=True):
        color = table[index]
        color *= light
        color += gloss
        channels.append(_inked(color, ink, line))
    return _packed(channels)


def floor_colors(hits: Hits, theme: Theme, ratio: float) -> Array:
    """Pixels (n,) as 0xffRRGGBB of what is seen of the map on the floor."""
    index = _shades(hits.height)
    ink = _lines(hits, 0.55 * ratio) * np.float32(INK)
    bottom = _channels(theme.color("view_bottom"))
    channels = []
    for table, line, ground in zip(_table(theme.colormap).T, _channels(theme.color("iso")), bottom, strict=True):
        mixed = table * (1 - theme.floor_mix) + ground * ground * theme.floor_mix
        channels.append(_inked(mixed.astype(np.float32)[index], ink, line))
    return _packed(channels)


def _light(ground: Ground, hits: Hits, camera: Camera, theme: Theme) -> tuple[Array, Array]:
    """What linear colors (n,) are multiplied by, and what is added: the lamp, cavities, the rim and the gloss."""
    place = ground.places(hits.x, hits.y)
    slope_x, slope_y = ground.slope_x.ravel()[place], ground.slope_y.ravel()[place]
    up = 1.0 / np.sqrt(slope_x * slope_x + slope_y * slope_y + 1.0)
    eye, lamp = camera.eye.astype(np.float32), camera.light.astype(np.float32)
    view = [eye[0] - hits.x, eye[1] - hits.y, eye[2] - hits.height]
    away = 1.0 / np.sqrt(view[0] * view[0] + view[1] * view[1] + view[2] * view[2])
    facing = (view[2] - slope_x * view[0] - slope_y * view[1]) * (up * away)
    under = facing < 0.0
    lit = (lamp[2] - slope_x * lamp[0] - slope_y * lamp[1]) * up
    if under.any():
        np.copysign(facing, np.float32(1), out=facing)
        up, lit = np.where(under, -up, up), np.where(under, -lit, lit)
    # The half vector l + v has the squared length 2 + 2 l·v.
    along = (lamp[0] * view[0] + lamp[1] * view[1] + lamp[2] * view[2]) * away
    shine = np.maximum((lit + facing) / np.sqrt(np.float32(2.0) + np.float32(2.0) * along), 0.0)
    for _ in range(5):
        shine *= shine
    soft = np.maximum((lit + np.float32(0.35)) * np.float32(0.7407), 0.0)
    ambient, key = np.float32(0.50 if theme.dark else 0.62), np.float32(0.62 if theme.dark else 0.52)
    light = ambient * (np.float32(0.885) + np.float32(0.165) * up) + (key * np.float32(1.25)) * soft
    light *= np.clip(ground.cavity.ravel()[place] + np.float32(1.0), 0.55, 1.12)
    light[under] *= np.float32(0.55)
    rim = np.float32(1.0) - facing
    light += np.float32(0.16) * rim * rim * rim
    shine *= np.float32(0.10) * key
    return light, shine


def _lines(hits: Hits, half_width: float) -> Array:
    """How much (n,) of each pixel contour lines cover, every fifth of them stronger; none at the bottom and the top."""
    slope = np.sqrt(hits.right * hits.right + hits.down * hits.down)
    slope *= np.float32(LEVELS)
    np.maximum(slope, np.float32(1e-7), out=slope)
    level = hits.height * np.float32(LEVELS)
    minor = _line(level, slope, half_width, 1.0)
    minor *= np.float32(0.62)
    major = _line(level * np.float32(0.2), slope * np.float32(0.2), half_width * 1.7, 0.6)
    result: Array = np.maximum(minor, major)
    result[(level < np.float32(0.5)) | (level > np.float32(LEVELS - 0.5))] = 0.0
    return result


def _line(level: Array, slope: Array, half_width: float, fade: float) -> Array:
    """Lines fade before they merge, and where the ground is flat."""
    away = np.abs(level - np.rint(level))
    away /= slope
    cover: Array = np.clip(np.float32(half_width + 0.5) - away, 0.0, 1.0)
    cover[slope <= 2e-4] = 0.0
    cover *= np.float32(1.0) - np.float32(fade) * np.clip((slope - np.float32(0.25)) * np.float32(2.86), 0.0, 1.0)
    return cover


def _inked(linear: Array, ink: Array, line: float) -> Array:
    """A channel (n,) from linear light to what is shown, with the lines on it."""
    shown: Array = np.sqrt(np.clip(linear, 0.0, 1.0))
    shown += ink * (np.float32(0.45 * line) - np.float32(0.86) * shown)
    return shown


def _packed(channels: list[Array]) -> Array:
    red, green, blue = ((channel * np.float32(255.0) + np.float32(0.5)).astype(np.uint32) for channel in channels)
    red <<= 16
    green <<= 8
    red |= green
    red |= blue
    red |= np.uint32(0xFF000000)
    return red


def _shades(height: Array) -> Array:
    result: Array = np.clip(height * np.float32(SHADES - 1) + np.float32(0.5), 0, SHADES - 1).astype(np.int32)
    return result


@lru_cache(maxsize=4)
def _table(colormap: str) -> Array:
    """Linear colors (1024, 3) by height."""
    shades = pg.colormap.get(colormap).getLookupTable(nPts=256).astype(np.float32) / 255
    at = np.linspace(0, 255, SHADES)
    table = np.column_stack([np.interp(at, np.arange(256), channel) for channel in shades[:, :3].T])
    result: Array = (table * table).astype(np.float32)
    return result


def _channels(color: QColor) -> tuple[float, float, float]:
    return color.redF(), color.greenF(), color.blueF()
