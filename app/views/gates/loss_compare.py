"""Four losses of the same weights side by side, with lines at the same distance of loss in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import contourpy
import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from app.engine.gates.task import GateTask
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.gates.loss_compare_values import Compared, compared
from app.views.map_marks import paint_ball
from app.views.memory import image_pixels
from app.views.numbers import number
from app.views.plot_area import PlotArea
from app.views.polyline import polygon
from app.views.run_look import RunLook
from app.views.symbol import paint_symbol, symbol_width
from surfaces.surface import Domain

Array = npt.NDArray[Any]
SPACING = 0.25
"""The loss from one line to the next."""
MOST_LINES = 40
NAMES = {"mse": "MSE", "bce": "BCE", "hinge": "hinge", "perceptron": "perceptron"}
GRADIENT, _LATEX = "‖∇L‖", r"\|\nabla L\|"
_COLUMNS = 2


@dataclass(frozen=True, eq=False)
class Scene:
    """What is compared: a unit's task and weights (3,), the slice, and the way (n, 2) that led there."""

    task: GateTask
    values: Array
    axes: tuple[int, int]
    third: float
    domain: Domain
    path: Array
    look: RunLook


class LossCompare(QWidget):
    """A click on one of them wishes for that loss."""

    loss_picked = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._scene: Scene | None = None
        self._found: list[Compared] = []
        self._free = 0
        self.setMinimumSize(160, 140)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_theme(self, theme: Theme) -> None:
        """Take colors and fonts."""
        self._theme = theme
        self.setAccessibleName(tr("Four losses of the same weights"))
        self.update()

    def show_scene(self, scene: Scene) -> None:
        """Compare at these weights."""
        self._scene = scene
        self._found = compared(scene.task, scene.values, scene.axes, scene.third, scene.domain)
        self.setAccessibleDescription(", ".join(self.readout(each.key) for each in self._found))
        self.update()

    def show_kept_free(self, width: int) -> None:
        """Leave so many pixels of the lower right corner to something else."""
        self._free = width
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Each of the four needs room for its numbers."""
        return QSize(self._theme.px(220), self._theme.px(200))

    def readout(self, key: str) -> str:
        """The numbers below one of them."""
        found = next(each for each in self._found if each.key == key)
        slope = "0" if found.slope == 0 else number(found.slope, 3)
        return tr("loss {loss}  {gradient} {slope}", loss=number(found.loss, 3), gradient=GRADIENT, slope=slope)

    def cell(self, key: str) -> QRectF:
        """Where one of them is."""
        index = [each.key for each in self._found].index(key)
        gap = self._theme.px(10)
        width = (self.width() - gap) / _COLUMNS
        height = (self._note_top - gap) / 2
        return QRectF((index % _COLUMNS) * (width + gap), (index // _COLUMNS) * (height + gap), width, height)

    def area(self, key: str) -> PlotArea:
        """Where the slice of one of them lies."""
        assert self._scene is not None
        row = self._theme.px(18)
        rect = self.cell(key).adjusted(0, row, 0, -row)
        rect.setHeight(max(rect.height(), 8.0))
        return PlotArea(rect, self._scene.domain.x, self._scene.domain.y)

    @property
    def _note_top(self) -> float:
        return float(self.height() - self._theme.px(30))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Wish for the loss under the pointer."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        for each in self._found:
            if self.cell(each.key).contains(event.position()):
                self.loss_picked.emit(each.key)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The four, and what the lines mean."""
        scene = self._scene
        if scene is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for each in self._found:
            self._paint_cell(painter, scene, each)
        theme = self._theme
        font = theme.font(theme.tick_size)
        note = tr("A line every {spacing} of loss: few lines, short gradient.", spacing=SPACING)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        note = QFontMetricsF(font).elidedText(note, Qt.TextElideMode.ElideRight, self.width() - self._free)
        painter.drawText(QPointF(0.0, self.height() - theme.px(6)), note)
        painter.end()

    def _paint_cell(self, painter: QPainter, scene: Scene, found: Compared) -> None:
        theme, area, cell = self._theme, self.area(found.key), self.cell(found.key)
        chosen = found.key == scene.task.loss
        rect = area.rect
        painter.drawImage(rect, field_image(found.field, theme))
        painter.save()
        painter.setClipRect(rect)
        _paint_lines(painter, theme, found.field, area)
        if chosen and len(scene.path) > 1:
            painter.setPen(QPen(theme.run(scene.look.color), 1.6 * theme.scale))
            painter.drawPolyline(polygon(area.points(scene.path[:, 0], scene.path[:, 1])))
        paint_ball(painter, theme, scene.look, area.point(*(float(scene.values[axis]) for axis in scene.axes)))
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("text" if chosen else "line2"), (2.0 if chosen else 1.0) * theme.scale))
        painter.drawRect(rect)
        heading = theme.font(theme.label_size, 600)
        painter.setFont(heading)
        painter.setPen(theme.color("text"))
        name, spacing = tr(NAMES[found.key]), line_spacing(found.field)
        painter.drawText(QPointF(cell.left(), rect.top() - theme.px(5)), name)
        if spacing != SPACING:
            beside = cell.left() + QFontMetricsF(heading).horizontalAdvance(name) + theme.px(8)
            painter.setFont(theme.font(theme.tick_size))
            painter.setPen(theme.color("text2"))
            every = tr("a line every {spacing}", spacing=number(spacing, 3))
            painter.drawText(QPointF(beside, rect.top() - theme.px(5)), every)
        token = "warn" if found.slope == 0 and found.loss > 0 else "text"
        _paint_readout(painter, theme, self.readout(found.key), token, QPointF(rect.left(), rect.bottom()))


def _paint_readout(painter: QPainter, theme: Theme, text: str, token: str, below: QPointF) -> None:
    """The numbers, with the gradient's length typeset."""
    before, _, after = text.partition(GRADIENT)
    place, color = below + QPointF(0.0, theme.px(14)), theme.color(token)
    painter.setFont(theme.font(theme.label_size, 500))
    painter.setPen(color)
    painter.drawText(place, before)
    place += QPointF(QFontMetricsF(painter.font()).horizontalAdvance(before), 0.0)
    size = painter.font().pixelSize() * 1.1
    paint_symbol(painter, _LATEX, size, color, place)
    painter.drawText(place + QPointF(symbol_width(_LATEX, size), 0.0), after)


def field_image(field: Array, theme: Theme) -> QImage:
    """The slice in the colors of the theme, from 0 to its highest loss, the second axis upwards."""
    high = max(_highest(field), 1e-12)
    table = pg.colormap.get(theme.colormap).getLookupTable(nPts=256)[:, :3].astype(float)
    table += (255 - table) * theme.map_mix
    colors = np.rint(table).astype(np.uint32)
    shades = (np.clip(np.nan_to_num(field[::-1], posinf=high) / high, 0, 1) * 255).astype(np.intp)
    picked = colors[shades]
    image = QImage(field.shape[1], field.shape[0], QImage.Format.Format_RGB32)
    image_pixels(image)[:] = 0xFF000000 | picked[..., 0] << 16 | picked[..., 1] << 8 | picked[..., 2]
    return image


def _highest(field: Array) -> float:
    """The highest loss that is a number; weights of a run that diverges cost infinitely much."""
    return float(np.max(field, initial=0.0, where=np.isfinite(field)))


def line_spacing(field: Array) -> float:
    """`SPACING`, or twice that and so on where the loss rises too far for that."""
    high, spacing = _highest(field), SPACING
    while high / spacing > MOST_LINES:
        spacing *= 2
    return spacing


def line_levels(field: Array) -> list[float]:
    """One every `line_spacing`, half a `SPACING` off 0 so that no plateau lies on one."""
    return list(np.arange(SPACING / 2, _highest(field), line_spacing(field)))


def _paint_lines(painter: QPainter, theme: Theme, field: Array, area: PlotArea) -> None:
    x, y = (np.linspace(*side, count) for side, count in zip((area.x, area.y), field.shape[::-1], strict=True))
    generator: Any = contourpy.contour_generator(x, y, field)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.color("iso", 0.55)), 1.0 * theme.scale))
    for level in line_levels(field):
        for line in generator.lines(level):
            painter.drawPolyline(polygon(area.points(line[:, 0], line[:, 1])))
