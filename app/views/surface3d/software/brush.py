"""Draws what moves with QPainter, over the still picture and by its depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPoint, QSize
from PyQt6.QtGui import QImage, QPainter

from app.views.surface3d.atlas import Sprite
from app.views.surface3d.frame import Frame
from app.views.surface3d.moving import Glow
from app.views.surface3d.polyline import Polyline
from app.views.surface3d.software.ink import Ink, draw_line
from app.views.surface3d.software.level import draw_level
from app.views.surface3d.software.screen_line import ScreenLine, screen_line
from app.views.surface3d.software.solid_picture import SolidPicture, arrow_skin, ball_skin, solid_picture
from app.views.surface3d.software.stickers import Stickers
from app.views.surface3d.software.still import Still
from app.views.surface3d.solid import Solid
from app.views.surface3d.stroke import Stroke

Array = npt.NDArray[Any]
Balls = dict[tuple[int, float, int], SolidPicture]
MOST_BALLS = 64
LAMP_STEP = 4.0  # degrees


@dataclass(eq=False)
class Kept:
    """What can be used again as long as the still picture stays the same one."""

    lines: dict[tuple[str, bool, float], tuple[Polyline, ScreenLine]] = field(default_factory=dict)
    inks: dict[tuple[str, object], Ink] = field(default_factory=dict)


class SoftBrush:
    """Paints one frame into an image that shows the still picture."""

    def __init__(self, image: QImage, frame: Frame, still: Still, kept: Kept, balls: Balls) -> None:
        self._image, self._frame, self._still, self._kept = image, frame, still, kept
        self._balls = balls
        self._painter = QPainter()
        self._stickers = Stickers(frame)

    def __enter__(self) -> Self:
        self._begin()
        return self

    def __exit__(self, *reason: object) -> None:
        self._painter.end()

    def _begin(self) -> None:
        self._painter.begin(self._image)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def level(self, height: float, glow: Glow) -> None:
        """The set of all points at a height, on the floor and on the sheet."""
        self._painter.end()
        still = self._still
        draw_level(self._image, still.sheet, still.sight.ratio, height, glow, self._frame.ratio)
        self._begin()

    def line(self, key: str, line: Polyline, stroke: Stroke, first: int = 0, last: int | None = None) -> None:
        """A line from one of its points to another."""
        last = len(line) - 1 if last is None else last
        if last <= first:
            return
        shape = self._shape(key, line, stroke)
        if self._still.sight.ratio < 1 or first > 0:  # the camera moves, or the line loses its beginning
            draw_line(self._painter, shape, stroke, self._frame.ratio, first, last)
            return
        name = (key, stroke.name)
        ink = self._kept.inks.get(name)
        if ink is None or ink.line is not shape:
            ink = Ink(shape, stroke, self._frame.ratio, QSize(self._image.width(), self._image.height()))
            self._kept.inks[name] = ink
        ink.paint(self._painter, last)

    def _shape(self, key: str, line: Polyline, stroke: Stroke) -> ScreenLine:
        name = (key, stroke.flat, stroke.lift)
        known = self._kept.lines.get(name)
        if known is None or known[0] is not line:
            known = self._kept.lines[name] = line, screen_line(line, self._still.sight, stroke.lift, stroke.flat)
        return known[1]

    def arrows(self, arrows: Sequence[Solid]) -> None:
        """Arrows; what is hidden of them shines through."""
        for arrow in arrows:
            self._draw(solid_picture(arrow_skin(), arrow, self._frame.projection), 0.03, 0.4, arrow.alpha)

    def balls(self, balls: Sequence[Solid]) -> None:
        """Balls; what is hidden of them shines through."""
        for ball in balls:
            self._draw(self._ball(ball), 0.045, 0.35, ball.alpha)

    def _ball(self, ball: Solid) -> SolidPicture:
        """A ball looks the same wherever it is and from all sides, but not from all heights: the lamp stays up."""
        projection, sight = self._frame.projection, self._still.sight
        center, radius = np.array([ball.model.data()[12:15]]), ball.model.data()[0]
        name = (ball.color.rgb(), round(radius * projection.unit, 1), round(projection.camera.elevation / LAMP_STEP))
        place, depth = np.rint(projection.pixels(center)[0]), float(sight.depth_of(center)[0])
        if name not in self._balls:
            if len(self._balls) >= MOST_BALLS:
                self._balls.clear()
            self._balls[name] = solid_picture(ball_skin(), ball, projection).moved(-place, -depth)
        return self._balls[name].moved(place, depth)

    def _draw(self, picture: SolidPicture, lift: float, ghost: float, alpha: float) -> None:
        self._painter.setOpacity(alpha)
        self._painter.drawImage(QPoint(picture.left, picture.top), picture.seen(self._still.sight, lift, ghost))
        self._painter.setOpacity(1.0)

    def sprites(self, sprites: Sequence[Sprite]) -> None:
        """Small pictures over everything."""
        self._stickers.draw(self._painter, sprites)
