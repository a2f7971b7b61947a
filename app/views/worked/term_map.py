"""The same terms on the map: the step with its arrows, zoomed in so far that they can be told apart."""

from __future__ import annotations

import math
from collections import OrderedDict
from time import monotonic

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.i18n import tr
from app.timers import timer
from app.views.contours import contour_image, contours_of
from app.views.height_scale import LOG_LIKE, Height
from app.views.map_marks import rounded_pen
from app.views.numbers import tick
from app.views.plot_area import PlotArea
from app.views.run_style import draw_marker
from app.views.worked.arrows import Arrow, ghost_of, longest, round_length
from app.views.worked.shown import Shown
from app.views.worked.term_area import area_around, has_ground
from app.views.worked.term_marks import (
    DrawnArrow,
    paint_arrow,
    paint_box,
    paint_ghost,
    paint_name,
    paint_plate,
    paint_scale_bar,
    plate_rect,
)
from app.views.worked.typesetting import formula

_LONGEST = 0.38  # of the smaller side: the longest slope
_BALL, _GRAB = 9.0, 9.0
_IDLE_MS = 70
_LONGEST_WAIT = 0.6  # seconds that a hand which does not stop waits for a new ground
_KEPT = 24
_NEAR_ROWS = 400
_BOX = 3.0  # the box of ±lr is drawn where it is at most so many times as large as the step


class TermMap(QWidget):
    """Paints what it is told; hovering an arrow says which term it is."""

    term_hovered = pyqtSignal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._height = LOG_LIKE
        self._area: PlotArea | None = None
        self._grounds: OrderedDict[object, tuple[PlotArea, QImage]] = OrderedDict()
        self._last: tuple[PlotArea, QImage] | None = None
        self._draw_soon = timer(self, _IDLE_MS, self._draw_ground, single=True)
        self._drawn = 0.0
        self._arrows: list[tuple[Arrow, DrawnArrow]] = []
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)

    @property
    def drawn(self) -> list[tuple[Arrow, DrawnArrow]]:
        """The arrows with where they lie."""
        return self._arrows

    def show_height(self, height: Height) -> None:
        """Take the scale that makes colors of the losses."""
        self._height = height
        self.update()

    def show_terms(self, shown: Shown) -> None:
        """Another step, another term, another light."""
        self._shown = shown
        self.setAccessibleName(tr("The same terms on the map"))
        self._fit()

    def _fit(self) -> None:
        shown = self._shown
        if shown is None:
            return
        rect = QRectF(self.rect()).adjusted(0, 0, -1, -1)
        if rect.width() < 20 or rect.height() < 20:
            return
        box = shown.rate if self._has_box(shown) else 0.0
        self._area = area_around(shown.update, box, rect, shown.surface.domain)
        self._arrows = self._placed(shown, self._area)
        key = self._key(shown)
        if key in self._grounds:
            self._grounds.move_to_end(key)
            self._last = self._grounds[key]
        elif self._last is None or monotonic() - self._drawn > _LONGEST_WAIT:
            self._draw_soon.start(0)
        else:
            # Not at once: while a hand scrubs, what was there last moves and scales with it.
            self._draw_soon.start(_IDLE_MS)
        self.update()

    def _key(self, shown: Shown) -> object:
        """What the ground depends on, but for the size of the widget: with that, all grounds go."""
        ranges = (self._area.x, self._area.y) if self._area is not None else None
        return shown.surface, shown.theme, self._height, ranges, self.devicePixelRatioF()

    def _draw_ground(self) -> None:
        shown, area = self._shown, self._area
        if shown is None or area is None or not has_ground(area, shown.surface.domain):
            return
        self._drawn = monotonic()
        contours = contours_of(shown.surface, area, self._height)
        points = [area.point(*map(float, point)) for point in (shown.update.start, ghost_of(shown.update))]
        clear = [point for point in points if area.rect.contains(point)]
        image = contour_image(contours, area, shown.theme, self.devicePixelRatioF(), clear)
        self._last = self._grounds[self._key(shown)] = area, image
        if len(self._grounds) > _KEPT:
            self._grounds.popitem(last=False)
        self.update()

    def resizeEvent(self, event: object) -> None:
        """The same part of the plane, in the new size."""
        self._grounds.clear()
        self._fit()

    def _has_box(self, shown: Shown) -> bool:
        step = np.abs(ghost_of(shown.update) - shown.update.start)
        largest = float(np.max(step))
        return shown.divisor is not None and 0 < shown.rate <= _BOX * largest < math.inf

    def _placed(self, shown: Shown, area: PlotArea) -> list[tuple[Arrow, DrawnArrow]]:
        """Slopes are as long as the longest of them fits; the step is as long as it is."""
        slope, horizontal = self._slope_scale(shown, area), area.scale[0]
        made = []
        for arrow in shown.arrows:
            if not (np.isfinite(arrow.vector).all() and np.isfinite(arrow.origin).all()):
                continue
            factor = horizontal if arrow.unit == "map" else slope
            begin = area.point(float(arrow.origin[0]), float(arrow.origin[1]))
            x, y = (float(value) * factor for value in arrow.vector)
            if math.hypot(x, y) > 1e6 or not shown.revealed(arrow.term):
                continue
            color = shown.ink(arrow.role)
            label = formula(rf"\textcolor{{{color.name()}}}{{{arrow.latex}}}", color.name())
            width = 7.0 if arrow.role == "step" else 3.2
            made.append(
                (arrow, DrawnArrow(begin, begin + QPointF(x, -y), color, label, width, shown.arrow_strength(arrow)))
            )
        # Thick below thin, long below short: where they lie over each other, all of them are seen.
        return sorted(made, key=lambda pair: (-pair[1].width, -pair[0].length))

    def _slope_scale(self, shown: Shown, area: PlotArea) -> float:
        """Pixels for one unit of the slope."""
        most = longest(shown.arrows, "slope")
        return _LONGEST * min(area.rect.width(), area.rect.height()) / most if most > 0 else 0.0

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Ground, way, box, arrows, points, words, bars."""
        shown, area = self._shown, self._area
        if shown is None or area is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        clip = QPainterPath()
        clip.addRoundedRect(area.rect, shown.theme.px(6), shown.theme.px(6))
        painter.setClipPath(clip)
        painter.fillRect(area.rect, shown.theme.color("bg3"))
        if self._last is not None and has_ground(area, shown.surface.domain):
            made, image = self._last
            target = QRectF(area.point(made.x[0], made.y[1]), area.point(made.x[1], made.y[0]))
            painter.drawImage(target, image, QRectF(image.rect()))
        self._paint_way(painter, shown, area)
        start, end = (area.point(*map(float, point)) for point in (shown.update.start, ghost_of(shown.update)))
        if self._has_box(shown):
            half = shown.rate * area.scale[0]
            box = QRectF(start.x() - half, start.y() - half, 2 * half, 2 * half)
            paint_box(painter, shown.theme, box, tr("± lr"), area.rect)
        self._paint_points(painter, shown, start, end)
        self._paint_plates(painter, shown, start, end)
        self._paint_bars(painter, shown, area)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(shown.theme.color("line2"))
        painter.drawRoundedRect(area.rect, shown.theme.px(6), shown.theme.px(6))
        painter.end()

    def _paint_way(self, painter: QPainter, shown: Shown, area: PlotArea) -> None:
        """The run until the step, and pale what follows."""
        step, rows = shown.update.step, shown.trajectory.parameters
        first, last = max(0, step - _NEAR_ROWS), min(len(rows), step + _NEAR_ROWS)
        unit = shown.theme.scale
        for begin, end, strength, width in ((step, last, 0.35, 1.6), (first, step + 1, 1.0, 2.8)):
            part = rows[begin:end]
            part = part[np.isfinite(part).all(axis=1)]
            pixels = area.points(part[:, 0], part[:, 1]).clip(-1e5, 1e5)
            line = QPolygonF([QPointF(x, y) for x, y in pixels.tolist()])
            painter.setOpacity(strength)
            for color, more in ((shown.theme.color("halo", 0.8), 2.4), (shown.run_color, 0.0)):
                painter.setPen(rounded_pen(color, (width + more) * unit))
                painter.drawPolyline(line)
            painter.setOpacity(1.0)
            for x, y in pixels[:-1][-12:].tolist() if end == step + 1 else []:
                draw_marker(
                    painter, 0, QPointF(x, y), 2.6 * unit, shown.run_color, shown.theme.color("halo"), 1.4 * unit
                )

    def _paint_points(self, painter: QPainter, shown: Shown, start: QPointF, end: QPointF) -> None:
        radius = _BALL * shown.theme.scale
        if shown.step_revealed and _is_near(end):
            paint_ghost(painter, shown.theme, end, shown.run_color, radius + 2 * shown.theme.scale)
        for _, drawn in self._arrows:
            paint_arrow(painter, shown.theme, drawn)
        casing = shown.theme.color("star" if shown.theme.dark else "text")
        draw_marker(painter, shown.look.marker, start, radius, shown.run_color, casing, 1.8 * shown.theme.scale)

    def _paint_plates(self, painter: QPainter, shown: Shown, start: QPointF, end: QPointF) -> None:
        """Names of arrows and points, clear of each other and of the arrows."""
        theme, room = shown.theme, QRectF(self.rect()).adjusted(4, 4, -4, -4)
        radius = theme.px(13)
        taken = [QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius) for at in (start, end)]
        taken.append(QRectF(room.right() - theme.px(110), room.bottom() - theme.px(70), theme.px(110), theme.px(70)))
        for _, drawn in self._arrows:
            way = drawn.tip - drawn.begin
            count = max(2, round(math.hypot(way.x(), way.y()) / 18))
            for place in range(count + 1):
                at = drawn.begin + way * (place / count)
                taken.append(QRectF(at.x() - 9, at.y() - 9, 18, 18))
        points = [(start, shown.update.step)]
        if shown.step_revealed:
            points.append((end, shown.update.step + 1))
        for _, drawn in self._arrows:
            if math.hypot(drawn.tip.x() - drawn.begin.x(), drawn.tip.y() - drawn.begin.y()) >= theme.px(5):
                rect = plate_rect(theme, drawn, taken, room)
                taken.append(rect)
                paint_plate(painter, theme, drawn, rect)
        for at, number in points:
            if _is_near(at) and room.contains(at):
                taken.append(paint_name(painter, theme, tr("step {step}", step=tick(number)), at, taken, room))

    def _paint_bars(self, painter: QPainter, shown: Shown, area: PlotArea) -> None:
        """Two bars, as slopes and lengths on the map have nothing to do with each other."""
        theme = shown.theme
        right, bottom = area.rect.right() - theme.px(14), area.rect.bottom() - theme.px(14)
        slope = self._slope_scale(shown, area)
        longest_bar = 0.2 * area.rect.width()
        for word, pixels in ((tr("slope"), slope), (tr("map"), area.scale[0])):
            value = round_length(longest_bar / pixels) if pixels > 0 else 0.0
            if value > 0:
                paint_scale_bar(painter, theme, word, value, value * pixels, QPointF(right, bottom))
                bottom -= theme.px(34)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Say which arrow is pointed at."""
        if event is not None:
            self._point_at(self._arrow_at(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        """None any more."""
        self._point_at(None)

    def _arrow_at(self, at: QPointF) -> int | None:
        assert self._shown is not None or not self._arrows
        near = [(_distance(at, drawn), arrow.term) for arrow, drawn in self._arrows]
        close = [pair for pair in near if pair[0] <= _GRAB * (self._shown.theme.scale if self._shown else 1.0)]
        return min(close)[1] if close else None

    def _point_at(self, term: int | None) -> None:
        if term == self._pointed:
            return
        before, self._pointed = self._pointed, term
        if before is not None:
            self.term_hovered.emit(before, False)
        if term is not None:
            self.term_hovered.emit(term, True)


def _is_near(point: QPointF) -> bool:
    return abs(point.x()) < 1e5 and abs(point.y()) < 1e5


def _distance(at: QPointF, drawn: DrawnArrow) -> float:
    """From a point to an arrow's shaft."""
    way, to = drawn.tip - drawn.begin, at - drawn.begin
    square = QPointF.dotProduct(way, way)
    share = min(max(QPointF.dotProduct(to, way) / square, 0.0), 1.0) if square > 0 else 0.0
    nearest = drawn.begin + way * share
    return math.hypot(at.x() - nearest.x(), at.y() - nearest.y())
