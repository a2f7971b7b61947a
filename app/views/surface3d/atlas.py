"""The small pictures that stand at points of the box, painted side by side: markers, stars, the start, a cross."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from app.i18n import tr
from app.theme import Theme
from app.views.run_look import MARKERS
from app.views.run_style import draw_marker

Array = npt.NDArray[Any]
CELL = 40
STAR, SMALL_STAR, START, CROSS, START_WORD = range(MARKERS, MARKERS + 5)
WORD_CELLS = 4
CELLS = MARKERS + 5 + WORD_CELLS


@dataclass(frozen=True, eq=False)
class Sprite:
    """A picture of the atlas (0 to 7: a run's marker), where it stands, and how strongly it shows."""

    kind: int
    place: Array
    alpha: float = 1.0


def cell_side(ratio: float) -> int:
    """Device pixels along a side of one picture."""
    return 2 * math.ceil(CELL * ratio / 2)


def atlas(theme: Theme, ratio: float) -> QImage:
    """All pictures side by side; `ratio` is device pixels a pixel of the design."""
    cell = cell_side(ratio)
    image = QImage(cell * CELLS, cell, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    halo, star = theme.color("halo"), theme.color("star")

    def center(kind: int) -> QPointF:
        return QPointF((kind + 0.5) * cell, 0.5 * cell)

    for marker in range(MARKERS):
        draw_marker(painter, marker, center(marker), 3.3 * ratio, halo)
    _cased(painter, _star(center(STAR), 8.0 * ratio), star, halo, 3.0 * ratio)
    _cased(painter, _star(center(SMALL_STAR), 6.5 * ratio), star, halo, 2.6 * ratio)
    disc = QPainterPath()
    disc.addEllipse(center(START), 5.5 * ratio, 5.5 * ratio)
    _cased(painter, disc, theme.color("text"), halo, 4.0 * ratio)
    draw_marker(painter, 7, center(CROSS), 6.0 * ratio, theme.color("danger"), halo, 2.0 * ratio)
    _paint_word(painter, QRectF(START_WORD * cell, 0, WORD_CELLS * cell, cell), theme, ratio)
    painter.end()
    return image


def _paint_word(painter: QPainter, room: QRectF, theme: Theme, ratio: float) -> None:
    """The word "start", right-aligned, with a casing."""
    font = theme.font(theme.label_size, 600)
    font.setPixelSize(round(theme.label_size * ratio))
    text = tr("start")
    width = QFontMetricsF(font).horizontalAdvance(text)
    path = QPainterPath()
    left = room.right() - 0.3 * room.height() - 9 * ratio - width
    path.addText(QPointF(left, room.center().y() + 4.2 * ratio), font, text)
    _cased(painter, path, theme.color("text"), theme.color("halo"), 3.4 * ratio)


def _cased(painter: QPainter, path: QPainterPath, color: QColor, halo: QColor, width: float) -> None:
    pen = QPen(halo, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, color)


def _star(center: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    for corner in range(10):
        angle, reach = -math.pi / 2 + corner * math.pi / 5, radius * (0.45 if corner % 2 else 1.0)
        point = center + QPointF(reach * math.cos(angle), reach * math.sin(angle))
        if corner:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path
