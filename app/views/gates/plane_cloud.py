"""Fuzzy corners: many small marks, drawn once and kept."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QImage, QPainter, QPen

from app.engine.gates.data import data_of
from app.engine.gates.forward import logits
from app.engine.gates.verdict import is_wrong, margins
from app.theme import Theme
from app.views.gates.plane_content import PlaneContent
from app.views.gates.plane_marks import class_color
from app.views.plot_area import PlotArea
from app.views.polyline import polygon

Array = npt.NDArray[Any]
_SIZE = 5.6


class CloudPicture:
    """The points of a cloud; those that are wrong have a red casing."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._image = QImage()
        self._wrong: list[QImage] = []

    def paint(self, painter: QPainter, theme: Theme, content: PlaneContent, area: PlotArea, ratio: float) -> None:
        """All points from the picture, then those that are wrong."""
        if content.task.cloud is None or content.points is not None:
            return
        points, targets = data_of(content.task)
        pixels = area.points(points[:, 0], points[:, 1])
        key = (theme, content.task.rows, content.task.cloud, area, ratio)
        if key != self._key:
            self._key, self._image = key, _drawn(theme, pixels, targets, area.rect, ratio, wrong=False)
            self._wrong = [_stamp(theme, target, ratio) for target in (0, 1)]
        painter.drawImage(area.rect.topLeft(), self._image)
        if content.known:
            z = logits(content.task, content.values, points)
            wrong = is_wrong(margins(content.task, z, targets, content.threshold))
            self._stamp_all(painter, pixels[wrong], targets[wrong], ratio)

    def _stamp_all(self, painter: QPainter, pixels: Array, targets: Array, ratio: float) -> None:
        """A picture at each point, on whole device pixels: many times as fast as strokes."""
        half = self._wrong[0].width() / ratio / 2
        corners = np.rint((pixels - half) * ratio) / ratio
        for (x, y), target in zip(corners.tolist(), targets.tolist(), strict=True):
            painter.drawImage(QPointF(x, y), self._wrong[int(target)])


def _stamp(theme: Theme, target: int, ratio: float) -> QImage:
    """One wrong point of a class."""
    side = math.ceil((_SIZE + 8) * theme.scale)
    middle = np.array([[side / 2, side / 2]])
    return _drawn(theme, middle, np.array([target]), QRectF(0, 0, side, side), ratio, wrong=True)


def _drawn(theme: Theme, pixels: Array, targets: Array, rect: QRectF, ratio: float, wrong: bool) -> QImage:
    size = (rect.size() * ratio).toSize()
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-rect.topLeft())
    _paint(painter, theme, pixels, targets, wrong)
    painter.end()
    return image


def _paint(painter: QPainter, theme: Theme, pixels: Array, targets: Array, wrong: bool) -> None:
    """Discs of class 0 and squares of class 1; wrong ones in a red ring."""
    rings = [(theme.color("halo"), 6.4), (theme.color("danger"), 4.2)] if wrong else [(theme.color("halo"), 2.6)]
    for target, cap in ((0, Qt.PenCapStyle.RoundCap), (1, Qt.PenCapStyle.SquareCap)):
        chosen = polygon(np.ascontiguousarray(pixels[targets == target]))
        size = _SIZE * (0.9 if target else 1.0)
        for color, more in (*rings, (class_color(theme, target), 0.0)):
            painter.setPen(QPen(color, (size + more) * theme.scale, Qt.PenStyle.SolidLine, cap))
            painter.drawPoints(chosen)
