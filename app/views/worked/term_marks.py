"""What the map of one step draws over its contours: arrows with plates, the ghost, the box, the bars of two scales."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PyQt6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from app.theme import Theme
from app.views.map_marks import rounded_pen
from app.views.numbers import tick
from app.views.worked.typesetting import Formula


@dataclass(frozen=True)
class DrawnArrow:
    """An arrow in pixels, and the plate with its name."""

    begin: QPointF
    tip: QPointF
    color: QColor
    label: Formula
    width: float
    strength: float


def paint_arrow(painter: QPainter, theme: Theme, arrow: DrawnArrow) -> None:
    """A shaft with a head, within a casing; the head is never longer than the arrow."""
    way = QLineF(arrow.begin, arrow.tip)
    length = way.length()
    if length < 1.0:
        return
    unit = (arrow.tip - arrow.begin) / length
    across = QPointF(-unit.y(), unit.x())
    head = min((8 + 1.6 * arrow.width) * theme.scale, 0.9 * length)
    neck, half = arrow.tip - unit * head, (3.2 + 0.9 * arrow.width) * theme.scale * head / max(head, 1.0)
    point = QPolygonF([arrow.tip, neck + across * half, neck - across * half])
    painter.save()
    painter.setOpacity(arrow.strength)
    for color, more in ((theme.color("halo", 0.9), 2.2 * theme.scale), (arrow.color, 0.0)):
        painter.setPen(QPen(color, arrow.width * theme.scale + more, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(arrow.begin, neck + unit * 1.0)
        painter.setPen(rounded_pen(color, max(more, 0.5)))
        painter.setBrush(color)
        painter.drawPolygon(point)
    painter.restore()


def plate_rect(theme: Theme, arrow: DrawnArrow, taken: list[QRectF], room: QRectF) -> QRectF:
    """Where the plate of an arrow lies: beside its middle or its tip, clear of the other plates, inside `room`."""
    size = 16.0 * theme.scale
    width = max(arrow.label.width(size) + 12 * theme.scale, 26 * theme.scale)
    height = max(arrow.label.ascent(size) + arrow.label.descent(size) + 4 * theme.scale, 25 * theme.scale)
    way = arrow.tip - arrow.begin
    length = max(math.hypot(way.x(), way.y()), 1e-9)
    across = QPointF(-way.y(), way.x()) / length
    best, least = QRectF(), math.inf
    for share in (1.0, 0.75, 0.5, 0.25):
        for side in (1, -1):
            gap = 0.5 * (abs(across.x()) * width + abs(across.y()) * height) + 9 * theme.scale
            center = arrow.begin + way * share + across * (side * gap)
            rect = QRectF(center.x() - width / 2, center.y() - height / 2, width, height)
            cost = sum(_overlap(rect, other) for other in taken) + 4 * _outside(rect, room) + 40 * (1 - share)
            if cost < least:
                best, least = rect, cost
    return best


def _overlap(one: QRectF, other: QRectF) -> float:
    common = one.intersected(other)
    return common.width() * common.height()


def _outside(rect: QRectF, room: QRectF) -> float:
    inside = rect.intersected(room)
    return rect.width() * rect.height() - inside.width() * inside.height()


def paint_plate(painter: QPainter, theme: Theme, arrow: DrawnArrow, rect: QRectF) -> None:
    """The name in a frame of the arrow's color."""
    size = 16.0 * theme.scale
    painter.save()
    painter.setOpacity(arrow.strength)
    painter.setPen(QPen(arrow.color, 1.4 * theme.scale))
    painter.setBrush(theme.color("bg0" if theme.dark else "bg2", 0.92))
    painter.drawRoundedRect(rect, theme.px(4), theme.px(4))
    high = arrow.label.ascent(size) + arrow.label.descent(size)
    left, base = rect.center().x() - arrow.label.width(size) / 2, rect.center().y() - high / 2
    arrow.label.paint(painter, QPointF(left, base + arrow.label.ascent(size)), size)
    painter.restore()


def paint_words(painter: QPainter, theme: Theme, text: str, baseline: QPointF) -> None:
    """Words over the map, within a casing."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    picture, origin = _words(theme, text, ratio)
    painter.drawPixmap(QPointF(round(baseline.x() - origin.x()), round(baseline.y() - origin.y())), picture)


@lru_cache(maxsize=256)
def _words(theme: Theme, text: str, ratio: float) -> tuple[QPixmap, QPointF]:
    """A picture of the words, and where in it their baseline begins: a casing costs much more than a picture."""
    font, room = theme.font(13, 700), 3.0 * theme.scale
    metrics = QFontMetricsF(font)
    origin = QPointF(room, room + metrics.ascent())
    size = QSizeF(metrics.horizontalAdvance(text) + 2 * room, metrics.height() + 2 * room) * ratio
    picture = QPixmap(math.ceil(size.width()), math.ceil(size.height()))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addText(origin, font, text)
    painter.strokePath(path, rounded_pen(theme.color("halo", 0.85), 3.4 * theme.scale))
    painter.fillPath(path, theme.color("text"))
    painter.end()
    return picture, origin


def paint_name(painter: QPainter, theme: Theme, text: str, at: QPointF, taken: list[QRectF], room: QRectF) -> QRectF:
    """The name of a point beside it, where it covers least; returns where."""
    metrics = QFontMetricsF(theme.font(13, 700))
    width, height, gap = metrics.horizontalAdvance(text), metrics.capHeight() + 6 * theme.scale, 19 * theme.scale
    best, least = QRectF(), math.inf
    for turn in range(12):
        x, y = math.cos(turn * math.pi / 6), math.sin(turn * math.pi / 6)
        center = QPointF(at.x() + x * (gap + width / 2), at.y() + y * (gap + height / 4))
        rect = QRectF(center.x() - width / 2, center.y() - height / 2, width, height)
        cost = sum(_overlap(rect, other) for other in taken) + 4 * _outside(rect, room)
        if cost < least:
            best, least = rect, cost
    paint_words(painter, theme, text, QPointF(best.left(), best.center().y() + metrics.capHeight() / 2))
    return best


def paint_ghost(painter: QPainter, theme: Theme, center: QPointF, color: QColor, radius: float) -> None:
    """Where the step leads, before it is taken: see-through, within a broken ring."""
    painter.save()
    fill = QColor(color)
    fill.setAlphaF(0.45)
    painter.setBrush(fill)
    painter.setPen(QPen(color, 2 * theme.scale))
    painter.drawEllipse(center, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(theme.color("text", 0.9), 1.4 * theme.scale)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawEllipse(center, radius + 4 * theme.scale, radius + 4 * theme.scale)
    painter.restore()


def paint_box(painter: QPainter, theme: Theme, rect: QRectF, words: str, room: QRectF) -> None:
    """The square of ±lr about the point."""
    painter.save()
    for color, width in ((theme.color("halo", 0.55), 3.0), (theme.color("text", 0.85), 1.3)):
        pen = QPen(color, width * theme.scale)
        pen.setDashPattern([5, 3.5] if width < 2 else [5 * 1.3 / 3, 3.5 * 1.3 / 3])
        painter.setPen(pen)
        painter.drawRect(rect)
    painter.restore()
    corner = QPointF(max(rect.left(), room.left()) + theme.px(9), max(rect.top(), room.top()) + theme.px(20))
    paint_words(painter, theme, words, corner)


def paint_scale_bar(painter: QPainter, theme: Theme, word: str, value: float, pixels: float, right: QPointF) -> None:
    """A bar that ends at `right`, with what it measures and how long it is above it."""
    left = QPointF(right.x() - pixels, right.y())
    end = 5 * theme.scale
    for color, width in ((theme.color("halo", 0.8), 4.4), (theme.color("text"), 1.8)):
        painter.setPen(QPen(color, width * theme.scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(left, right)
        for at in (left, right):
            painter.drawLine(QPointF(at.x(), at.y() - end), QPointF(at.x(), at.y() + end))
    text = f"{word} {tick(value)}"
    width = QFontMetricsF(theme.font(13, 700)).horizontalAdvance(text)
    paint_words(painter, theme, text, QPointF(right.x() - width, right.y() - theme.px(9)))
