"""The past of one trajectory on the map, as a picture that any step is reached in without drawing it anew.

The whole line is rasterized once, from its end to its start, in colors that number its segments: each pixel then
holds the first segment that touches it. Sorted by that number, the pixels are a list of events; moving the playhead
applies or takes back the events in between, whatever the number of steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from app.views.memory import image_pixels
from app.views.polyline import Segments, polygon

Array = npt.NDArray[Any]
SUB_PIXELS = 3_000_000  # no more in all
GROUPS = 2_000  # segments are numbered in at most so many groups; the begun group is drawn live
_NEVER = 0xFFFFFF


@dataclass(frozen=True)
class Stroke:
    """How a past trajectory is drawn; widths in device pixels, `dash` in pen widths."""

    color: QColor
    width: float
    halo: QColor
    halo_width: float
    dash: tuple[float, ...]

    def pen(self, offset: float = 0.0) -> QPen:
        """The pen of the core, its dashes begun `offset` pixels along the line."""
        pen = QPen(self.color, self.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if self.dash else Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self.dash:
            pen.setDashPattern(self.dash)
            pen.setDashOffset(offset / self.width)
        return pen

    def casing(self) -> QPen:
        """The pen of the halo below it."""
        return QPen(
            self.halo, self.halo_width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )


def draw_lines(painter: QPainter, segments: Segments) -> None:
    """Draw segments as polylines with the pen that is set."""
    for line in segments.joined():
        painter.drawPolyline(polygon(line))


class TrajectoryInk:
    """Draws the past of one run; `segments` in device pixels of an image of `size`."""

    def __init__(self, segments: Segments, size: QSize, stroke: Stroke) -> None:
        self._segments, self._stroke = segments, stroke
        self._group = max(1, -(-len(segments) // GROUPS))
        lengths = np.hypot(*(segments.end - segments.start).T) if len(segments) else np.zeros(0)
        self._along = np.concatenate([[0.0], np.cumsum(lengths)])
        self._left, self._top, width, height = self._bounds(size)
        self._fine = self._fineness(width * height)
        self._state = np.zeros((height * self._fine, width * self._fine), np.uint8)
        self._image = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
        self._image.fill(Qt.GlobalColor.transparent)
        self._shown = image_pixels(self._image)
        self._shades = self._shade_table()
        self._when, self._where, self._kind = self._events()
        self._done = 0

    def _fineness(self, pixels: int) -> int:
        """Sub-pixels along a side: 3 (10 shades at an edge), fewer on a huge map or for a line that covers all."""
        if len(self._segments) > GROUPS:
            return 1
        return next((fine for fine in (3, 2) if fine * fine * pixels <= SUB_PIXELS), 1)

    def _bounds(self, size: QSize) -> tuple[int, int, int, int]:
        """Left, top, width and height of the pixels the line can touch."""
        if len(self._segments) == 0:
            return 0, 0, 0, 0
        points = np.concatenate([self._segments.start, self._segments.end])
        margin = self._stroke.halo_width
        left, top = (max(0, int(value)) for value in np.floor(points.min(axis=0) - margin))
        right = min(size.width(), int(np.ceil(points[:, 0].max() + margin)))
        bottom = min(size.height(), int(np.ceil(points[:, 1].max() + margin)))
        return left, top, max(0, right - left), max(0, bottom - top)

    def _shade_table(self) -> Array:
        """Premultiplied pixels by how many of the sub-pixels are core and how many halo."""
        cells = self._fine * self._fine
        core, halo = np.meshgrid(np.arange(cells + 1), np.arange(cells + 1), indexing="ij")
        table = np.zeros((cells + 1, cells + 1), np.uint32)
        for shift, channel in ((24, QColor.alpha), (16, QColor.red), (8, QColor.green), (0, QColor.blue)):
            weights = [each.alpha() / 255 if shift < 24 else 1.0 for each in (self._stroke.color, self._stroke.halo)]
            values = [channel(each) * weight for each, weight in zip(self._colors, weights, strict=True)]
            mixed = np.minimum(np.rint((core * values[0] + halo * values[1]) / cells), 255)
            table |= mixed.astype(np.uint32) << np.uint32(shift)
        return table

    @property
    def _colors(self) -> tuple[QColor, QColor]:
        return self._stroke.color, self._stroke.halo

    def _events(self) -> tuple[Array, Array, Array]:
        """When each sub-pixel turns to halo (1) and to core (2): group, flat index, kind, in order of time."""
        if self._state.size == 0:
            return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.uint8)
        halo, core = self._arrival(casing=True), self._arrival(casing=False)
        halo_where, core_where = np.flatnonzero(halo != _NEVER), np.flatnonzero(core != _NEVER)
        when = np.concatenate([halo[halo_where], core[core_where]]).astype(np.int32)
        where = np.concatenate([halo_where, core_where]).astype(np.int32)
        kind = np.repeat(np.array([1, 2], np.uint8), [len(halo_where), len(core_where)])
        order = np.argsort(2 * when + kind, kind="stable")
        return when[order], where[order], kind[order]

    def _arrival(self, casing: bool) -> Array:
        """For every sub-pixel the first group whose stroke covers it, flat."""
        height, width = self._state.shape
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(255, 255, 255))
        painter = QPainter(image)
        painter.scale(self._fine, self._fine)
        painter.translate(-self._left, -self._top)
        for group in range(-(-len(self._segments) // self._group) - 1, -1, -1):
            first = group * self._group
            pen = self._stroke.casing() if casing else self._stroke.pen(float(self._along[first]))
            pen.setColor(QColor.fromRgb(group))
            painter.setPen(pen)
            self._draw(painter, first, first + self._group)
        painter.end()
        return image_pixels(image).reshape(-1) & 0xFFFFFF

    def _draw(self, painter: QPainter, first: int, last: int) -> None:
        draw_lines(painter, self._segments.part(first, last))

    def paint(self, painter: QPainter, step: int) -> None:
        """Draw the past until a step."""
        count = self._segments.until(step)
        groups = count // self._group
        self._move_to(groups)
        painter.drawImage(QPointF(self._left, self._top), self._image)
        painter.setPen(self._stroke.pen(float(self._along[groups * self._group])))
        self._draw(painter, groups * self._group, count)

    def _move_to(self, groups: int) -> None:
        """Apply or take back what happens to the pixels until so many groups are drawn."""
        target = int(np.searchsorted(self._when, groups))
        first, last = sorted((self._done, target))
        if first == last:
            return
        where, kind = self._where[first:last], self._kind[first:last]
        flat = self._state.reshape(-1)
        if target > self._done:
            flat[where] = kind
        else:
            flat[where[::-1]] = kind[::-1] - 1
        self._done = target
        self._refresh(where)

    def _refresh(self, where: Array) -> None:
        """Mix the pixels of the rows whose sub-pixels changed."""
        fine = self._fine
        rows = where // self._state.shape[1] // fine
        top, bottom = int(rows.min()), int(rows.max()) + 1
        height, width = bottom - top, self._shown.shape[1]
        cells = self._state[top * fine : bottom * fine].reshape(height, fine, width, fine)
        core = (cells == 2).sum(axis=(1, 3), dtype=np.uint8)
        halo = (cells == 1).sum(axis=(1, 3), dtype=np.uint8)
        self._shown[top:bottom] = self._shades[core, halo]
