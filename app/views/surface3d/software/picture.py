"""The sheet and the floor painted into an image, and small pictures of whole surfaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QImage

from app.theme import Theme
from app.views.height_scale import sampled
from app.views.memory import image_pixels
from app.views.surface3d.camera import Camera, Lens, Projection
from app.views.surface3d.relief import Relief
from app.views.surface3d.software.ground import Ground
from app.views.surface3d.software.shading import floor_colors, sheet_colors
from app.views.surface3d.software.splat import floor_hits, sheet_hits
from surfaces.surface import Surface

Array = npt.NDArray[Any]
FINER = 2  # a small picture is drawn so many times larger, so that its edges are smooth
SMALL_GRID = 161
SMALL_ELEVATION = 44.0


@dataclass(frozen=True, eq=False)
class Sheet:
    """What was painted: the depth along the view (height, width), infinite where nothing is, and, for every pixel (n,)
    of the sheet and then of the floor, its flat index, its height, and how much the height changes from pixel to pixel.
    """

    depth: Array
    pixels: Array
    heights: Array
    slopes: Array


def paint_sheet(image: QImage, ground: Ground, projection: Projection, theme: Theme, ratio: float) -> Sheet:
    """Paint sheet and floor over what the image, 32 bits a pixel, shows; `ratio` is its pixels to one of the design."""
    pixels = image_pixels(image)
    depth = np.full(pixels.shape, np.inf, np.float32)
    sheet = sheet_hits(ground, projection)
    depth.ravel()[sheet.pixels] = sheet.depth
    pixels.reshape(-1)[sheet.pixels] = sheet_colors(ground, sheet, projection.camera, theme, ratio)
    floor = floor_hits(ground, projection, np.isinf(depth))
    depth.ravel()[floor.pixels] = floor.depth
    pixels.reshape(-1)[floor.pixels] = floor_colors(floor, theme, ratio)
    both = (sheet, floor)
    return Sheet(
        depth,
        np.concatenate([hits.pixels for hits in both]),
        np.concatenate([hits.height for hits in both]),
        np.concatenate([np.hypot(hits.right, hits.down) for hits in both]),
    )


def surface_picture(surface: Surface, size: QSize, theme: Theme, ratio: float = 1.0) -> QImage:
    """The sheet of a surface alone, as large as it can be, on a transparent ground; some 30 ms. `size` in pixels of the
    screen, each of `ratio` device pixels.
    """
    camera = Camera(SMALL_ELEVATION)
    ground = Ground(Relief(sampled(surface, SMALL_GRID), surface.domain))
    finer = FINER * ratio
    width, tall = round(size.width() * finer), round(size.height() * finer)
    image = QImage(width, tall, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    projection = Projection(camera, _filling(camera, ground, (width, tall), finer))
    sheet = sheet_hits(ground, projection)
    image_pixels(image).reshape(-1)[sheet.pixels] = sheet_colors(ground, sheet, camera, theme, finer)
    smooth = image.scaled(
        round(size.width() * ratio), round(size.height() * ratio),
        Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    smooth.setDevicePixelRatio(ratio)
    return smooth


def _filling(camera: Camera, ground: Ground, size: tuple[int, int], margin: float) -> Lens:
    """The lens with which the sheet just fills the picture."""
    sides = np.linspace(-1.0, 1.0, SMALL_GRID)
    points = np.stack([*np.meshgrid(sides, sides, indexing="ij"), ground.cut(sides, sides)], axis=-1)
    seen = camera.tangents(points) * [1, -1]
    low, high = seen.min(axis=0), seen.max(axis=0)
    scale = float(((np.array(size) - 2 * margin) / (high - low)).min())
    middle = 0.5 * (np.array(size) - scale * (low + high))
    return Lens(scale, (float(middle[0]), float(middle[1])), size)
