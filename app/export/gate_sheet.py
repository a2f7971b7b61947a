"""What gates say for every point of the plane, one plane a run, each with its verdict below: a widget never shown."""

from __future__ import annotations

import math
from typing import Any

import numpy.typing as npt
from PyQt6.QtCore import QPoint, QRect, QSize
from PyQt6.QtGui import QImage, QPainter, QRegion, QResizeEvent
from PyQt6.QtWidgets import QApplication, QWidget

from app.engine.gates.task import GateTask
from app.theme import Theme
from app.views.gates.plane_view import PlaneView
from app.views.gates.verdict_bar import VerdictBar
from app.views.run_look import RunLook
from app.views.style_sheet import palette

_LEAST = 160
"""A plane is drawn no smaller than this, and made smaller then."""


class GateSheet:
    """Planes side by side, as large as they can be."""

    def __init__(self, theme: Theme, task: GateTask, looks: tuple[RunLook, ...], threshold: float) -> None:
        self._theme = theme
        self._planes = tuple(PlaneView() for _ in looks)
        self._verdicts = tuple(VerdictBar() for _ in looks)
        for plane, verdict, look in zip(self._planes, self._verdicts, looks, strict=True):
            for part in (plane, verdict):
                part.setPalette(palette(theme))
                part.show_theme(theme)
                part.show_threshold(threshold)
            plane.show_task(task, look)
            plane.show_editable(False)
            plane.show_compact(len(looks) > 1)
            verdict.show_task(task)

    def show_values(self, values: list[npt.NDArray[Any]]) -> None:
        """The parameters (P,) of each run."""
        for plane, verdict, own in zip(self._planes, self._verdicts, values, strict=True):
            plane.show_values(own)
            verdict.show_values(own)

    def render_image(self, width: int, height: int) -> QImage:
        """The picture in so many pixels."""
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(self._theme.color("bg1"))
        if not self._planes:
            return image
        columns, rows = self._grid(width, height)
        side = max(min(width // columns, height // rows - self._below), 1)
        left, top = (width - columns * side) // 2, (height - rows * (side + self._below)) // 2
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for at, (plane, verdict) in enumerate(zip(self._planes, self._verdicts, strict=True)):
            corner = QPoint(left + at % columns * side, top + at // columns * (side + self._below))
            drawn = self._drawn(plane, max(side, _LEAST), max(side, _LEAST))
            painter.drawImage(QRect(corner, QSize(side, side)), drawn)
            if side >= _LEAST:
                painter.drawImage(corner + QPoint(0, side), self._drawn(verdict, side, self._below))
        painter.end()
        return image

    def _drawn(self, part: QWidget, width: int, height: int) -> QImage:
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(self._theme.color("bg1"))
        before = part.size()
        part.resize(width, height)
        part.ensurePolished()
        # What was never shown hears of its size only while it is drawn: too late to find words that fit.
        QApplication.sendEvent(part, QResizeEvent(part.size(), before))
        layout = part.layout()
        if layout is not None:
            layout.activate()
        part.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        return image

    @property
    def _below(self) -> int:
        return self._theme.px(46)

    def _grid(self, width: int, height: int) -> tuple[int, int]:
        """So many columns and rows that the planes are as large as they can be."""
        count = len(self._planes)
        grids = [(columns, math.ceil(count / columns)) for columns in range(1, count + 1)]
        return max(grids, key=lambda grid: min(width / grid[0], height / grid[1] - self._below))
