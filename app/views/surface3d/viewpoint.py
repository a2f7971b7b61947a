"""The camera in the hand: fitted to the room, turned, zoomed."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QRectF

from app.theme import Theme
from app.views.surface3d.axes import Label, Ticks, axis_labels
from app.views.surface3d.camera import Camera, Lens, Projection
from app.views.surface3d.fit import fitted, followed
from app.views.surface3d.labels import color_bar_bounds
from app.views.surface3d.relief import FLOOR, TOP

MARGIN, SMALL_MARGIN = 14, 6
BAR_STEP, BAR_TRIES = 8, 20
COVER_STEP = 12
_SIDE = np.linspace(-1, 1, 21)
FLOOR_EDGE = np.array([(a, b, FLOOR) for s in (-1, 1) for t in _SIDE for a, b in ((s, t), (t, s))])
TOP_EDGES = FLOOR_EDGE * [1, 1, 0] + [0, 0, TOP]
MOST, LEAST = 8.0, 0.4


class Viewpoint:
    """Holds the camera, the lens that fits it, and how far the user has zoomed in."""

    def __init__(self) -> None:
        self.camera = Camera()
        self.zoom = 1.0
        self.covered = QRectF()
        self.small = False
        self._top = 0.0
        self._size = (1.0, 1.0)
        self._lens = Lens(1.0, (0.5, 0.5), self._size)
        self._labels: list[Label] = []

    def show(self, size: tuple[float, float], ticks: Ticks, names: tuple[str, str], theme: Theme) -> None:
        """Fit everything into a picture of that size."""
        self._size, self._ticks, self._names, self._theme = size, ticks, names, theme
        self._measure()
        self._top = 0.0
        self._lens = fitted(self.camera, self._labels, self._room(), size)
        while self._top < self.covered.bottom() and self._hidden():
            self._top = min(self._top + COVER_STEP, self.covered.bottom())
            self._lens = fitted(self.camera, self._labels, self._room(), size)
        if not self.small:
            self._spare_bar(size, theme)

    def _spare_bar(self, size: tuple[float, float], theme: Theme) -> None:
        """Move away from the color bar, where something would lie under it."""
        room = self._room()
        bar = color_bar_bounds(QRectF(0, 0, *size), self._ticks, theme, 1.0)
        step = BAR_STEP if bar.center().x() < size[0] / 2 else -BAR_STEP
        for _ in range(BAR_TRIES):
            self._lens = fitted(self.camera, self._labels, room, size)
            if not self._touches(bar):
                break
            room.adjust(max(step, 0), 0, min(step, 0), 0)

    def look(self, camera: Camera) -> None:
        """Take another direction and fit it anew."""
        self.camera = camera
        self.show(self._size, self._ticks, self._names, self._theme)

    def turn(self, elevation: float, azimuth: float) -> None:
        """Turn by degrees; the size stays, unless something would be cut."""
        self.camera = self.camera.turned(elevation, azimuth)
        self._measure()
        self._lens = followed(self.camera, self._labels, self._room(), self._lens)

    def magnify(self, factor: float) -> None:
        """Zoom by a factor, within limits."""
        self.zoom = min(max(self.zoom * factor, LEAST), MOST)

    @property
    def projection(self) -> Projection:
        """In the pixels of the size that was given."""
        lens, center = self._lens, self._room().center()
        middle = (
            center.x() + (lens.middle[0] - center.x()) * self.zoom,
            center.y() + (lens.middle[1] - center.y()) * self.zoom,
        )
        return Projection(self.camera, Lens(lens.scale * self.zoom, middle, lens.size))

    def _touches(self, bar: QRectF) -> bool:
        """Whether the floor or a text would lie under the color bar."""
        projection = Projection(self.camera, self._lens)
        edge = projection.pixels(FLOOR_EDGE)
        return any(bar.contains(float(x), float(y)) for x, y in edge) or any(
            bar.intersects(label.place(projection)) for label in self._labels
        )

    def _hidden(self) -> bool:
        """Whether an edge of the box or a text would lie under what covers the corner of the picture."""
        projection = Projection(self.camera, self._lens)
        edges = projection.pixels(TOP_EDGES)
        return any(self.covered.contains(float(x), float(y)) for x, y in edges) or any(
            self.covered.intersects(label.place(projection)) for label in self._labels
        )

    def _measure(self) -> None:
        self._labels = axis_labels(self.camera, self._ticks, self._names, self._theme, 1.0)

    def _room(self) -> QRectF:
        width, height = self._size
        margin = (SMALL_MARGIN if self.small else MARGIN) * self._theme.scale
        return QRectF(0, 0, width, height).adjusted(margin, margin + self._top, -margin, -margin)
