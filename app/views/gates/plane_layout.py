"""Where the parts of one unit's picture go: the handle, the arrow w, and labels that keep clear of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QLineF, QPointF

from app.engine.gates.activations import Activation
from app.engine.gates.forward import output_activation
from app.theme import Theme
from app.views.gates.plane_content import DIAGONALS, PlaneContent
from app.views.gates.plane_equation import equation_label, upright_label
from app.views.gates.plane_labels import row_labels
from app.views.gates.plane_names import line_names
from app.views.gates.plane_outside import outside
from app.views.gates.plane_room import Room, beside, box_around, boxes_along, crowded
from app.views.gates.plane_says import says_labels
from app.views.gates.plane_text import Label, equation, text_size, vector
from app.views.gates.plane_unit import Point, UnitLine, nearest
from app.views.numbers import number
from app.views.plot_area import PlotArea

Array = npt.NDArray[Any]
SHARES = (0.1, 0.25, 0.75, 0.9)
_ARROW = 0.2  # of the plane's side
_HANDLE_PLACES = (0.73, 0.27, 0.82, 0.18, 0.64, 0.36)  # along the visible line
_MIDDLE = 0.12  # of the line from its middle: a handle there leaves no half free for the equation
_VECTOR = (Theme.body_size * 1.08, 600)  # size and weight of what stands at the arrow's tip
_GAP = 12.0
_CLOUD = 1.5  # spreads around a row that most of its points lie in
_CLOSEST = 9.0  # pixels between two contours that both have a label's worth of sense


@dataclass(frozen=True)
class Contour:
    """A line on which the output is the same, in pixels."""

    line: QLineF
    dashed: bool = False


@dataclass(frozen=True)
class Layout:
    """One unit's picture in pixels; `outside` is the arrow to a line that is out of sight."""

    line: QLineF | None = None
    handle: QPointF | None = None
    tip: QPointF | None = None
    contours: tuple[Contour, ...] = ()
    equation: Label | None = None
    vector: Label | None = None
    outside: QLineF | None = None
    further: Label | None = None
    levels: tuple[Label, ...] = ()
    says: tuple[Label, ...] = ()


def mark_radius(theme: Theme, area: PlotArea) -> float:
    """How large a row's mark is, in pixels."""
    return min(13.0, max(9.0, area.rect.width() / theme.scale / 23)) * theme.scale


def room_of(content: PlaneContent, area: PlotArea, theme: Theme) -> Room:
    """The plane with its rows."""
    room, side = Room(area.rect), 2.0 * mark_radius(theme, area) + 5 * theme.scale
    cloud = content.task.cloud
    around = side if cloud is None else max(side, 2 * _CLOUD * cloud.spread * area.scale[0])
    for (x, y), wrong in zip(content.spots, content.wrong, strict=True):
        center = area.point(x, y)
        room.take(box_around(center, around, around))
        if wrong:
            room.take(box_around(center + QPointF(0.3 * side, -0.3 * side), side, side))
    if content.proof_shown:
        for (x0, y0), (x1, y1) in DIAGONALS:
            room.take(boxes_along(area.point(x0, y0), area.point(x1, y1), 4 * theme.scale))
    if content.drawn_line is not None and (ends := content.drawn_line.within(area.x, area.y)) is not None:
        room.take(boxes_along(area.point(*ends[0]), area.point(*ends[1]), 4 * theme.scale))
    for label in (*row_labels(theme, content, area, mark_radius(theme, area)), *line_names(theme, content, area)):
        width, height = text_size(theme, label.text, weight=600)
        room.take(box_around(label.center, width + 4 * theme.scale, height + 4 * theme.scale))
    return room


def handle_of(content: PlaneContent, area: PlotArea, theme: Theme, before: Point | None) -> Point | None:
    """The line's handle: where it was, as near as the line comes, else where it and the arrow have most room.

    Where w = 0 there is no line: then it lies amid the rows, and w can be pulled out of it.
    """
    line = content.line
    if line is None and content.unit is not None and content.editable:
        middle = content.spots.mean(0) if len(content.rows) else np.array([sum(area.x) / 2, sum(area.y) / 2])
        return float(middle[0]), float(middle[1])
    ends = line.within(area.x, area.y) if line is not None else None
    if line is None or ends is None:
        return None
    room = room_of(content, area, theme)
    if before is not None:
        kept = line.foot(before)
        out = abs(_share(ends, kept) - 0.5)
        if _MIDDLE <= out <= 0.5 - _MIDDLE and _handle_cost(room, line, area, theme, kept, 5) < 100:
            return kept
    places = [_between(ends, share) for share in _HANDLE_PLACES]
    width, height = text_size(theme, vector(line), *_VECTOR)

    def cost(place: Point) -> float:
        tip = tip_of(line, area, area.point(*place))
        label = 0.0 if content.compact else crowded(room, tip, width, height, _GAP * theme.scale)
        return _handle_cost(room, line, area, theme, place, 20) + 2 * label

    return min(places, key=cost)


def arranged(content: PlaneContent, area: PlotArea, theme: Theme, handle: Point | None, stretch: float = 1.0) -> Layout:
    """Everything in its place; `stretch` is the arrow's length as a share of what it is when nobody pulls."""
    room, line = room_of(content, area, theme), content.line
    ends = line.within(area.x, area.y) if line is not None else None
    contours = _contours(content, area, theme) if line is not None and not content.compact else ()
    lines = tuple(contour for _, contour in contours)
    if line is None or ends is None or handle is None:
        arrow, further = (None, None) if line is None else outside(line, area, theme, room)
        return Layout(
            handle=None if handle is None else area.point(*handle), contours=lines, outside=arrow,
            further=None if content.compact else further, says=says_labels(content, area, theme, room),
        )  # fmt: skip
    first, last, grip = area.point(*ends[0]), area.point(*ends[1]), area.point(*handle)
    tip = tip_of(line, area, grip, stretch)
    if content.compact:
        return Layout(QLineF(first, last), grip)
    room.take(boxes_along(grip, tip, 7 * theme.scale))
    room.take(box_around(grip, 24 * theme.scale, 24 * theme.scale))
    if (way := distance_way(theme, content, area)) is not None:
        room.take(boxes_along(way.p1(), way.p2(), 4 * theme.scale))
    names = content.axes[0].name, content.axes[1].name
    written = equation_label(theme, equation(line, names), QLineF(first, last), grip, room)
    room.take(boxes_along(first, last, 4 * theme.scale))
    named = _vector(line, theme, grip, tip, room)
    levels = tuple(_level_labels(contours, theme, grip, room))
    return Layout(
        QLineF(first, last), grip, tip, lines, written, named, None, None, levels,
        says_labels(content, area, theme, room),
    )  # fmt: skip


def distance_way(theme: Theme, content: PlaneContent, area: PlotArea) -> QLineF | None:
    """From the nearest row's mark straight to the line, where that is to be seen."""
    line = content.line
    if line is None or not len(content.rows):
        return None
    radius = mark_radius(theme, area) * (0.8 if content.task.cloud is not None else 1.0)
    row = content.rows[nearest(line, content.spots)]
    mark, foot = area.point(row.x, row.y), area.point(*line.foot((row.x, row.y)))
    way = QLineF(mark, foot)
    if not area.rect.contains(foot) or way.length() < radius + 4 * theme.scale:
        return None
    return QLineF(way.pointAt(radius / way.length()), foot)


def tip_of(line: UnitLine, area: PlotArea, grip: QPointF, stretch: float = 1.0) -> QPointF:
    """The arrow's tip for a handle at a pixel."""
    length = _ARROW * area.rect.width() * stretch
    return grip + QPointF(line.normal[0] * length, -line.normal[1] * length)


def _handle_cost(room: Room, line: UnitLine, area: PlotArea, theme: Theme, place: Point, half: float) -> float:
    """How much of the handle and its arrow, so thick, lies on a row or outside."""
    grip = area.point(*place)
    boxes = np.concatenate([
        box_around(grip, 20 * theme.scale, 20 * theme.scale),
        boxes_along(grip, tip_of(line, area, grip, 1.15), half * theme.scale),
    ])  # fmt: skip
    return float(room.collision(boxes[None])[0])


def _contours(content: PlaneContent, area: PlotArea, theme: Theme) -> tuple[tuple[str, Contour], ...]:
    """The lines of equal output beside the boundary, or those of the margin; none so close that they would merge."""
    line, activation = content.line, output_activation(content.task)
    assert line is not None
    if content.task.loss == "hinge":
        wanted = [(f"z = {number(z, 0)}", z) for z in (-1.0, 1.0)]
    elif activation.hard:
        wanted = []
    else:
        wanted = [(_output(activation, share), activation.level(share)) for share in SHARES]
    found, drawn = [], [line.level]
    per_pixel = line.norm / area.scale[0]  # z a pixel across the line
    for text, z in sorted(wanted, key=lambda each: abs(each[1] - line.level)):
        if min(abs(z - each) for each in drawn) < _CLOSEST * theme.scale * per_pixel:
            continue
        drawn.append(z)
        ends = line.at(z).within(area.x, area.y)
        if ends is not None:
            contour = Contour(QLineF(area.point(*ends[0]), area.point(*ends[1])), content.task.loss == "hinge")
            found.append((text, contour))
    return tuple(found)


def _output(activation: Activation, share: float) -> str:
    """The output at a share of the way from class 0 to class 1: −0.8 at 0.1 of tanh."""
    return number(round(activation.low + share * (activation.high - activation.low), 2), 2).rstrip("0")


def _vector(line: UnitLine, theme: Theme, grip: QPointF, tip: QPointF, room: Room) -> Label | None:
    """The true w beside the tip."""
    text = vector(line)
    width, height = text_size(theme, text, *_VECTOR)
    way, gap = (tip - grip) / max(QLineF(grip, tip).length(), 1e-9), _GAP * theme.scale
    wish = tip + QPointF(way.x() * width / 2, way.y() * (height / 2 + gap) - gap)
    spots = (tip, (tip + grip) / 2)  # beside the shaft where there is no room at the tip
    found = (beside(room, spot, width, height, gap, wish, 0.12) for spot in spots)
    center = next((each for each in found if each is not None), None)
    if center is not None:
        return Label(text, center, *_VECTOR)
    # A hand has pulled the tip to where nothing has room: what it makes of w is said all the same.
    return upright_label(theme, text, QLineF(grip, grip), room, _VECTOR[0])


def _level_labels(
    contours: tuple[tuple[str, Contour], ...], theme: Theme, grip: QPointF, room: Room
) -> list[Label]:  # fmt: skip
    """Each on its contour, along the free diagonal: near the one before, clear of everything."""
    labels: list[Label] = []
    for text, contour in contours:
        width, height = text_size(theme, text)
        length = contour.line.length()
        if length < 2 * width:
            continue
        centers = [contour.line.pointAt(share) for share in np.linspace(0.06, 0.94, 32)]
        boxes = np.stack([box_around(center, width + 20, height + 18) for center in centers])
        wish = labels[-1].center if labels else grip
        away = np.array([abs(QLineF(wish, center).length() - 60 * theme.scale) for center in centers])
        collisions = room.collision(boxes)
        best = int((collisions + 0.5 * away).argmin())
        if collisions[best] < 10:
            room.take(boxes[best])
            labels.append(Label(text, centers[best]))
    return labels


def _share(ends: tuple[Point, Point], place: Point) -> float:
    """How far along the visible line a point of it is."""
    (x0, y0), (x1, y1) = ends
    return ((place[0] - x0) * (x1 - x0) + (place[1] - y0) * (y1 - y0)) / max((x1 - x0) ** 2 + (y1 - y0) ** 2, 1e-300)


def _between(ends: tuple[Point, Point], share: float) -> Point:
    (x0, y0), (x1, y1) = ends
    return x0 + share * (x1 - x0), y0 + share * (y1 - y0)
