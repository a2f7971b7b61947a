"""The lens with which box and texts just fill the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QRectF

from app.views.surface3d.axes import Label
from app.views.surface3d.camera import DISTANCE, Camera, Lens
from app.views.surface3d.relief import FLOOR, TOP

Array = npt.NDArray[Any]
CORNERS = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (FLOOR, TOP)], np.float64)
SMALLEST = 20.0 * DISTANCE


class Extent:
    """How far the drawing reaches to each side of its middle, as a function of the lens's scale."""

    def __init__(self, camera: Camera, labels: Sequence[Label]) -> None:
        anchors = np.array([label.anchor for label in labels]).reshape(-1, 3)
        self._at = camera.tangents(np.concatenate([CORNERS, anchors])) * [1, -1]
        rects = [label.rect for label in labels]
        bare = np.zeros((len(CORNERS), 2))
        self._low = np.concatenate([bare, np.array([(r.left(), r.top()) for r in rects]).reshape(-1, 2)])
        self._high = np.concatenate([bare, np.array([(r.right(), r.bottom()) for r in rects]).reshape(-1, 2)])

    def reach(self, scale: float) -> tuple[Array, Array]:
        """The least and the greatest x and y, in pixels from the middle."""
        return (scale * self._at + self._low).min(axis=0), (scale * self._at + self._high).max(axis=0)

    def largest_scale(self, room: QRectF) -> float:
        """The largest scale at which everything has room; never smaller than can be seen."""
        space = np.array([room.width(), room.height()])
        low, high = SMALLEST, 20_000.0
        for _ in range(30):
            middle = 0.5 * (low + high)
            least, most = self.reach(middle)
            low, high = (middle, high) if (most - least <= space).all() else (low, middle)
        return low

    def middle(self, scale: float, room: QRectF, wish: tuple[float, float] | None) -> tuple[float, float]:
        """Where the middle may be: centered, or as near to a wish as the room allows."""
        least, most = self.reach(scale)
        low = np.array([room.left(), room.top()]) - least
        high = np.array([room.right(), room.bottom()]) - most
        at = 0.5 * (low + high) if wish is None else np.clip(wish, np.minimum(low, high), np.maximum(low, high))
        return float(at[0]), float(at[1])


def fitted(camera: Camera, labels: Sequence[Label], room: QRectF, size: tuple[float, float]) -> Lens:
    """The lens that fills the room, centered."""
    extent = Extent(camera, labels)
    scale = extent.largest_scale(room)
    return Lens(scale, extent.middle(scale, room, None), size)


def followed(camera: Camera, labels: Sequence[Label], room: QRectF, before: Lens) -> Lens:
    """The lens for a camera that turns: as before, but smaller or moved where something would be cut."""
    extent = Extent(camera, labels)
    scale = min(before.scale, extent.largest_scale(room))
    return Lens(scale, extent.middle(scale, room, before.middle), before.size)
