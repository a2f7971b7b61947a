"""Ticks, numbers and names around a plot."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from app.theme import Theme
from app.views.height_scale import nice_ticks
from app.views.numbers import tick
from app.views.plot_area import PlotArea

Tick = tuple[float, str]


def round_ticks(low: float, high: float, pixels: float, spacing: float) -> list[Tick]:
    """Round numbers about `spacing` pixels apart."""
    return [(value, tick(value)) for value in nice_ticks(low, high, max(1, int(pixels / spacing)))]


def fitting_ticks(theme: Theme, low: float, high: float, pixels: float, upright: bool = False) -> list[Tick]:
    """Round numbers beside each other (above each other where `upright`), as many as their texts have room for."""
    metrics = QFontMetricsF(theme.font(theme.tick_size))
    ticks: list[Tick] = []
    for count in range(max(2, int(pixels / (22 * theme.scale))), 0, -1):
        ticks = round_ticks(low, high, pixels, pixels / count)
        widest = max((metrics.horizontalAdvance(text) for _, text in ticks), default=0.0) + 8 * theme.scale
        room = 22 * theme.scale if upright else widest
        if len(ticks) < 2 or (ticks[1][0] - ticks[0][0]) / (high - low) * pixels >= room:
            break
    return ticks


def name_width(theme: Theme, name: str) -> float:
    """How much room the name of an axis takes."""
    letters, digits = _parts(name)
    large = QFontMetricsF(theme.font(theme.label_size, 500, italic=True))
    small = QFontMetricsF(theme.font(theme.label_size * 0.72, 500))
    return large.horizontalAdvance(letters) + (small.horizontalAdvance(digits) if digits else 0.0)


def _parts(name: str) -> tuple[str, str]:
    letters = name.rstrip("0123456789")
    return letters, name[len(letters) :]


def paint_name(painter: QPainter, theme: Theme, name: str, baseline: QPointF) -> None:
    """The name of an axis from a point on its baseline: italic, its number lowered (w1 as w with a small 1)."""
    letters, digits = _parts(name)
    font = theme.font(theme.label_size, 500, italic=True)
    painter.setFont(font)
    painter.drawText(baseline, letters)
    if digits:
        painter.setFont(theme.font(theme.label_size * 0.72, 500))
        shift = QPointF(QFontMetricsF(font).horizontalAdvance(letters), theme.label_size * theme.scale * 0.22)
        painter.drawText(baseline + shift, digits)


def paint_ticks(painter: QPainter, theme: Theme, area: PlotArea, across: list[Tick], up: list[Tick]) -> None:
    """Tick marks and numbers below and left of the area; a number that would leave the widget is left out."""
    painter.setFont(theme.font(theme.tick_size))
    metrics = QFontMetricsF(painter.font())
    rect, length, gap = area.rect, theme.px(3), theme.px(4)
    marks, ink = QPen(theme.color("line2"), 1), theme.color("text2")
    for value, text in across:
        x = round(area.point(value, area.y[0]).x()) + 0.5
        painter.setPen(marks)
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x, rect.bottom() + length))
        painter.setPen(ink)
        width = metrics.horizontalAdvance(text)
        left = min(x - width / 2, rect.right() + theme.px(8) - width)
        painter.drawText(QPointF(left, rect.bottom() + length + gap + metrics.capHeight()), text)
    for value, text in up:
        y = round(area.point(area.x[0], value).y()) + 0.5
        painter.setPen(marks)
        painter.drawLine(QPointF(rect.left() - length, y), QPointF(rect.left(), y))
        painter.setPen(ink)
        box = QRectF(0, y - metrics.height() / 2, rect.left() - length - gap / 2, metrics.height())
        painter.setFont(_narrowed(theme, metrics.horizontalAdvance(text), box.width()))
        if QFontMetricsF(painter.font()).horizontalAdvance(text) <= box.width():
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)


def _narrowed(theme: Theme, width: float, room: float) -> QFont:
    """The font of numbers, up to a third smaller where one is wider than its room."""
    return theme.font(theme.tick_size * min(1.0, max(0.66, 0.95 * room / max(width, 1.0))))
