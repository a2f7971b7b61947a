"""The plot of the fair race: the loss after all steps over the learning rate, one curve a run."""

from __future__ import annotations

import math

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.map_marks import paint_plate
from app.views.numbers import number, significant, tick
from app.views.plot_area import PlotArea
from app.views.plot_axes import paint_ticks
from app.views.race.sensitivity_picture import LANE, SensitivityPicture, Spot
from app.views.race.sensitivity_scale import LogWithZero, rate_range, rate_ticks, sensitivity_scale
from app.views.race.shown import RaceShown

_REACH = 28  # pixels at scale 1 within which a point is the one that is meant


class SensitivityView(QWidget):
    """Drawn when something changes; pointing reads a point, a click asks for its learning rate."""

    rate_picked = pyqtSignal(int, float)
    run_pointed = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._race: RaceShown | None = None
        self._lit: int | None = None
        self._hover: Spot | None = None
        self._picture: SensitivityPicture | None = None
        self._baked: QPixmap | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 120)

    @property
    def picture(self) -> SensitivityPicture | None:
        """What is drawn, and where; None where there is no race."""
        if self._picture is None and self._race is not None:
            self._picture = self._made(self._race)
        return self._picture

    @property
    def hovered(self) -> Spot | None:
        """The point at the pointer."""
        return self._hover

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.setAccessibleName(tr("Sensitivity to the learning rate"))
        self._renew()

    def show_race(self, race: RaceShown | None) -> None:
        """Take what is known so far."""
        self._race, self._hover = race, None
        self._renew()

    def show_lit(self, run: int | None) -> None:
        """Bring one run's curve out."""
        if run != self._lit:
            self._lit, self._baked = run, None
            self.update()

    def readout(self, spot: Spot) -> list[str]:
        """What is said about a point."""
        assert self._race is not None
        lines = [
            self._race.names[spot.run],
            f"lr  {significant(spot.rate, 3)}",
            tr("diverged") if math.isnan(spot.loss) else tr("loss  {loss}", loss=number(spot.loss)),
        ]
        standing = self._race.standing(spot.run)
        if standing is not None and spot.rate == standing.best:
            lines.append(tr("its best"))
        if standing is not None and spot.rate == standing.present:
            lines.append(tr("its learning rate now"))
        elif not self._race.outdated:
            lines.append(tr("click to take it"))
        return lines

    def _renew(self) -> None:
        self._picture = self._baked = None
        self.update()

    def _made(self, race: RaceShown) -> SensitivityPicture:
        theme = self._theme
        shown = {run: curve for run, curve in race.curves.items() if race.looks[run].visible}
        lanes = sum(math.isnan(curve.losses.sum()) for curve in shown.values()) * theme.px(LANE)
        start = race.surface.loss_and_gradient(*race.experiment.start)[0]
        scale = sensitivity_scale(start, [curve.losses for curve in shown.values()])
        rect = QRectF(self.rect()).adjusted(theme.px(58), theme.px(30), -theme.px(20), -theme.px(42))
        above = QRectF(rect.left(), rect.top(), rect.width(), lanes)
        rect.setTop(rect.top() + lanes + (theme.px(5) if lanes else 0))
        rect.setSize(rect.size().expandedTo(QRectF(0, 0, 32, 32).size()))
        area = PlotArea(rect, rate_range(race.sweep.learning_rates), (scale.low, scale.high))
        return SensitivityPicture(theme, race, area, above, scale)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The picture, drawn anew where something in it changed, and what is at the pointer."""
        picture = self.picture
        if picture is None:
            return
        if self._baked is None or self._baked.devicePixelRatio() != self.devicePixelRatioF():
            self._baked = self._bake(picture)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._baked)
        if self._hover is not None:
            self._paint_hover(painter, picture, self._hover)
        painter.end()

    def _bake(self, picture: SensitivityPicture) -> QPixmap:
        ratio = self.devicePixelRatioF()
        baked = QPixmap(self.size() * ratio)
        baked.setDevicePixelRatio(ratio)
        baked.fill(self._theme.color("bg1"))
        painter = QPainter(baked)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter, picture)
        self._paint_words(painter, picture)
        picture.paint(painter, self._lit)
        self._paint_start(painter, picture)
        painter.end()
        return baked

    def _paint_axes(self, painter: QPainter, picture: SensitivityPicture) -> None:
        theme, area = self._theme, picture.area
        rect = area.rect
        across = rate_ticks(*area.x, rect.width(), 64 * theme.scale)
        up = picture.scale.ticks(rect.height(), 26 * theme.scale)
        painter.setPen(QPen(theme.color("line"), 1))
        for value, _ in across:
            x = round(area.point(value, area.y[0]).x()) + 0.5
            painter.drawLine(QPointF(x, picture.lanes.top()), QPointF(x, rect.bottom()))
        for value, _ in up:
            y = round(area.point(area.x[0], value).y()) + 0.5
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topLeft(), rect.bottomLeft())
        self._paint_break(painter, picture)
        paint_ticks(painter, theme, area, across, up)

    def _paint_break(self, painter: QPainter, picture: SensitivityPicture) -> None:
        """Two strokes across the axis where it leaves out all that lies between 0 and the lowest loss."""
        scale, theme = picture.scale, self._theme
        if not isinstance(scale, LogWithZero) or scale.zero is None:
            return
        at, arm = picture.area.point(picture.area.x[0], scale.break_at), theme.px(4)
        painter.setPen(QPen(theme.color("bg1"), theme.px(4)))
        painter.drawLine(at + QPointF(0, -1), at + QPointF(0, 1))
        painter.setPen(QPen(theme.color("text2"), 1.2 * theme.scale))
        for shift in (-theme.px(2), theme.px(2)):
            painter.drawLine(at + QPointF(-arm, shift + arm / 2), at + QPointF(arm, shift - arm / 2))

    def _paint_start(self, painter: QPainter, picture: SensitivityPicture) -> None:
        """The loss before the first step: what lies above it has become worse."""
        race, area, theme = picture.race, picture.area, self._theme
        start = race.surface.loss_and_gradient(*race.experiment.start)[0]
        value = float(picture.scale.of(np.array(start)))
        if not (math.isfinite(value) and area.y[0] <= value <= area.y[1]):
            return
        y = round(area.point(area.x[0], value).y()) + 0.5
        pen = QPen(theme.color("text2", 0.8), 1)
        pen.setDashPattern([2, 4])
        painter.setPen(pen)
        painter.drawLine(QPointF(area.rect.left(), y), QPointF(area.rect.right(), y))
        painter.setFont(theme.font(theme.tick_size))
        painter.setPen(theme.color("text2"))
        text = tr("loss at the start")
        metrics = QFontMetricsF(painter.font())
        wide, high = metrics.horizontalAdvance(text), metrics.height()
        box = QRectF(area.rect.right() - wide, y - theme.px(2) - high, wide, high)
        painter.fillRect(box, theme.color("bg1", 0.8))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_words(self, painter: QPainter, picture: SensitivityPicture) -> None:
        """What the axes are, what the lanes are, and what full and hollow markers mean."""
        theme, race, rect = self._theme, picture.race, picture.area.rect
        painter.setFont(theme.font(theme.label_size, 500))
        painter.setPen(theme.color("text2"))
        top = QRectF(theme.px(12), 0, self.width() - theme.px(32), theme.px(24))
        middle = Qt.AlignmentFlag.AlignVCenter
        said = tr("loss after {steps} steps", steps=tick(race.sweep.experiment.steps))
        painter.drawText(top, middle | Qt.AlignmentFlag.AlignLeft, said)
        legend = tr("full marker: best     hollow: now     ×: diverged")
        metrics = QFontMetricsF(painter.font())
        if metrics.horizontalAdvance(said + legend) + theme.px(24) < top.width():
            painter.drawText(top, middle | Qt.AlignmentFlag.AlignRight, legend)
        below = QRectF(rect.left(), self.height() - theme.px(20), rect.width(), theme.px(18))
        painter.drawText(below, middle | Qt.AlignmentFlag.AlignHCenter, tr("learning rate"))
        if picture.lanes.height():
            painter.setFont(theme.font(theme.tick_size, 500))
            painter.setPen(theme.color("danger"))
            beside = QRectF(0, picture.lanes.top(), rect.left() - theme.px(5), picture.lanes.height())
            painter.drawText(
                beside.adjusted(0, -theme.px(4), 0, theme.px(4)), middle | Qt.AlignmentFlag.AlignRight, tr("diverged")
            )

    def _paint_hover(self, painter: QPainter, picture: SensitivityPicture, spot: Spot) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("text"), 1.6 * theme.scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(spot.place, theme.px(7), theme.px(7))
        painter.setPen(QPen(theme.color("text2", 0.7), 1))
        painter.drawLine(QPointF(spot.place.x(), spot.place.y() + theme.px(8)),
                         QPointF(spot.place.x(), picture.area.rect.bottom()))  # fmt: skip
        paint_plate(painter, theme, spot.place, QRectF(self.rect()), self.readout(spot))

    def _nearest(self, pixel: QPointF) -> Spot | None:
        picture = self.picture
        if picture is None or self._race is None:
            return None
        reach = self._theme.px(_REACH)
        near = [
            (math.hypot(spot.place.x() - pixel.x(), spot.place.y() - pixel.y()), order, spot)
            for order, spot in enumerate(picture.spots)
            if self._race.looks[spot.run].visible
        ]
        distance, _, spot = min(near, default=(math.inf, 0, None))
        return spot if distance <= reach else None

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Read the point that is nearest."""
        assert event is not None
        self._point(self._nearest(event.position()))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Ask for the learning rate of the point."""
        assert event is not None
        spot = self._nearest(event.position())
        present = self._race is not None and not self._race.outdated
        if event.button() == Qt.MouseButton.LeftButton and spot is not None and present:
            self.rate_picked.emit(spot.run, spot.rate)

    def leaveEvent(self, event: QEvent | None) -> None:
        """Nothing to read any more."""
        self._point(None)

    def _point(self, spot: Spot | None) -> None:
        if spot == self._hover:
            return
        self._hover = spot
        self.setCursor(Qt.CursorShape.ArrowCursor if spot is None else Qt.CursorShape.PointingHandCursor)
        self.run_pointed.emit(-1 if spot is None else spot.run)
        self.update()

    def resizeEvent(self, event: QEvent | None) -> None:
        """Draw the curves for the new size."""
        self._hover = None
        self._renew()
