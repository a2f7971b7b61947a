"""The loss of every run over the steps; a click or a drag goes there."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.engine.experiment import Experiment
from app.engine.run_name import run_names
from app.engine.trajectory import Trajectory
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.curve_picture import CurvePicture, curve_picture
from app.views.loss_scale import Kind, LossScale, loss_scale
from app.views.map_marks import paint_plate
from app.views.numbers import number
from app.views.plot_area import PlotArea
from app.views.plot_axes import Tick, fitting_ticks, paint_ticks
from app.views.run_look import RunLook, own_names
from app.views.step_scrubber import StepScrubber
from surfaces.surface import Surface


class LossView(StepScrubber):
    """Curves are drawn when they change; moving the playhead only chooses what of them shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._experiment: Experiment | None = None
        self._looks: tuple[RunLook, ...] = ()
        self._trajectories: tuple[Trajectory | None, ...] = ()
        self._kind: Kind = "log"
        self._step = 0
        self._known_scale: LossScale | None = None
        self._picture: CurvePicture | None = None
        self._drawn_at = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 64)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.setAccessibleName(tr("Loss"))
        self.setAccessibleDescription(tr("The loss of every run at every step; click to go to a step."))
        self._renew()

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Take the number of steps and how the runs look."""
        if len(looks) != len(self._looks):
            self._trajectories = ()
        self._experiment, self._looks = experiment, looks
        self._renew()

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """Take what was recorded so far, one entry a run."""
        self._trajectories = trajectories
        self._renew()

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        if step != self._step:
            self._step = step
            self.update()

    def set_scale(self, kind: Kind) -> None:
        """Logarithmic or linear."""
        self._kind = kind
        self._renew()

    @property
    def area(self) -> PlotArea:
        """Where steps and values of the scale lie on the widget."""
        return self._area_in(QRectF(self.rect()), self._theme)

    def render_image(self, width: int, height: int, scale: float = 1.0) -> QImage:
        """The same picture, without the pointer, in so many pixels with type `scale` times as large as at scale 1."""
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(self._theme.bg1))
        theme = self._theme.scaled(scale)
        painter = QPainter(image)
        area = self._area_in(QRectF(image.rect()), theme)
        self._paint(painter, theme, self._drawn(theme, area, 1.0))
        painter.end()
        return image

    def _renew(self) -> None:
        self._known_scale = self._picture = None
        self.update()

    @property
    def _shown(self) -> tuple[tuple[Trajectory, RunLook], ...]:
        pairs = zip(self._trajectories, self._looks, strict=False)
        return tuple((trajectory, look) for trajectory, look in pairs if trajectory is not None and look.visible)

    @property
    def _scale(self) -> LossScale:
        if self._known_scale is None:
            self._known_scale = loss_scale(self._kind, [trajectory.losses for trajectory, _ in self._shown])
        return self._known_scale

    def _area_in(self, rect: QRectF, theme: Theme) -> PlotArea:
        scale = self._scale
        plot = rect.adjusted(theme.px(42), theme.px(6), -theme.px(14), -theme.px(22))
        plot.setSize(plot.size().expandedTo(QRectF(0, 0, 16, 16).size()))
        steps = 1 if self._experiment is None else max(self._experiment.steps, 1)
        return PlotArea(plot, (0.0, float(steps)), (scale.low, scale.high))

    def _drawn(self, theme: Theme, area: PlotArea, ratio: float) -> CurvePicture:
        curves = tuple((trajectory.losses, look) for trajectory, look in self._shown)
        return curve_picture(theme, area, self._scale, curves, ratio, self._rings())

    def _rings(self) -> tuple[tuple[int, int], ...]:
        """Where a run that is shown changes on the way: its place among them, and the step."""
        runs = () if self._experiment is None else self._experiment.runs
        known = zip(runs, self._trajectories, self._looks, strict=False)
        shown = [run for run, trajectory, look in known if trajectory is not None and look.visible]
        return tuple((place, edit.step) for place, run in enumerate(shown) for edit in run.edits)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The picture, drawn anew where something in it changed, and what is at the pointer."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._drawn_at != ratio:
            self._picture, self._drawn_at = self._drawn(self._theme, self.area, ratio), ratio
        painter = QPainter(self)
        self._paint(painter, self._theme, self._picture)
        if self._hover is not None and self._picture.area.rect.contains(self._hover):
            self._paint_hover(painter, self._picture, self._hover)
        painter.end()

    def _paint(self, painter: QPainter, theme: Theme, picture: CurvePicture) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, rect = picture.area, picture.area.rect
        across = _whole_steps(fitting_ticks(theme, *area.x, rect.width() * 0.7))
        up = picture.scale.ticks(rect.height(), 24 * theme.scale)
        painter.setPen(QPen(theme.color("line"), 1))
        for value, _ in across:
            x = round(area.point(value, area.y[0]).x()) + 0.5
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        for value, _ in up:
            y = round(area.point(0, value).y()) + 0.5
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topLeft(), rect.bottomLeft())
        paint_ticks(painter, theme, area, across, up)
        picture.paint(painter, self._step)
        self._paint_note(painter, theme, picture)

    def _paint_note(self, painter: QPainter, theme: Theme, picture: CurvePicture) -> None:
        """Say what is unusual about the scale."""
        if picture.scale.note is None:
            return
        text = tr(picture.scale.note)
        painter.setFont(theme.font(theme.tick_size))
        metrics = QFontMetricsF(painter.font())
        rect = picture.area.rect
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - theme.px(12))
        painter.setPen(theme.color("text2"))
        left = rect.right() - metrics.horizontalAdvance(text) - theme.px(4)
        painter.drawText(QPointF(left, rect.top() + metrics.ascent() + theme.px(2)), text)

    def _paint_hover(self, painter: QPainter, picture: CurvePicture, pointer: QPointF) -> None:
        """The step under the pointer and every run's loss there."""
        step = self.step_at(pointer)
        x = picture.area.point(step, 0).x()
        painter.setPen(QPen(self._theme.color("text2", 0.7), 1))
        painter.drawLine(QPointF(x, picture.area.rect.top()), QPointF(x, picture.area.rect.bottom()))
        paint_plate(painter, self._theme, pointer, QRectF(self.rect()), self.readout(step))

    def readout(self, step: int) -> list[str]:
        """The step, and the name and the loss of each visible run there, as lines."""
        lines = [tr("step {step}", step=step)]
        if self._experiment is None:
            return lines
        runs = zip(
            run_names(self._experiment.runs, own_names(self._looks)), self._trajectories, self._looks, strict=False
        )
        for name, trajectory, look in runs:
            if trajectory is not None and look.visible and step <= trajectory.steps:
                lines.append(f"{tr(name)}  {number(float(trajectory.losses[step]))}")
        return lines

    def resizeEvent(self, event: QEvent | None) -> None:
        """Draw the curves for the new size."""
        self._renew()


def _whole_steps(ticks: list[Tick]) -> list[Tick]:
    return [each for each in ticks if each[0] == round(each[0])]
