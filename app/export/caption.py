"""What stands beside an exported picture: the surface's name, the step, and every run with its numbers there."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter

from app.engine.run_name import run_names
from app.export.caption_text import numbers_of, title_of
from app.export.scene import Scene
from app.i18n import tr
from app.theme import Theme
from app.views.run_look import RunLook, own_names
from app.views.run_style import draw_marker, run_pen

_WIDTH, _HEAD, _LINE, _GAP, _MARGIN, _SAMPLE = 276, 62, 18, 12, 16, 34
_LINES = 3


@dataclass(frozen=True)
class Plan:
    """Where the caption and the view go, in whole pixels; no caption where there is no room for one."""

    view: tuple[int, int, int, int]
    columns: int


def plan(size: tuple[int, int], runs: int, theme: Theme) -> Plan:
    """A column at the left of a wide picture, a band above any other."""
    width, height = size
    column, block = theme.px(_WIDTH), theme.px(_LINES * _LINE + _GAP)
    head = theme.px(_HEAD)
    if width >= 1.3 * height and width >= 2 * column and height >= head + runs * block:
        return Plan((column, 0, width - column, height), 1)
    columns = width // column
    if columns:
        band = head + -(-runs // columns) * block
        if 2 * band <= height:
            return Plan((0, band, width, height - band), columns)
    return Plan((0, 0, width, height), 0)


def paint_caption(
    painter: QPainter, theme: Theme, scene: Scene, looks: tuple[RunLook, ...], step: int, columns: int
) -> None:
    """Paint it into the upper left corner, the runs in so many columns."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    margin = theme.px(_MARGIN)
    steps = tr("Step {step} of {steps}", step=step, steps=scene.experiment.steps)
    title = theme.font(theme.step_size, 600)
    width = theme.px(_WIDTH) - 2 * margin
    shown = QFontMetricsF(title).elidedText(title_of(scene.experiment), Qt.TextElideMode.ElideRight, width)
    _write(painter, theme, (margin, theme.px(30)), shown, "text", theme.step_size, 600)
    _write(painter, theme, (margin, theme.px(50)), f"{steps} · {scene.experiment.dtype}", "text2", theme.label_size)
    names = run_names(scene.experiment.runs, own_names(looks))
    for place, index in enumerate(index for index, look in enumerate(looks) if look.visible):
        left = margin + place % columns * theme.px(_WIDTH)
        top = theme.px(_HEAD) + place // columns * theme.px(_LINES * _LINE + _GAP)
        numbers = numbers_of(scene, index, step)
        _paint_run(painter, theme, looks[index], QPointF(left, top), tr(names[index]), numbers)


def _paint_run(
    painter: QPainter, theme: Theme, look: RunLook, corner: QPointF, name: str, numbers: tuple[str, str]
) -> None:
    sample, line = theme.px(_SAMPLE), theme.px(_LINE)
    middle = corner.y() + line / 2
    painter.setPen(run_pen(theme, look, theme.px(2)))
    painter.drawLine(QPointF(corner.x(), middle), QPointF(corner.x() + sample, middle))
    center = QPointF(corner.x() + sample / 2, middle)
    draw_marker(painter, look.marker, center, theme.px(5), theme.run(look.color), theme.color("bg1"), theme.px(2))
    left = corner.x() + sample + theme.px(8)
    room = corner.x() + theme.px(_WIDTH) - 2 * theme.px(_MARGIN) - left
    shown = QFontMetricsF(theme.font(theme.body_size, 600)).elidedText(name, Qt.TextElideMode.ElideRight, room)
    _write(painter, theme, (left, corner.y() + theme.px(14)), shown, "text", theme.body_size, 600)
    narrow = QFontMetricsF(theme.font(theme.label_size))
    for row, line_ in enumerate(numbers, 1):
        text = narrow.elidedText(line_, Qt.TextElideMode.ElideRight, room + theme.px(_MARGIN) / 2)
        _write(painter, theme, (left, corner.y() + theme.px(14) + row * line), text, "text2", theme.label_size)


def _write(
    painter: QPainter, theme: Theme, place: tuple[float, float], text: str, token: str, size: float, weight: int = 400
) -> None:
    painter.setFont(theme.font(size, weight))
    painter.setPen(theme.color(token))
    painter.drawText(QPointF(*place), text)


def paint_ground(painter: QPainter, theme: Theme, size: tuple[int, int], plan: Plan) -> None:
    """The panel that the caption stands on, and the line between it and the view."""
    painter.fillRect(QRectF(0, 0, *size), theme.color("bg1"))
    left, top, width, height = plan.view
    if top:
        painter.fillRect(QRectF(0, top - theme.px(1), width, theme.px(1)), theme.color("line"))
    elif left:
        painter.fillRect(QRectF(left - theme.px(1), 0, theme.px(1), height), theme.color("line"))
