"""The map as a widget that shows what it is told and keeps the part of the plane in sight."""

from __future__ import annotations

import math
from dataclasses import replace

from PyQt6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer
from PyQt6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.engine.experiment import Experiment
from app.engine.trajectory import Trajectory
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.height_scale import LOG_LIKE, Height
from app.views.map_marks import paint_plate
from app.views.map_picture import MapContent, MapPicture, fitted_area, margins
from app.views.numbers import axis_name, number
from app.views.plot_area import PlotArea
from app.views.run_look import RunLook
from app.views.step_marks import ArrowChoice
from surfaces.surface import Surface

_REFRESH_MS = 15
_BUDGET = 0.03  # seconds of drawing trajectories before the window gets its turn
_WIDEST, _NARROWEST = 4.0, 1e-5  # of the domain


class MapCanvas(QWidget):
    """Contours, trajectories and marks; units are square whatever is in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._content: MapContent | None = None
        self._area: PlotArea | None = None
        self._height = LOG_LIKE
        self._picture = MapPicture()
        self._image_picture = MapPicture()  # the frames of a film have their contours in common
        self._step = 0
        self._arrow_choice: ArrowChoice = "gradient"
        self._term = -1
        self._pointer: QPointF | None = None
        self._plate = True
        self._start_hovered = False
        self._focus_ring = False
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        if self._content is not None:
            self._content = replace(self._content, theme=theme)
            self._fit()

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Take the surface, the start and how the runs look."""
        old = self._content
        same = old is not None and old.surface == surface and len(old.looks) == len(looks)
        self._content = MapContent(
            self._theme, surface, experiment, looks,
            old.trajectories if old is not None and same else (),
            old.selected if old is not None else None,
            self._height, self._arrow_choice, self._term,
        )  # fmt: skip
        if old is None or old.surface != surface:
            self.show_whole()
        self.update()

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """Take what was recorded so far, one entry a run."""
        if self._content is not None:
            self._content = replace(self._content, trajectories=trajectories)
            self.update()

    def show_selected(self, run: int | None) -> None:
        """The run that shows which way is down."""
        if self._content is not None:
            self._content = replace(self._content, selected=run)
            self.update()

    def show_arrows(self, choice: ArrowChoice) -> None:
        """Which arrows of the next step are shown."""
        self._arrow_choice = choice
        if self._content is not None:
            self._content = replace(self._content, arrow_choice=choice)
            self.update()

    def show_term(self, index: int) -> None:
        """Light the arrow of a term; −1 for none."""
        self._term = index
        if self._content is not None and index != self._content.term:
            self._content = replace(self._content, term=index)
            self.update()

    def show_height(self, height: Height) -> None:
        """Take the scale that makes colors and levels of the losses."""
        self._height = height
        if self._content is not None and height != self._content.height:
            self._content = replace(self._content, height=height)
            self.update()

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        if step != self._step:
            self._step = step
            self.update()

    def show_plate(self, on: bool) -> None:
        """Whether the readout is a plate at the pointer."""
        self._plate = on
        self.update()

    def show_whole(self) -> None:
        """Show the whole domain again."""
        if self._content is not None:
            self._area = fitted_area(self._theme, self._content.surface, QSizeF(self.size()))
        self.update()

    def width_for_height(self, height: int) -> int:
        """How wide the map is, with its numbers, where it is so high."""
        if self._content is None:
            return height
        left, top, right, bottom = margins(self._theme)
        domain = self._content.surface.domain
        shape = (domain.x[1] - domain.x[0]) / (domain.y[1] - domain.y[0])
        return left + right + round((height - top - bottom) * shape)

    @property
    def area(self) -> PlotArea | None:
        """Where the data lie on the widget now; None before there is anything to show."""
        return self._area

    @property
    def is_whole(self) -> bool:
        """Whether exactly the domain is in sight."""
        if self._content is None or self._area is None:
            return True
        domain = self._content.surface.domain
        return (self._area.x, self._area.y) == (domain.x, domain.y)

    def show_area(self, area: PlotArea) -> None:
        """Show another part of the plane; the layers follow a moment later."""
        if self._content is None:
            return
        domain = self._content.surface.domain
        widths = (area.x[1] - area.x[0]) / (domain.x[1] - domain.x[0])
        middle = (area.x[0] + area.x[1]) / 2, (area.y[0] + area.y[1]) / 2
        if _NARROWEST <= widths <= _WIDEST and domain.contains(*middle):
            self._area = area
            if not self._stale.isActive():
                self._stale.start(_REFRESH_MS)
            self.update()

    def render_image(self, width: int, height: int, scale: float = 1.0) -> QImage:
        """The same picture in so many pixels, with type `scale` times as large as at scale 1."""
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(self._theme.bg1))
        if self._content is None or self._area is None:
            return image
        content = replace(self._content, theme=self._theme.scaled(scale))
        rect = fitted_area(content.theme, content.surface, QSizeF(width, height)).rect
        area = replace(self._area, rect=rect)
        picture = self._image_picture = MapPicture(earlier=self._image_picture)
        picture.refresh(content, area, 1.0)
        painter = QPainter(image)
        picture.paint(painter, content, area, self._step, start_hovered=False)
        painter.end()
        return image

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The picture, then the pointer's plate and the keyboard focus."""
        if self._content is None or self._area is None:
            return
        if not self._stale.isActive():
            whole = self._picture.refresh(self._content, self._area, self.devicePixelRatioF(), _BUDGET)
            if not whole:
                self._stale.start(0)
        painter = QPainter(self)
        self._picture.paint(painter, self._content, self._area, self._step, self._start_hovered)
        if self._plate and self._pointer is not None and not self._start_hovered:
            lines = readout(self._content.surface, *self._area.data(self._pointer))
            paint_plate(painter, self._theme, self._pointer, QRectF(self.rect()), lines)
        if self._focus_ring and self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._area.rect.adjusted(-2, -2, 2, 2))
        painter.end()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep what is in sight, in the new size."""
        self._fit()

    def _fit(self) -> None:
        if self._content is not None and self._area is not None:
            rect = fitted_area(self._theme, self._content.surface, QSizeF(self.size())).rect
            self._area = replace(self._area, rect=rect)
            self.update()


def readout(surface: Surface, x: float, y: float) -> list[str]:
    """Where a point is, and the loss and the size of the gradient there, in two lines."""
    loss, across, up = surface.loss_and_gradient(x, y)
    return [
        f"{axis_name(surface.axes[0])} {number(x, 2)}   {axis_name(surface.axes[1])} {number(y, 2)}",
        tr("loss {loss}   ‖∇f‖ {gradient}", loss=number(loss, 1), gradient=number(math.hypot(across, up), 1)),
    ]
