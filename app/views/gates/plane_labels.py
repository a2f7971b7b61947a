"""What lands where on a hidden plane: a text at every mark, where it lies on nothing else, or none."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPainter

from app.i18n import tr
from app.theme import Theme
from app.views.gates.plane_content import Place, PlaneContent
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
        reach = radius + (_RING * theme.scale if content.row in place.rows else 2.2 * theme.scale)
        inside = _first(theme, room, _around(theme, text, area.point(place.x, place.y), area.rect, reach))
        labels += [inside] if inside is not None else _outside(theme, content, place, area, margin)
    return labels


def _taken(theme: Theme, content: PlaneContent, area: PlotArea, radius: float) -> Room:
    room = Room(area.rect)
    for place in content.places:
        reach = 2 * (radius + (_RING if content.row in place.rows else 2.2) * theme.scale)
        across = reach + (len(place.targets) - 1) * 2.3 * radius
        room.take(box_around(area.point(place.x, place.y), across, reach))
    ends = None if content.line is None else content.line.within(area.x, area.y)
    if ends is not None:
        room.take(boxes_along(area.point(*ends[0]), area.point(*ends[1]), _LINE * theme.scale))
    return room


def _first(theme: Theme, room: Room, found: list[Label]) -> Label | None:
    """The first that is free; taken from the room."""
    for label in found:
        width, height = text_size(theme, label.text, weight=_WEIGHT)
        needed = box_around(label.center, width + 4 * theme.scale, height + 4 * theme.scale)
        if room.collision(needed[None])[0] <= _FREE * theme.scale**2:
            room.take(needed)
            return label
    return None


def _around(theme: Theme, text: str, mark: QPointF, rect: QRectF, reach: float) -> list[Label]:
    """Below a mark or above, moved so that it does not leave the plane; else beside."""
    width, height = text_size(theme, text, weight=_WEIGHT)
    left, right = rect.left() + width / 2 + 4 * theme.scale, rect.right() - width / 2 - 4 * theme.scale
    x = min(max(mark.x(), left), max(left, right))
    centers = []
    for gap in (each * theme.scale for each in _GAPS):
        away = reach + height / 2 + gap
        centers += [QPointF(x, mark.y() + away), QPointF(x, mark.y() - away)]
    aside = reach + width / 2 + _GAPS[1] * theme.scale
    centers += [mark + QPointF(aside, 0), mark - QPointF(aside, 0)]
    return [Label(text, center, weight=_WEIGHT) for center in centers]


def _outside(theme: Theme, content: PlaneContent, place: Place, area: PlotArea, margin: Room) -> list[Label]:
    """Right of the plane at the height of the mark, one below the other; none where another mark lies between."""
    mark = area.point(place.x, place.y)
    others = (area.point(each.x, each.y) for each in content.places if each != place)
    line = 1.9 * text_size(theme, "0", weight=_WEIGHT)[1]
    if any(other.x() > mark.x() and abs(other.y() - mark.y()) < line * len(place.labels) for other in others):
        return []
    labels = []
    for index, text in enumerate(place.labels):
        width, _ = text_size(theme, text, weight=_WEIGHT)
        down = (index - (len(place.labels) - 1) / 2) * line
        center = QPointF(area.rect.right() + width / 2 + 6 * theme.scale, mark.y() + down)
        labels.append(_first(theme, margin, [Label(text, center, weight=_WEIGHT)]))
    shown = [label for label in labels if label is not None]
    return shown if len(shown) == len(labels) else []


def _joined(labels: tuple[str, ...]) -> str:
    text = labels[0]
    for each in labels[1:]:
        text = tr("{first} and {second}", first=text, second=each)
    return text
