"""All that stands still while the camera does: ground, box, sheet, floor, minimizers and texts, and its depth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QImage, QPainter

from app.theme import Theme
from app.views.memory import image_pixels
from app.views.polyline import polygon
from app.views.surface3d.axes import height_corner
from app.views.surface3d.border import border, plateau_edge
from app.views.surface3d.box_lines import edge_lines, frame_lines, grid_lines, walls
from app.views.surface3d.content import Content
from app.views.surface3d.frame import Frame
from app.views.surface3d.polyline import Polyline, joined
from app.views.surface3d.software.ground import Ground
from app.views.surface3d.software.ink import draw_line
from app.views.surface3d.software.picture import Sheet, paint_sheet
from app.views.surface3d.software.screen_line import screen_line
from app.views.surface3d.software.sight import Sight
from app.views.surface3d.software.stickers import Stickers
from app.views.surface3d.stroke import Stroke

Array = npt.NDArray[Any]
COARSE_RIM, RIM = 121, 241  # points a side, while the camera moves and while it stands


@dataclass(frozen=True, eq=False)
class Still:
    """The picture, what it leaves to be seen of other things, and where its level sets lie."""

    image: QImage
    sight: Sight
    sheet: Sheet


def draw_still(frame: Frame, content: Content, ground: Ground, layer: QImage, fineness: float) -> Still:
    """Draw it, the sheet with `fineness` pixels to a pixel of the picture; `layer` holds the texts."""
    theme, projection = frame.theme, frame.projection
    image = ground_image(frame.width, frame.height, theme)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, fineness >= 1)
    nothing = Sight(projection, np.full((1, 1), np.inf, np.float32), 1.0)
    _draw_walls(painter, frame, content, nothing)
    own = QImage(
        round(frame.width * fineness), round(frame.height * fineness), QImage.Format.Format_ARGB32_Premultiplied
    )
    own.fill(Qt.GlobalColor.transparent)
    finer = projection if fineness == 1 else type(projection)(projection.camera, projection.lens.times(fineness))
    sheet = paint_sheet(own, ground, finer, theme, frame.ratio * fineness)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRect(0, 0, frame.width, frame.height), own)
    sight = Sight(projection, sheet.depth, fineness)
    color = theme.color("iso")
    rim = border(ground.relief, COARSE_RIM if fineness < 1 else RIM)
    _draw(painter, frame, rim, sight, Stroke(color, 1.7, 0.85, lift=0.004))
    edge = plateau_edge(ground.relief)
    for flat in (True, False):
        _draw(painter, frame, edge, sight, Stroke(color, 1.4, 0.7, lift=0.004, flat=flat))
    sx, sy = projection.camera.far_sides
    edges = joined(edge_lines(sx, sy, height_corner(projection.camera), content.ticks))
    alpha = 0.55 if theme.dark else 0.85
    _draw(painter, frame, edges, sight, Stroke(theme.color("view_grid"), 1.6, alpha, lift=0.02))
    Stickers(frame).draw(painter, content.stars(projection))
    painter.drawImage(0, 0, layer)
    painter.end()
    return Still(image, sight, sheet)


def _draw_walls(painter: QPainter, frame: Frame, content: Content, sight: Sight) -> None:
    """The walls with their grid; sheet and floor are drawn over them."""
    theme, projection = frame.theme, frame.projection
    sx, sy = projection.camera.far_sides
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("view_grid", 0.03))
    for triangles in walls(sx, sy).reshape(2, 6, 3):
        painter.drawPolygon(polygon(projection.pixels(triangles[[0, 1, 2, 5]])))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    color, alpha = theme.color("view_grid"), 0.15 if theme.dark else 0.20
    _draw(painter, frame, joined(grid_lines(sx, sy, content.ticks)), sight, Stroke(color, 1.0, alpha))
    outline = joined([np.array(line) for line in frame_lines(sx, sy)])
    _draw(painter, frame, outline, sight, Stroke(color, 1.1, alpha * 1.9))


def _draw(painter: QPainter, frame: Frame, line: Polyline, sight: Sight, stroke: Stroke) -> None:
    if len(line) < 2:
        return
    shape = screen_line(line, sight, stroke.lift, stroke.flat)
    draw_line(painter, shape, stroke, frame.ratio, 0, len(line) - 1)


def ground_image(width: int, height: int, theme: Theme) -> QImage:
    """A soft gradient, dithered so that it shows no bands on projectors."""
    return _ground(width, height, theme).copy()


@lru_cache(maxsize=2)
def _ground(width: int, height: int, theme: Theme) -> QImage:
    column, row = np.arange(width) + 0.5, height - np.arange(height)[:, None] - 0.5
    across = 1.0 - (2.0 * column / width - 1.0) ** 2
    up = np.clip(row / height + 0.09 * across, 0.0, 1.0)
    noise = np.mod(52.9829189 * np.mod(column * 0.06711056 + row * 0.00583715, 1.0), 1.0) - 0.5
    packed: Array = np.full((height, width), 0xFF, np.uint32)
    top, bottom = theme.color("view_top"), theme.color("view_bottom")
    for low, high in zip(bottom.getRgb()[:3], top.getRgb()[:3], strict=True):
        value = np.clip(low + (high - low) * up + noise, 0, 255) + 0.5
        packed = packed << 8 | value.astype(np.uint32)
    image = QImage(QSize(width, height), QImage.Format.Format_RGB32)
    image_pixels(image)[:] = packed
    return image
