"""The whole plane painted, from the ground up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPainter

from app.engine.gates.forward import output_activation, outputs
from app.i18n import tr
from app.theme import Theme
from app.views.gates.plane_axes import paint_axes, paint_grid
from app.views.gates.plane_boundary import (
    CORE,
    paint_arrow,
    paint_contours,
    paint_distance,
    paint_handle,
    paint_line,
)
from app.views.gates.plane_cloud import CloudPicture
from app.views.gates.plane_content import PlaneContent
from app.views.gates.plane_hidden import paint_border, paint_drawn, paint_hidden, paint_names
from app.views.gates.plane_hold import Grip
from app.views.gates.plane_labels import paint_row_labels
from app.views.gates.plane_layout import Layout, mark_radius
from app.views.gates.plane_marks import paint_rows
from app.views.gates.plane_passing import Passing, paint_passing
from app.views.gates.plane_proof import paint_crossing, paint_diagonals, proof_lines
from app.views.gates.plane_regions import Regions
from app.views.gates.plane_text import Label, paint_label, text_size, wrapped
from app.views.map_marks import paint_plate
from app.views.numbers import axis_name, number
from app.views.plot_area import PlotArea


@dataclass(frozen=True)
class Pointed:
    """Where the pointer is, what it would take hold of, and whether it is on the proof's crossing."""

    pixel: QPointF | None = None
    grip: Grip = Grip.NOTHING
    crossing: bool = False


@dataclass(frozen=True)
class PlanePicture:
    """Paints a content where the layout puts it; the readout keeps within `bounds`."""

    theme: Theme
    content: PlaneContent
    area: PlotArea
    layout: Layout
    pointed: Pointed
    bounds: QRectF
    passing: Passing | None = None

    def paint(self, painter: QPainter, said: Regions | None, cloud: CloudPicture, ratio: float) -> None:
        """All of it; `said` is missing before there are parameters, and while one of them is not a number."""
        theme, content, area = self.theme, self.content, self.area
        radius = mark_radius(theme, area) * (0.8 if content.task.cloud is not None else 1.0)
        self._paint_passing(painter)
        painter.save()
        painter.setClipRect(area.rect)
        self._paint_ground(painter, said)
        if content.proof_shown:
            paint_diagonals(painter, theme, content, area)
        cloud.paint(painter, theme, content, area, ratio)
        paint_drawn(painter, theme, content, area)
        self._paint_lines(painter, said)
        self._paint_passing(painter)
        paint_rows(painter, theme, content, area, radius)
        self._paint_grips(painter)
        if content.proof_shown:
            paint_crossing(painter, theme, area, self.pointed.crossing)
        self._paint_labels(painter)
        painter.restore()
        paint_row_labels(painter, theme, content, area, radius, self.bounds)
        paint_axes(painter, theme, content.axes, area)
        self._paint_readout(painter)

    def _paint_passing(self, painter: QPainter) -> None:
        """Around the plane before its ground hides it there, and on the plane below rows and letters."""
        if self.passing is not None:
            paint_passing(painter, self.theme, self.passing, self.bounds)

    def _paint_ground(self, painter: QPainter, said: Regions | None) -> None:
        if said is None:
            painter.fillRect(self.area.rect, self.theme.color("bg0"))
        else:
            painter.drawImage(self.area.rect, said.image)
        paint_grid(painter, self.theme, self.content.axes, self.area)
        paint_contours(painter, self.theme, self.layout)

    def _paint_lines(self, painter: QPainter, said: Regions | None) -> None:
        theme, content, area = self.theme, self.content, self.area
        if content.task.hidden:
            if said is not None and content.hidden_lines:
                paint_hidden(painter, theme, content, area)
            if said is not None:
                paint_border(painter, theme, content, said, area)
            return
        if self.layout.line is not None:
            paint_line(painter, theme, content.look, self.layout.line, self.pointed.grip in (Grip.SHIFT, Grip.TURN))
            if not content.compact:
                paint_distance(painter, theme, content, area)
        elif self.layout.outside is not None:
            arrow, color = self.layout.outside, theme.run(content.look.color)
            paint_arrow(painter, theme, color, arrow.p1(), arrow.p2(), CORE * theme.scale)

    def _paint_grips(self, painter: QPainter) -> None:
        layout, content, near = self.layout, self.content, self.pointed.grip
        color = self.theme.run(content.look.color)
        if content.task.hidden or layout.handle is None:
            return
        if layout.tip is not None:
            width = (CORE + (1.0 if near is Grip.TIP else 0.0)) * self.theme.scale
            paint_arrow(painter, self.theme, color, layout.handle, layout.tip, width)
        if not content.compact or near is not Grip.NOTHING:
            paint_handle(painter, self.theme, content.look, layout.handle, near is Grip.SHIFT)

    def _paint_labels(self, painter: QPainter) -> None:
        layout, content = self.layout, self.content
        if content.known and content.task.hidden and content.hidden_lines:
            paint_names(painter, self.theme, content, self.area)
        for label in (layout.equation, layout.vector, layout.further, *layout.levels, *layout.says):
            if label is not None:
                paint_label(painter, self.theme, label)
        rect = self.area.rect
        lines = [
            line
            for text in self._sentence()
            for line in wrapped(self.theme, text, rect.width() - 8 * self.theme.scale, weight=600)
        ]
        for index, text in enumerate(lines):
            _width, height = text_size(self.theme, text, weight=600)
            center = QPointF(rect.center().x(), rect.top() + 0.2 * rect.height() + index * 1.9 * height)
            paint_label(painter, self.theme, Label(text, center, weight=600))

    def _sentence(self) -> tuple[str, ...]:
        """Why there is no line."""
        content = self.content
        if content.values.shape == (content.task.size,) and not content.known:
            return tr("A weight is not a number:"), tr("nothing can be said.")
        same = content.same_everywhere
        if same is None:
            return ()
        output = number(float(outputs(content.task, np.array(same))), 2)
        why = tr("w = 0: no line,") if content.unit is not None else tr("no border,")
        if output_activation(content.task).key == "sigmoid":
            return why, tr("everything is {p}", p=f"p\u00a0=\u00a0{output}")
        return why, tr("the output is {output} everywhere", output=output)

    def _paint_readout(self, painter: QPainter) -> None:
        pixel = self.pointed.pixel
        if pixel is None or not self.content.known:
            return
        hint = self._what_a_drag_does()
        if hint and not self.content.compact:  # beside the pointer it would hide what can be dragged
            rect = self.area.rect
            near_corner = pixel.x() > rect.center().x() and pixel.y() > rect.center().y()
            paint_plate(painter, self.theme, rect.bottomLeft() if near_corner else rect.bottomRight(), rect, hint)
            return
        lines = proof_lines(self.content) if self.pointed.crossing else self.readout(pixel)
        paint_plate(painter, self.theme, pixel, self.bounds, lines)

    def readout(self, pixel: QPointF) -> list[str]:
        """Where the pointer is, and what comes of it there."""
        content, (x, y) = self.content, self.area.data(pixel)
        across, up = (axis_name(axis.name) for axis in content.axes)
        z = content.z(np.array([[x, y]]))
        output = float(outputs(content.task, z)[0])
        name = "p" if output_activation(content.task).key == "sigmoid" else tr("output")
        return [
            f"{across} {number(x, 2)}   {up} {number(y, 2)}",
            f"z {number(float(z[0]), 2)}   {name} {number(output, 2)}",
        ]

    def _what_a_drag_does(self) -> list[str]:
        if self.pointed.grip is Grip.SHIFT:
            return [tr("Drag to shift the line: only b changes.")]
        if self.pointed.grip is Grip.TURN:
            return [tr("Drag to turn w: its length stays.")]
        if self.pointed.grip is Grip.TIP:
            return [tr("Drag w: longer is steeper."), tr("Alt: one weight alone.")]
        return []
