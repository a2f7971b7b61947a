"""The sensitivity curves, drawn once: what each run's loss comes to, where it diverges, and its best point."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.theme import Theme
from app.views.loss_scale import LossScale
from app.views.numbers import significant
from app.views.plot_area import PlotArea
from app.views.polyline import polygon
from app.views.race.shown import RaceShown
from app.views.run_style import draw_marker, run_pen

Array = npt.NDArray[Any]
LANE = 11
"""The height in which one run's diverged learning rates are drawn, in pixels at scale 1."""
_FAR = 1e5
_DOT = np.array([[0.0, 0.0], [0.6, 0.0]])
_PALE = 0.2
_LINE, _BEST, _PRESENT = 2.4, 6.2, 4.4


@dataclass(frozen=True)
class Spot:
    """A point that can be pointed at: a learning rate that was tried on a run, and what came of it."""

    run: int
    rate: float
    loss: float
    place: QPointF


@dataclass(frozen=True, eq=False)
class SensitivityPicture:
    """`area` is the plot; `lanes` lies above it and has a lane for every run that diverges somewhere."""

    theme: Theme
    race: RaceShown
    area: PlotArea
    lanes: QRectF
    scale: LossScale

    @cached_property
    def spots(self) -> list[Spot]:
        """All points there are, in the order of the runs."""
        found = []
        for run, curve in self.race.curves.items():
            for rate, loss, at in zip(
                curve.learning_rates.tolist(), curve.losses.tolist(), self._places(run), strict=True
            ):
                found.append(Spot(run, rate, loss, QPointF(at[0], at[1])))
        return found

    def paint(self, painter: QPainter, lit: int | None) -> None:
        """All curves; where one is `lit`, the others are pale."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = [run for run in self.race.curves if self.race.looks[run].visible]
        order = sorted(shown, key=lambda run: (run == lit, -run))
        for run in order:
            painter.setOpacity(1.0 if lit in (None, run) else _PALE)
            self._paint_lane(painter, run)
            self._paint_curve(painter, run)
        for run in order:
            painter.setOpacity(1.0 if lit in (None, run) else _PALE)
            self._paint_present(painter, run)
        bests = [(run, place) for run in order if (place := self._best(run)) is not None]
        for run, place in bests:
            painter.setOpacity(1.0 if lit in (None, run) else _PALE)
            self._marker(painter, run, place, _BEST)
        painter.setOpacity(1.0)
        lit_first = sorted(bests, key=lambda each: each[0] != lit)
        self._paint_numbers(painter, [each for each in lit_first if lit in (None, each[0])])

    def _places(self, run: int) -> Array:
        """The pixels (n, 2) of a run's points; those that diverged lie in its lane, those too high at the top."""
        curve, rect = self.race.curves[run], self.area.rect
        places = self.area.points(np.log10(curve.learning_rates), self.scale.of(curve.losses))
        places[:, 1] = np.clip(places[:, 1], rect.top(), rect.bottom())
        places[~np.isfinite(curve.losses), 1] = self._lane(run)
        return places

    def _lane(self, run: int) -> float:
        runs = [each for each, curve in self.race.curves.items() if not np.isfinite(curve.losses).all()]
        at = sorted(runs).index(run) if run in runs else 0
        return self.lanes.top() + (at + 0.5) * self.theme.px(LANE)

    def _paint_curve(self, painter: QPainter, run: int) -> None:
        """The finite parts; a lone point is a dot. What rises out of the plot is cut at its edge."""
        curve, theme = self.race.curves[run], self.theme
        if not self.race.is_whole(run):
            self._paint_points(painter, run)
            return
        points = self.area.points(np.log10(curve.learning_rates), self.scale.of(curve.losses))
        painter.save()
        painter.setClipRect(self.area.rect.adjusted(0, 0, 0, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(run_pen(theme, self.race.looks[run], _LINE * theme.scale))
        for first, last in _stretches(np.isfinite(points[:, 1])):
            part = np.clip(points[first:last], -_FAR, _FAR)
            painter.drawPolyline(polygon(part if len(part) > 1 else np.repeat(part, 2, axis=0) + _DOT))
        painter.restore()

    def _paint_points(self, painter: QPainter, run: int) -> None:
        """What is known so far of a run that is under way: no line, which would say what is not known."""
        for at in self._places(run)[np.isfinite(self.race.curves[run].losses)]:
            self._marker(painter, run, QPointF(at[0], at[1]), 2.8)

    def _paint_lane(self, painter: QPainter, run: int) -> None:
        """A cross where a run begins to diverge, and a line as far as it does, in the color of danger."""
        curve, theme = self.race.curves[run], self.theme
        across = self.area.points(np.log10(curve.learning_rates), np.zeros(len(curve.losses)))[:, 0]
        y, danger = self._lane(run), theme.color("danger")
        for first, last in _stretches(~np.isfinite(curve.losses)):
            left, right = float(across[first]), float(across[last - 1])
            faint = QColor(danger)
            faint.setAlphaF(0.5)
            painter.setPen(QPen(faint, 1.6 * theme.scale))
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            if first > 0:
                self._paint_leader(painter, run, first, QPointF(left, y))
            self._paint_cross(painter, QPointF(left, y), danger)
            if last == len(curve.losses):
                self._marker(painter, run, QPointF(right + theme.px(7), y), 3.6)

    def _paint_leader(self, painter: QPainter, run: int, first: int, cross: QPointF) -> None:
        """A thin line from the last loss that a run had up to its cross."""
        before = self._places(run)[first - 1]
        color = self.theme.run(self.race.looks[run].color)
        color.setAlphaF(0.55)
        painter.setPen(QPen(color, 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(before[0], before[1]), cross)

    def _paint_cross(self, painter: QPainter, at: QPointF, color: QColor) -> None:
        arm = 3.4 * self.theme.scale
        for pen in (QPen(self.theme.color("bg1"), 4.4 * self.theme.scale), QPen(color, 2.0 * self.theme.scale)):
            painter.setPen(pen)
            painter.drawLine(at + QPointF(-arm, -arm), at + QPointF(arm, arm))
            painter.drawLine(at + QPointF(-arm, arm), at + QPointF(arm, -arm))

    def _paint_present(self, painter: QPainter, run: int) -> None:
        """The present learning rate: a tick on the axis, and a hollow marker where the run is now."""
        standing, theme, rect = self.race.standing(run), self.theme, self.area.rect
        if standing is None or standing.present <= 0:
            return
        x = self.area.point(math.log10(standing.present), 0).x()
        painter.setPen(QPen(theme.run(self.race.looks[run].color), 2.4 * theme.scale))
        painter.drawLine(QPointF(x, rect.bottom() - theme.px(6)), QPointF(x, rect.bottom() + theme.px(1)))
        at = [spot.place for spot in self.spots if spot.run == run and spot.rate == standing.present]
        if at and standing.present != standing.best:
            self._marker(painter, run, at[0], _PRESENT)
            draw_marker(painter, self.race.looks[run].marker, at[0], 0.5 * _PRESENT * theme.scale, theme.color("bg1"))

    def _best(self, run: int) -> QPointF | None:
        standing = self.race.standing(run)
        if standing is None or standing.best is None:
            return None
        return next(spot.place for spot in self.spots if spot.run == run and spot.rate == standing.best)

    def _marker(self, painter: QPainter, run: int, at: QPointF, radius: float) -> None:
        look, theme = self.race.looks[run], self.theme
        draw_marker(
            painter, look.marker, at, radius * theme.scale, theme.run(look.color), theme.color("bg1"), 2 * theme.scale
        )

    def _paint_numbers(self, painter: QPainter, bests: list[tuple[int, QPointF]]) -> None:
        """The best learning rate beside its marker, where there is room; the table below has all of them."""
        theme = self.theme
        font = theme.font(theme.body_size, 600)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        around = theme.px(_BEST + 3)
        taken = [QRectF(at.x() - around, at.y() - around, 2 * around, 2 * around) for _, at in bests]
        for run, at in bests:
            standing = self.race.standing(run)
            assert standing is not None and standing.best is not None
            text = significant(standing.best, 3)
            size = QRectF(0, 0, metrics.horizontalAdvance(text) + theme.px(6), metrics.height())
            for box in _around(at, size, around):
                if self.area.rect.contains(box) and not any(box.intersects(other) for other in taken):
                    taken.append(box)
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(theme.color("bg1", 0.85))
                    painter.drawRoundedRect(box, theme.row_radius, theme.row_radius)
                    painter.setPen(theme.run(self.race.looks[run].color))
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
                    break


def _around(at: QPointF, size: QRectF, gap: float) -> Iterator[QRectF]:
    """Places for a text beside a point, the best first."""
    width, height = size.width(), size.height()
    for dx, dy in (
        (-width / 2, gap), (-width / 2, -gap - height), (gap, -height / 2), (-gap - width, -height / 2),
        (gap, -gap - height), (-gap - width, -gap - height), (gap, gap), (-gap - width, gap),
        (-width / 2, -gap - 2 * height), (gap, -gap - 2 * height), (-gap - width, -gap - 2 * height),
    ):  # fmt: skip
        yield QRectF(at.x() + dx, at.y() + dy, width, height)


def _stretches(mask: Array) -> list[tuple[int, int]]:
    """First and behind-last of the stretches in which a mask holds."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
