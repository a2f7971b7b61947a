"""Where the plane says 0 and where 1, in words: as deep in each region as there is room."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPointF

from app.engine.gates.forward import says
from app.engine.gates.verdict import TINY
from app.i18n import tr
from app.theme import Theme
from app.views.gates.plane_content import PlaneContent
from app.views.gates.plane_room import Room, box_around
from app.views.gates.plane_text import Label, text_size
from app.views.plot_area import PlotArea

SIZE, WEIGHT = Theme.step_size * 1.1, 600
_PLACES = (0.0, 0.2, 0.5, 0.8, 1.0)


def says_labels(content: PlaneContent, area: PlotArea, theme: Theme, room: Room) -> tuple[Label, ...]:
    """One label a class, where all of it lies on what it says; none where there is no room."""
    if content.compact or not content.known:
        return ()
    texts = (tr("says 0"), tr("says 1"))
    width, height = (
        max(sizes) for sizes in zip(*(text_size(theme, each, SIZE, WEIGHT) for each in texts), strict=True)
    )
    width, height = width + 12 * theme.scale, height + 16 * theme.scale
    inner = area.rect.adjusted(width / 2, height / 2, -width / 2, -height / 2).adjusted(8, 8, -8, -8)
    centers = [
        QPointF(inner.left() + x * inner.width(), inner.top() + y * inner.height()) for x in _PLACES for y in _PLACES
    ]
    boxes = np.stack([box_around(center, width, height) for center in centers])
    corners = boxes[:, 0][:, [[0, 1], [2, 1], [0, 3], [2, 3]]].reshape(-1, 2)
    points = np.array([area.data(QPointF(x, y)) for x, y in corners])
    z = content.z(points).reshape(-1, 4)
    said = says(content.task, z, content.threshold)
    deep = np.abs(z - content.level).min(1)
    labels = []
    for target, text in enumerate(texts):
        fits = (said == target).all(1) & (deep >= TINY) & (room.collision(boxes) < 1)
        if fits.any():
            best = int(np.where(fits, deep, -1.0).argmax())
            room.take(boxes[best])
            labels.append(Label(text, centers[best], SIZE, WEIGHT))
    return tuple(labels)
