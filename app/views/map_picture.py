"""What the map draws, on a widget or an image alike; the costly layers are kept until something in them changes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, QSizeF
from PyQt6.QtGui import QImage, QPainter, QPen

from app.engine.experiment import Experiment
from app.engine.trajectory import Trajectory
from app.theme import Theme
from app.views.contours import contour_image, contours_of
from app.views.height_scale import LOG_LIKE, Height
from app.views.map_arrows import paint_step
from app.views.map_marks import (
    ARRIVED,
    paint_ball,
    paint_exit,
    paint_saddle,
    paint_star,
    paint_start,
)
from app.views.plot_area import PlotArea
from app.views.plot_axes import fitting_ticks, name_width, paint_name, paint_ticks
from app.views.run_look import RunLook
from app.views.step_marks import ArrowChoice, Marks, marks_at
from app.views.trajectory_layer import Drawn, TrajectoryLayer
from surfaces.surface import Surface


@dataclass(frozen=True, eq=False)
class MapContent:
    """What the map was told; `selected` is the run that shows its arrows, `term` the one lit."""

    theme: Theme
    surface: Surface
    experiment: Experiment
    looks: tuple[RunLook, ...]
    trajectories: tuple[Trajectory | None, ...]
    selected: int | None = None
    height: Height = LOG_LIKE
    arrow_choice: ArrowChoice = "gradient"
    term: int = -1

    def marks(self, step: int) -> Marks | None:
        """The arrows of the selected run; None where it is not shown."""
        run = self.selected
        if run is None or not 0 <= run < min(len(self.trajectories), len(self.experiment.runs)):
            return None
        trajectory = self.trajectories[run]
        if trajectory is None or not self.looks[run].visible:
            return None
        return marks_at(self.experiment.runs[run], trajectory, step, self.arrow_choice, self.term)

    def shown(self) -> list[tuple[Trajectory, RunLook]]:
        """The trajectories to draw, with their looks."""
        pairs = zip(self.trajectories, self.looks, strict=False)
        return [(trajectory, look) for trajectory, look in pairs if trajectory is not None and look.visible]


def margins(theme: Theme) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the plot: room for numbers."""
    return theme.px(30), theme.px(7), theme.px(8), theme.px(24)


def fitted_area(theme: Theme, surface: Surface, size: QSizeF) -> PlotArea:
    """The whole domain with square units, as large as it fits, in the middle of the width."""
    left, top, right, bottom = margins(theme)
    wide, high = max(size.width() - left - right, 16.0), max(size.height() - top - bottom, 16.0)
    domain = surface.domain
    across, up = domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]
    unit = min(wide / across, high / up)
    width, height = max(1, round(across * unit)), max(1, round(up * unit))
    return PlotArea(QRectF(left + (wide - width) // 2, top, width, height), domain.x, domain.y)


class MapPicture:
    """Paints a `MapContent` in an area, keeping contours and trajectories between paintings.

    It begins with the contours of an `earlier` one, but not with its trajectories, which grow from step to step and so
    are a few pixels' shades off those that are drawn at once.
    """

    def __init__(self, earlier: MapPicture | None = None) -> None:
        self._contours: tuple[object, PlotArea, QImage] | None = None if earlier is None else earlier._contours
        self._layer: TrajectoryLayer | None = None

    def refresh(self, content: MapContent, area: PlotArea, ratio: float, budget: float = math.inf) -> bool:
        """Make the layers anew that are not what they should be; False where the seconds of the budget ran out."""
        key = (content.surface, content.theme, content.height, area, ratio)
        if self._contours is None or self._contours[0] != key:
            contours = contours_of(content.surface, area, content.height)
            image = contour_image(contours, area, content.theme, ratio, _landmarks(content, area))
            self._contours = key, area, image
        self._layer = TrajectoryLayer(
            content.theme, content.surface.domain, area, ratio, content.shown(), self._layer, budget
        )
        return self._layer.complete

    def paint(self, painter: QPainter, content: MapContent, area: PlotArea, step: int, start_hovered: bool) -> None:
        """Draw everything at a step, with the layers as they were last refreshed."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_axes(painter, content, area)
        if self._contours is None or self._layer is None:
            return
        painter.save()
        painter.setClipRect(area.rect)
        made = self._contours[1]
        painter.drawImage(QRectF(area.point(made.x[0], made.y[1]), area.point(made.x[1], made.y[0])), self._contours[2])
        self._layer.paint(painter, area, step)
        painter.restore()
        painter.save()
        room = 5.0 * content.theme.scale
        painter.setClipRect(area.rect.adjusted(-room, -room, room, room))
        self._paint_marks(painter, content, area, step, start_hovered)
        painter.restore()

    def _paint_axes(self, painter: QPainter, content: MapContent, area: PlotArea) -> None:
        theme, rect = content.theme, area.rect
        x_name, y_name = content.surface.axes
        across = fitting_ticks(theme, *area.x, rect.width())
        up = fitting_ticks(theme, *area.y, rect.height(), upright=True)
        x_left = rect.right() - name_width(theme, x_name)
        across = [each for each in across if area.point(each[0], area.y[0]).x() < x_left - theme.px(14)]
        up = [each for each in up if area.point(area.x[0], each[0]).y() > rect.top() + theme.px(16)]
        paint_ticks(painter, theme, area, across, up)
        painter.setPen(theme.color("text2"))
        paint_name(painter, theme, x_name, QPointF(x_left, rect.bottom() + theme.px(16)))
        y_left = rect.left() - theme.px(6) - name_width(theme, y_name)
        paint_name(painter, theme, y_name, QPointF(y_left, rect.top() + theme.px(9)))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_marks(
        self, painter: QPainter, content: MapContent, area: PlotArea, step: int, start_hovered: bool
    ) -> None:
        theme, surface = content.theme, content.surface
        assert self._layer is not None
        balls = [(each, area.point(*_position(each.trajectory, step))) for each in self._layer.drawn]
        for saddle in surface.saddle_points:
            paint_saddle(painter, theme, area.point(*saddle))
        for minimizer in surface.minimizers:
            star = area.point(*minimizer)
            if all(not _near(star, ball, ARRIVED * theme.scale) for _, ball in balls):
                paint_star(painter, theme, star)
        if (marks := content.marks(step)) is not None and content.selected is not None:
            paint_step(painter, theme, content.looks[content.selected], marks, area)
        for each, ball in balls:
            if area.rect.contains(ball):
                paint_ball(painter, theme, each.look, ball)
            elif (gone := self._exit(each, content, step)) is not None:
                paint_exit(painter, theme, gone)
        paint_start(painter, theme, area.point(*content.experiment.start), area.rect, start_hovered)

    def _exit(self, each: Drawn, content: MapContent, step: int) -> QPointF | None:
        """Where a run that is outside the domain now was last seen; None where it is only out of sight."""
        assert self._layer is not None
        row = each.trajectory.row(step)
        seen = int(each.last_inside[row])
        if seen < 0 or content.surface.domain.contains(*_position(each.trajectory, step)):
            return None
        area = self._layer.area
        room = 7.0 * content.theme.scale
        rect = area.rect.adjusted(room, room, -room, -room)
        before, after = (area.point(*_position(each.trajectory, index)) for index in (seen, min(seen + 1, row)))
        return _last_within(rect, before, after)


def _landmarks(content: MapContent, area: PlotArea) -> list[QPointF]:
    """What labels of contours keep clear of."""
    points = (*content.surface.minimizers, *content.surface.saddle_points)
    return [area.point(*point) for point in points]


def _position(trajectory: Trajectory, step: int) -> tuple[float, float]:
    x, y = trajectory.parameters[trajectory.row(step)]
    return float(x), float(y)


def _near(one: QPointF, other: QPointF, distance: float) -> bool:
    return math.hypot(one.x() - other.x(), one.y() - other.y()) < distance


def _last_within(rect: QRectF, before: QPointF, after: QPointF) -> QPointF:
    """The last point of the way from `before` to `after` that lies in the rectangle."""
    share = 1.0
    for begin, end, low, high in (
        (before.x(), after.x(), rect.left(), rect.right()),
        (before.y(), after.y(), rect.top(), rect.bottom()),
    ):
        if not math.isfinite(end):
            return before
        if end > high:
            share = min(share, max(0.0, (high - begin) / (end - begin)))
        elif end < low:
            share = min(share, max(0.0, (low - begin) / (end - begin)))
    return QPointF(before.x() + (after.x() - before.x()) * share, before.y() + (after.y() - before.y()) * share)
