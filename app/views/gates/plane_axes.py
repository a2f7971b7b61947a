"""The two axes of a plane: what they are called, what part of them is shown, and where that lies on a widget."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, QSizeF
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.theme import Theme
from app.views.numbers import tick
from app.views.plot_area import PlotArea, Range
from app.views.plot_axes import name_width, paint_name


@dataclass(frozen=True)
class PlaneAxis:
    """`name` as in x1. With a `text` ("NAND") both stand at the middle of the axis, in a run's `color` where given."""

    name: str
    range: Range = (-1.0, 3.0)
    ticks: tuple[float, ...] = (-1.0, 0.0, 1.0, 2.0, 3.0)
    text: str = ""
    color: int | None = None


INPUTS = (PlaneAxis("x1"), PlaneAxis("x2"))


def plane_area(theme: Theme, axes: tuple[PlaneAxis, PlaneAxis], size: QSizeF) -> PlotArea:
    """The largest square that leaves room for numbers and names."""
    metrics = QFontMetricsF(theme.font(theme.body_size))
    across, up = axes
    widest = max((metrics.horizontalAdvance(tick(each)) for each in up.ticks), default=0.0)
    named = 0.0 if up.text else _title_width(theme, up)
    left = round(max(widest, named) + theme.px(10) + (metrics.height() if up.text else 0))
    right, top = theme.px(8), theme.px(8)
    bottom = round(metrics.height() + theme.px(8))
    side = max(1, int(min(size.width() - left - right, size.height() - top - bottom)))
    x = left + max(0, int((size.width() - left - right - side) / 2))
    y = top + max(0, int((size.height() - top - bottom - side) / 2))
    return PlotArea(QRectF(x, y, side, side), across.range, up.range)


def paint_grid(painter: QPainter, theme: Theme, axes: tuple[PlaneAxis, PlaneAxis], area: PlotArea) -> None:
    """Faint lines at the ticks, those through 0 a little stronger."""
    rect = area.rect
    for value in axes[0].ticks:
        painter.setPen(QPen(theme.color("text", 0.16 if value == 0 else 0.07), 1))
        x = round(area.point(value, area.y[0]).x()) + 0.5
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    for value in axes[1].ticks:
        painter.setPen(QPen(theme.color("text", 0.16 if value == 0 else 0.07), 1))
        y = round(area.point(area.x[0], value).y()) + 0.5
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


def paint_axes(painter: QPainter, theme: Theme, axes: tuple[PlaneAxis, PlaneAxis], area: PlotArea) -> None:
    """The frame, numbers and names."""
    rect, font = area.rect, theme.font(theme.body_size)
    metrics = QFontMetricsF(font)
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
    painter.setFont(font)
    painter.setPen(theme.color("text2"))
    below = rect.bottom() + theme.px(5) + metrics.ascent()
    for value in axes[0].ticks:
        text = tick(value)
        x = area.point(value, area.y[0]).x() - metrics.horizontalAdvance(text) / 2
        painter.drawText(QPointF(x, below), text)
    beside = rect.left() - theme.px(7)
    for value in axes[1].ticks:
        text = tick(value)
        y = area.point(area.x[0], value).y() + metrics.capHeight() / 2
        painter.drawText(QPointF(beside - metrics.horizontalAdvance(text), y), text)
    _paint_name_across(painter, theme, axes[0], area, below)
    _paint_name_up(painter, theme, axes[1], area, beside)


def _paint_name_across(painter: QPainter, theme: Theme, axis: PlaneAxis, area: PlotArea, baseline: float) -> None:
    width = _title_width(theme, axis)
    middle = area.point(_name_place(axis), area.y[0]).x()
    _paint_title(painter, theme, axis, QPointF(middle - width / 2, baseline))


def _paint_name_up(painter: QPainter, theme: Theme, axis: PlaneAxis, area: PlotArea, right: float) -> None:
    width, metrics = _title_width(theme, axis), QFontMetricsF(theme.font(theme.body_size, 600))
    middle = area.point(area.x[0], _name_place(axis)).y()
    if not axis.text:
        _paint_title(painter, theme, axis, QPointF(right - width, middle + metrics.capHeight() / 2))
        return
    widest = max((metrics.horizontalAdvance(tick(each)) for each in axis.ticks), default=0.0)
    painter.save()
    painter.translate(right - widest - theme.px(5), middle)
    painter.rotate(-90)
    _paint_title(painter, theme, axis, QPointF(-width / 2, 0))
    painter.restore()


def _name_place(axis: PlaneAxis) -> float:
    """Between the last two ticks; with a text in the middle, where the ticks leave room for it."""
    if axis.text and len(axis.ticks) > 1:
        return (axis.ticks[0] + axis.ticks[-1]) / 2
    return (axis.ticks[-2] + axis.ticks[-1]) / 2 if len(axis.ticks) > 1 else sum(axis.range) / 2


def _named(theme: Theme, axis: PlaneAxis) -> Theme:
    """A name alone is larger than its ticks; beside a text it is as large as that."""
    return theme if axis.text else theme.scaled(theme.scale * 1.25)


def _title_width(theme: Theme, axis: PlaneAxis) -> float:
    text = QFontMetricsF(theme.font(theme.body_size, 600)).horizontalAdvance(" " + axis.text) if axis.text else 0.0
    return name_width(_named(theme, axis), axis.name) + text


def _paint_title(painter: QPainter, theme: Theme, axis: PlaneAxis, baseline: QPointF) -> None:
    painter.setPen(QColor(theme.text) if axis.color is None else theme.run(axis.color))
    paint_name(painter, _named(theme, axis), axis.name, baseline)
    if axis.text:
        painter.setFont(theme.font(theme.body_size, 600))
        painter.drawText(baseline + QPointF(name_width(_named(theme, axis), axis.name), 0), " " + axis.text)
