"""Where an equation stands: along its line, on the half that the handle leaves free; else upright in free room."""

from __future__ import annotations

import math

import numpy as np
from PyQt6.QtCore import QLineF, QPointF

from app.theme import Theme
from app.views.gates.plane_room import Room, box_around, boxes_along
from app.views.gates.plane_text import Label, text_size

_SIZES = (Theme.body_size * 1.12, Theme.body_size * 0.97)  # the smaller one where the larger has no room
_WEIGHT = 600
_SPARE = 4.0
_PLACES = 16
_ROWS = 14
_TOUCH = 30.0  # square pixels that it may share with something else


def equation_label(theme: Theme, text: str, line: QLineF, grip: QPointF, room: Room) -> Label | None:
    """The equation along its visible line, taken from the room, else upright near the line; None where it would lie on
    something.
    """
    found = (_placed(theme, text, size, line, grip, room) for size in _SIZES)
    along = next((label for label in found if label is not None), None)
    return upright_label(theme, text, line, room, _SIZES[-1]) if along is None else along


def upright_label(theme: Theme, text: str, line: QLineF, room: Room, size: float) -> Label | None:
    """As near to a line's middle as there is room; None where there is none."""
    width, height = text_size(theme, text, size, _WEIGHT)
    across, down = width / 2 + 2 * _SPARE * theme.scale, height / 2 + 2 * _SPARE * theme.scale
    inner = room.rect.adjusted(across, down, -across, -down)
    if inner.width() < 0 or inner.height() < 0:
        return None
    steps = [place / _ROWS for place in range(_ROWS + 1)]
    centers = [
        QPointF(inner.left() + x * inner.width(), inner.top() + y * inner.height()) for x in steps for y in steps
    ]
    held = Room(room.rect)
    held.take(boxes_along(line.p1(), line.p2(), 4 * theme.scale))
    boxes = np.stack([box_around(center, 2 * across, 2 * down) for center in centers])
    collisions = room.collision(boxes) + held.collision(boxes)
    away = np.array([QLineF(line.center(), center).length() for center in centers])
    best = int(np.where(collisions <= _TOUCH * theme.scale**2, away, np.inf).argmin())
    if collisions[best] > _TOUCH * theme.scale**2:
        return None
    room.take(boxes[best])
    return Label(text, centers[best], size, _WEIGHT)


def _placed(theme: Theme, text: str, size: float, line: QLineF, grip: QPointF, room: Room) -> Label | None:
    width, height = text_size(theme, text, size, _WEIGHT)
    length = line.length()
    if length < width + 2 * _SPARE:
        return None
    along, half = (line.p2() - line.p1()) / length, (width / 2 + _SPARE) / length
    across = QPointF(along.y(), -along.x()) * (height / 2 + 10 * theme.scale)
    above = across if across.y() <= 0 else -across
    handle = QLineF(line.p1(), grip).length() / length
    wish = handle / 2 if handle > 0.5 else (1 + handle) / 2
    centers, costs, reach = [], [], along * (width / 2)
    for share in np.linspace(half, 1 - half, _PLACES):
        for side, cost in ((above, 0.0), (-above, 30.0)):
            centers.append(line.pointAt(share) + side)
            costs.append(cost + 0.2 * abs(share - wish) * length)
    around = boxes_along(-reach, reach, height * 0.55, max(2, int(width / height)))
    boxes = around + np.array([[(center.x(), center.y()) * 2] for center in centers])
    collisions = room.collision(boxes)
    best = int((collisions + np.array(costs)).argmin())
    if collisions[best] > _TOUCH * theme.scale**2:
        return None
    room.take(boxes[best])
    angle = math.degrees(math.atan2(along.y(), along.x()))
    return Label(text, centers[best], size, _WEIGHT, (angle + 90) % 180 - 90)
