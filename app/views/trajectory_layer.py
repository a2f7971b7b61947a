"""All trajectories on the map: what is ahead thin and solid, what is past thick with halo and dash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QImage, QPainter, QPen

from app.engine.trajectory import Trajectory
from app.theme import Theme
from app.views.plot_area import PlotArea
from app.views.polyline import Segments, polygon, simplified
from app.views.run_look import RunLook
from app.views.run_style import DASHES
from app.views.trajectory_ink import Stroke, TrajectoryInk
from surfaces.surface import Domain

Array = npt.NDArray[Any]
_SMOOTH_SEGMENTS = 2_000  # more than that are drawn without antialiasing: nobody sees it, and it is 20 times as fast


@dataclass(frozen=True, eq=False)
class Drawn:
    """One run as it is drawn in one area: its past, its whole line, and its last row in sight before every row."""

    trajectory: Trajectory
    look: RunLook
    past: TrajectoryInk
    ahead: QImage
    last_inside: Array


class TrajectoryLayer:
    """The trajectories of visible runs in `area`; what did not change is taken from an `earlier` layer."""

    def __init__(
        self, theme: Theme, domain: Domain, area: PlotArea, ratio: float, runs: list[tuple[Trajectory, RunLook]],
        earlier: TrajectoryLayer | None = None,
    ) -> None:  # fmt: skip
        self.theme, self.domain, self.area, self.ratio = theme, domain, area, ratio
        known = earlier.drawn if earlier is not None and earlier._like(self) else []
        old = {(id(each.trajectory), each.look): each for each in known}
        self.drawn = [old.get((id(run), look)) or self._draw(run, look) for run, look in runs]

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
            inside = ((pixels >= 0) & (pixels <= (size.width(), size.height()))).all(axis=1)
        x, y = run.parameters[:, 0], run.parameters[:, 1]
        (left, right), (bottom, top) = self.domain.x, self.domain.y
        home = inside | ((x >= left) & (x <= right) & (y >= bottom) & (y <= top))
        segments = simplified(pixels, (-margin, -margin), (size.width() + margin, size.height() + margin), home)
        return Drawn(
            run, look,
            TrajectoryInk(segments, size, self._stroke(look.style)),
            self._ahead(segments, look.style),
            np.maximum.accumulate(np.where(inside, np.arange(len(inside)), -1)),
        )  # fmt: skip

    @property
    def _origin(self) -> tuple[float, float]:
        return self.area.rect.left(), self.area.rect.top()

    def _stroke(self, style: int) -> Stroke:
        unit, dash = self.theme.scale * self.ratio, DASHES[style]
        return Stroke(
            color=self.theme.run(style),
            width=2.6 * unit,
            halo=self.theme.color("halo", 0.8 if dash else 1.0),
            halo_width=(4.2 if dash else 4.8) * unit,
            dash=dash,
        )

    def _ahead(self, segments: Segments, style: int) -> QImage:
        image = QImage(self._size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(segments) <= _SMOOTH_SEGMENTS)
        lines = [polygon(part) for line in segments.joined() for part in _parts(line)]
        color, halo = self.theme.run(style), self.theme.color("halo")
        color.setAlphaF(0.75)
        halo.setAlphaF(0.55)
        for ink, width in ((halo, 2.6), (color, 1.2)):
            pen = QPen(ink, width * self.theme.scale * self.ratio)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
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


def _parts(line: Array, length: int = 8) -> list[Array]:
    """Short pieces of a polyline: Qt's time to stroke one grows faster than its length."""
    return [line[first : first + length + 1] for first in range(0, max(len(line) - 1, 1), length)]
