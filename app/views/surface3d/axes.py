"""What is written around the box: which edges carry the ticks, and where each text goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QFont, QFontMetricsF

from app.i18n import tr
from app.theme import Theme
from app.views.height_scale import nice_ticks
from app.views.numbers import tick
from app.views.surface3d.camera import Camera, Projection
from app.views.surface3d.relief import FLOOR, TOP, Relief

Array = npt.NDArray[Any]
NAME_DISTANCE = 27.0
# From above, numbers stand beside their axis, and the name beyond them.
STEEP_NAME_DISTANCE = 38.0
# From the outer end of a tick, which is as long as the box is large.
TICK, TICK_DISTANCE = 1.035, 4.0


@dataclass(frozen=True)
class Ticks:
    """Box coordinates and texts along x, y and the height; where two have no room, the first one is written."""

    x: tuple[tuple[float, str], ...]
    y: tuple[tuple[float, str], ...]
    height: tuple[tuple[float, str], ...]


def ticks_of(relief: Relief) -> Ticks:
    """Round numbers along the axes; those of the height are true losses."""
    domain = relief.domain

    def along(low: float, high: float) -> tuple[tuple[float, str], ...]:
        return tuple((-1 + 2 * (value - low) / (high - low), tick(value)) for value in nice_ticks(low, high))

    scale = relief.scale
    losses = sorted(scale.ticks(), key=lambda loss: not scale.ends_at(loss))
    heights = tuple((float(scale(loss)) * TOP, scale.text(loss)) for loss in losses)
    return Ticks(along(*domain.x), along(*domain.y), heights)


def height_corner(camera: Camera) -> tuple[float, float] | None:
    """The upright edge at the left, where the losses are written; none where it is seen from above, as a point."""
    if camera.is_steep:
        return None
    sx, sy = camera.far_sides
    corners = [(float(sx), float(-sy)), (float(-sx), float(sy))]
    return min(corners, key=lambda corner: camera.axes[0][:2] @ corner)


@dataclass(frozen=True, eq=False)
class Label:
    """A text beside a point of the box: `rect` is relative to the pixel of `anchor`, whatever the lens."""

    anchor: Array
    text: str
    font: QFont
    token: str
    rect: QRectF

    def place(self, projection: Projection) -> QRectF:
        """Where the text goes, in pixels."""
        x, y = projection.pixels(self.anchor)[0]
        return self.rect.translated(QPointF(float(x), float(y)))


def axis_labels(camera: Camera, ticks: Ticks, names: tuple[str, str], theme: Theme, ratio: float) -> list[Label]:
    """Every text around the box; `ratio` is pixels a pixel of the theme."""
    small = _sized(theme.font(theme.tick_size, 500), ratio)
    strong = _sized(theme.font(theme.body_size, 500, italic=True), ratio)
    token, k = ("text2" if theme.dark else "text"), theme.scale * ratio
    (sx, sy), corner = camera.far_sides, height_corner(camera)
    level, beyond = (TOP, STEEP_NAME_DISTANCE) if corner is None else (FLOOR, NAME_DISTANCE)

    def label(anchor: tuple[float, float, float], way: Array, text: str, strongly: bool, distance: float) -> Label:
        font = strong if strongly else small
        rect = _beside(way, QFontMetricsF(font).boundingRect(text), distance * k)
        return Label(np.array(anchor), text, font, "text" if strongly else token, rect)

    def edge(values: tuple[tuple[float, str], ...], name: str, axis: int) -> Iterator[Label]:
        for value, text, distance in [*((v, t, TICK_DISTANCE) for v, t in values), (0.0, name, beyond)]:
            is_name = distance == beyond
            near = 1.0 if is_name else TICK
            at, out = (((value, -sy * far) if axis == 0 else (-sx * far, value)) for far in (near, near + 0.1))
            a, b = camera.tangents(np.array([(*at, level), (*out, level)]))
            yield label((*at, level), (b - a) * [1, -1], text, is_name, distance)

    around = [*edge(ticks.x, names[0], 0), *edge(ticks.y, names[1], 1)]
    if corner is None:
        return around
    end = corner[0] * TICK, corner[1] * TICK
    heights = [label((*end, z), np.array([-1.0, 0.0]), text, False, TICK_DISTANCE) for z, text in ticks.height]
    return [*around, *heights, label((*corner, TOP), np.array([-0.25, -1.0]), tr("loss"), True, 8.0)]


def _sized(font: QFont, ratio: float) -> QFont:
    font.setPixelSize(max(round(font.pixelSize() * ratio), 1))
    return font


def _beside(way: Array, bounds: QRectF, distance: float) -> QRectF:
    """A rectangle for a text whose nearest side is `distance` away from the origin, in a direction (y down)."""
    x, y = way / max(float(np.hypot(*way)), 1e-12)
    width, height = bounds.width() + 2, bounds.height()
    away = distance + abs(x) * width / 2 + abs(y) * height / 2
    return QRectF(x * away - width / 2, y * away - height / 2, width, height)
