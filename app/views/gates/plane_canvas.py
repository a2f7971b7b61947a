"""The input plane as a widget that shows what it is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, QSizeF
from PyQt6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.engine.gates.task import GateTask
from app.theme import DARK, Theme
from app.views.gates.plane_axes import PlaneAxis, plane_area
from app.views.gates.plane_cloud import CloudPicture
from app.views.gates.plane_content import HiddenLook, PlaneContent, PlanePoint
from app.views.gates.plane_hold import Grip
from app.views.gates.plane_layout import Layout, arranged, handle_of
from app.views.gates.plane_passing import Passing
from app.views.gates.plane_picture import PlanePicture, Pointed
from app.views.gates.plane_regions import Regions, regions
from app.views.gates.plane_unit import Point
from app.views.plot_area import PlotArea
from app.views.run_look import RunLook

Array = npt.NDArray[Any]


class PlaneCanvas(QWidget):
    """What a unit or a network says for every point of the plane, and the rows it is to get right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._content = PlaneContent()
        self._regions: tuple[tuple[object, ...], Regions] | None = None
        self._cloud = CloudPicture()
        self._layout: Layout | None = None
        self._handle: Point | None = None
        self._pinned = False  # a hand holds the unit: its handle does not look for a better place
        self._stretch = 1.0
        self._pointed = Pointed()
        self._passing: Passing | None = None
        self._focus_ring = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(100, 100)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._changed()

    def show_task(self, task: GateTask, look: RunLook) -> None:
        """Take the table, the kind of unit or network, and how its run looks."""
        self._show(replace(self._content, task=task, look=look))

    def show_values(self, values: Array) -> None:
        """Take the parameters (P,) of the present step."""
        self._show(replace(self._content, values=np.asarray(values, np.float64)))

    def show_threshold(self, threshold: float) -> None:
        """Take from which output on a 1 is said, between 0 and 1."""
        self._show(replace(self._content, threshold=threshold))

    def show_row(self, row: int) -> None:
        """Take the selected row; −1 for none."""
        self._show(replace(self._content, row=row))

    def show_points(self, points: tuple[PlanePoint, ...] | None) -> None:
        """Take where the rows lie and what stands at them, as on a hidden plane; None for the table's own places."""
        self._show(replace(self._content, points=points))

    def show_axes(self, across: PlaneAxis, up: PlaneAxis) -> None:
        """Take names, ranges and ticks."""
        self._show(replace(self._content, axes=(across, up)))

    def show_hidden(self, looks: tuple[HiddenLook, ...], lines: bool = True) -> None:
        """Take how the hidden units' lines look, and whether there are any."""
        self._show(replace(self._content, hidden=looks, hidden_lines=lines))

    def show_proof(self, on: bool) -> None:
        """Whether the diagonals of XOR are drawn."""
        self._show(replace(self._content, proof=on))

    def show_drawn(self, line: tuple[float, ...]) -> None:
        """Take a line (b, w1, w2) to draw beside the unit's own; empty for none."""
        self._show(replace(self._content, drawn=line))

    def show_passing(self, passing: Passing | None) -> None:
        """Take a row that passes on its way elsewhere, in pixels; None for none."""
        if passing != self._passing:
            self._passing = passing
            self.update()

    def show_compact(self, on: bool) -> None:
        """Whether it is one of several small planes: no equation, no arrow, no labels of contours."""
        self._show(replace(self._content, compact=on))

    def show_editable(self, on: bool) -> None:
        """Whether one unit's line can be dragged."""
        self._show(replace(self._content, editable=on))

    @property
    def content(self) -> PlaneContent:
        """What is shown."""
        return self._content

    @property
    def area(self) -> PlotArea:
        """Where the plane lies on the widget."""
        return plane_area(self._theme, self._content.axes, QSizeF(self.size()))

    @property
    def layout_now(self) -> Layout:
        """Where the parts of one unit's picture are."""
        if self._layout is None:
            area, content = self.area, self._content
            self._place_handle(area)
            self._layout = arranged(content, area, self._theme, self._handle, self._stretch)
        return self._layout

    @property
    def handle_now(self) -> Point | None:
        """Where the handle is, in the data."""
        return self._handle if self.layout_now.handle is not None else None

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Find everything its place again."""
        self._changed()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.paint(painter)
        if self._focus_ring and self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(self._theme.color("focus", 0.0))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1, 1, -1, -1), self._theme.row_radius, self._theme.row_radius
            )
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """Everything but the focus, with a painter whose origin is the widget's."""
        area, ratio = self.area, self.devicePixelRatioF()
        picture = PlanePicture(
            self._theme, self._content, area, self.layout_now, self._pointed, QRectF(self.rect()), self._passing
        )
        picture.paint(painter, self._regions_now(area, ratio), self._cloud, ratio)

    def _show(self, content: PlaneContent) -> None:
        self._content = content
        self._changed()

    def _changed(self) -> None:
        self._layout = None
        self.update()

    def _place_handle(self, area: PlotArea) -> None:
        line = self._content.line
        if self._pinned and line is not None and self._handle is not None:
            foot = line.foot(self._handle)
            if area.rect.contains(area.point(*foot)):
                self._handle = foot
                return
        self._handle = handle_of(self._content, area, self._theme, self._handle)

    def _regions_now(self, area: PlotArea, ratio: float) -> Regions | None:
        content = self._content
        if not content.known:
            return None
        key = (self._theme, content.task, content.values.tobytes(), content.threshold, area, ratio)
        if self._regions is None or self._regions[0] != key:
            made = regions(self._theme, content.task, content.values, content.threshold, area, ratio)
            self._regions = key, made
        return self._regions[1]

    def _show_pointed(self, pixel: QPointF | None, grip: Grip, crossing: bool) -> None:
        pointed = Pointed(pixel, grip, crossing)
        if pointed != self._pointed:
            self._pointed = pointed
            self.update()
