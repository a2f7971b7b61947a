"""What lands where on a hidden plane: a text at every mark, where it lies on nothing else, or none."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPainter

from app.i18n import tr
from app.theme import Theme
from app.views.gates.plane_content import Place, PlaneContent
from app.views.gates.plane_marks import mark_centers
from app.views.gates.plane_room import Room, box, box_around, boxes_along
from app.views.gates.plane_text import Label, paint_label, text_size
from app.views.plot_area import PlotArea

_GAPS = (9.0, 4.0)  # between a mark and its text, in pixels at scale 1: the second where the first has no room
_RING = 7.0  # beside the mark of the selected row
_LINE = 3.0  # half of the unit's line with its casing
_WEIGHT = 600
_FREE = 4.0  # square pixels at scale 1 that a text may share with something


def paint_row_labels(
    painter: QPainter, theme: Theme, content: PlaneContent, area: PlotArea, radius: float, bounds: QRectF
) -> None:
    """What lands where."""
    for label in row_labels(theme, content, area, radius, bounds):
        paint_label(painter, theme, label)


def row_labels(
    theme: Theme, content: PlaneContent, area: PlotArea, radius: float, bounds: QRectF | None = None
) -> list[Label]:
    """Each at its mark, the longest first; beside the plane, within `bounds`, where there is no room on it."""
    named = [(_joined(place.labels), place) for place in content.places if place.labels]
    if not named:
        return []
    room, margin = _taken(theme, content, area, radius), Room(area.rect if bounds is None else bounds)
    margin.take(box(area.rect))
    labels: list[Label] = []
    for text, place in sorted(named, key=lambda each: -len(each[0])):
        marks = _marks_of(theme, content, place, area, radius)
        inside = _first(theme, room, [*_around(theme, text, marks, area.rect), *_in_lines(theme, place, marks)])
        labels += inside or _outside(theme, content, place, area, margin)
    return labels


def _marks_of(theme: Theme, content: PlaneContent, place: Place, area: PlotArea, radius: float) -> QRectF:
    """What the marks of a place cover."""
    centers = mark_centers(place, content, area, radius)
    reach = radius + (_RING if content.row in place.rows else 2.2) * theme.scale
    return QRectF(centers[0], centers[-1]).normalized().adjusted(-reach, -reach, reach, reach)


def _taken(theme: Theme, content: PlaneContent, area: PlotArea, radius: float) -> Room:
    room = Room(area.rect)
    for place in content.places:
        room.take(box(_marks_of(theme, content, place, area, radius)))
    ends = None if content.line is None else content.line.within(area.x, area.y)
    if ends is not None:
        room.take(boxes_along(area.point(*ends[0]), area.point(*ends[1]), _LINE * theme.scale))
    return room


def _first(theme: Theme, room: Room, found: list[list[Label]]) -> list[Label]:
    """The first lines that are free, taken from the room; none where none are."""
    for lines in found:
        boxes = []
        for label in lines:
            width, height = text_size(theme, label.text, weight=_WEIGHT)
            boxes.append(box_around(label.center, width + 4 * theme.scale, height + 4 * theme.scale))
        needed = np.concatenate(boxes)
        if room.collision(needed[None])[0] <= _FREE * theme.scale**2:
            room.take(needed)
            return lines
    return []


def _around(theme: Theme, text: str, marks: QRectF, rect: QRectF) -> list[list[Label]]:
    """Below marks or above, moved so that it does not leave the plane; else beside."""
    width, height = text_size(theme, text, weight=_WEIGHT)
    left, right = rect.left() + width / 2 + 4 * theme.scale, rect.right() - width / 2 - 4 * theme.scale
    middle = marks.center()
    x = min(max(middle.x(), left), max(left, right))
    centers = []
    for gap in (each * theme.scale for each in _GAPS):
        away = height / 2 + gap
        centers += [QPointF(x, marks.bottom() + away), QPointF(x, marks.top() - away)]
    aside = width / 2 + _GAPS[1] * theme.scale
    centers += [QPointF(marks.right() + aside, middle.y()), QPointF(marks.left() - aside, middle.y())]
    return [[Label(text, center, weight=_WEIGHT)] for center in centers]


def _in_lines(theme: Theme, place: Place, marks: QRectF) -> list[list[Label]]:
    """More than two texts beside marks, two a line."""
    if len(place.labels) <= 2:
        return []
    lines = [", ".join(place.labels[at : at + 2]) for at in range(0, len(place.labels), 2)]
    width, height = max(text_size(theme, line, weight=_WEIGHT) for line in lines)
    aside, found = width / 2 + _GAPS[1] * theme.scale, []
    for x in (marks.right() + aside, marks.left() - aside):
        downs = (1.9 * height * (at - (len(lines) - 1) / 2) for at in range(len(lines)))
        centers = (QPointF(x, marks.center().y() + down) for down in downs)
        found.append([Label(line, center, weight=_WEIGHT) for line, center in zip(lines, centers, strict=True)])
    return found


def _outside(theme: Theme, content: PlaneContent, place: Place, area: PlotArea, margin: Room) -> list[Label]:
    """Right of the plane at the height of the mark, one below the other; none where another mark lies between."""
    mark = area.point(place.x, place.y)
    others = (area.point(each.x, each.y) for each in content.places if each != place)
    line = 1.9 * text_size(theme, "0", weight=_WEIGHT)[1]
    if any(other.x() > mark.x() and abs(other.y() - mark.y()) < line * len(place.labels) for other in others):
        return []
    labels: list[Label] = []
    for index, text in enumerate(place.labels):
        width, _ = text_size(theme, text, weight=_WEIGHT)
        down = (index - (len(place.labels) - 1) / 2) * line
        center = QPointF(area.rect.right() + width / 2 + 6 * theme.scale, mark.y() + down)
        labels += _first(theme, margin, [[Label(text, center, weight=_WEIGHT)]])
    return labels if len(labels) == len(place.labels) else []


def _joined(labels: tuple[str, ...]) -> str:
    return tr("{first} and {second}", first=labels[0], second=labels[1]) if len(labels) == 2 else ", ".join(labels)
