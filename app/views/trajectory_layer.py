"""All trajectories on the map: what is ahead thin and solid, what is past thick with halo and dash."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QImage, QPainter, QPen

from app.engine.trajectory import Trajectory
from app.theme import Theme
from app.views.plot_area import PlotArea
from app.views.polyline import Segments, short_parts, simplified
from app.views.run_look import RunLook
from app.views.run_style import DASHES
from app.views.trajectory_ink import Stroke
from app.views.trajectory_past import TrajectoryPast
from surfaces.surface import Domain

Array = npt.NDArray[Any]
_SMOOTH_SEGMENTS = 2_000  # more than that are drawn as hairlines, 20 times as fast: they cover everything anyway


@dataclass(frozen=True, eq=False)
class Drawn:
    """One run as it is drawn in one area: its past, its whole line, and its last row in sight before every row."""

    trajectory: Trajectory
    look: RunLook
    past: TrajectoryPast
    ahead: QImage
    last_inside: Array


class TrajectoryLayer:
    """The trajectories of visible runs in `area`; what did not change is taken from an `earlier` layer.

    No run is begun after `budget` seconds: the layer is then not `complete`, and shows what the earlier one had.
    """

    def __init__(
        self, theme: Theme, domain: Domain, area: PlotArea, ratio: float, runs: list[tuple[Trajectory, RunLook]],
        earlier: TrajectoryLayer | None = None, budget: float = math.inf,
    ) -> None:  # fmt: skip
        self.theme, self.domain, self.area, self.ratio = theme, domain, area, ratio
        known: list[Drawn] = earlier.drawn if earlier is not None and earlier._like(self) else []
        old = {(id(each.trajectory), each.look): each for each in known}
        begun = time.perf_counter()
        self.drawn: list[Drawn] = []
        self.complete = True
        for run, look in runs:
            found = old.get((id(run), look))
            if found is None and time.perf_counter() - begun > budget:
                self.complete = False
                found = next((each for each in known if each.look == look), None)
            elif found is None:
                found = self._draw(run, look)
            if found is not None:
                self.drawn.append(found)

    def _like(self, other: TrajectoryLayer) -> bool:
        return (self.theme, self.domain, self.area, self.ratio) == (other.theme, other.domain, other.area, other.ratio)

    @property
    def _size(self) -> QSize:
        rect = self.area.rect
        return QSize(int(np.ceil(rect.width() * self.ratio)), int(np.ceil(rect.height() * self.ratio)))

    def _draw(self, run: Trajectory, look: RunLook) -> Drawn:
        pixels = (self.area.points(run.parameters[:, 0], run.parameters[:, 1]) - self._origin) * self.ratio
        size, margin = self._size, 8.0 * self.theme.scale * self.ratio
        with np.errstate(invalid="ignore"):
            inside = np.asarray(((pixels >= 0) & (pixels <= (size.width(), size.height()))).all(axis=1))
        x, y = run.parameters[:, 0], run.parameters[:, 1]
        (left, right), (bottom, top) = self.domain.x, self.domain.y
        home = inside | ((x >= left) & (x <= right) & (y >= bottom) & (y <= top))
        segments = simplified(pixels, (-margin, -margin), (size.width() + margin, size.height() + margin), home)
        return Drawn(
            run, look,
            TrajectoryPast(segments, size, self._stroke(look)),
            self._ahead(segments, look.color),
            np.maximum.accumulate(np.where(inside, np.arange(len(inside)), -1)),
        )  # fmt: skip

    @property
    def _origin(self) -> tuple[float, float]:
        return self.area.rect.left(), self.area.rect.top()

    def _stroke(self, look: RunLook) -> Stroke:
        unit, dash = self.theme.scale * self.ratio, DASHES[look.marker]
        return Stroke(
            color=self.theme.run(look.color),
            width=2.6 * unit,
            halo=self.theme.color("halo", self.theme.dashed_casing if dash else self.theme.casing),
            halo_width=(4.2 if dash else 4.8) * unit,
            dash=dash,
        )

    def _ahead(self, segments: Segments, color: int) -> QImage:
        image = QImage(self._size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        smooth = len(segments) <= _SMOOTH_SEGMENTS
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        lines = [part for line in segments.joined() for part in short_parts(line)]
        unit = self.theme.scale * self.ratio
        halo = self.theme.color("halo", self.theme.dashed_casing)
        pens = [QPen(halo, 2.6 * unit), QPen(self.theme.run(color), 1.2 * unit)]
        if not smooth:
            pens = [QPen(self.theme.run(color), 0)]
        for pen in pens:
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            for line in lines:
                painter.drawPolyline(line)
        painter.end()
        return image

    def paint(self, painter: QPainter, area: PlotArea, step: int) -> None:
        """Draw everything at a step, moved to where the layer's own area lies in `area`."""
        target = QRectF(area.point(self.area.x[0], self.area.y[1]), area.point(self.area.x[1], self.area.y[0]))
        size = self._size
        painter.save()
        painter.translate(target.topLeft())
        painter.scale(target.width() / size.width(), target.height() / size.height())
        for each in self.drawn:
            if step < each.trajectory.steps:
                painter.drawImage(QPointF(0, 0), each.ahead)
        for each in self.drawn:
            each.past.paint(painter, step)
        painter.restore()
