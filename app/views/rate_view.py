"""The learning rate of every run over the steps, on the axis of the loss curve above it."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.engine.experiment import Experiment
from app.engine.run_name import run_names
from app.engine.trajectory import Trajectory
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.curve_picture import Curve, CurvePicture, curve_picture
from app.views.map_marks import paint_plate
from app.views.number_text import shown_number
from app.views.plot_area import PlotArea
from app.views.plot_axes import paint_ticks
from app.views.rate_scale import is_constant, rate_scale
from app.views.run_look import RunLook, own_names
from app.views.step_scrubber import StepScrubber

HEIGHT = 54


class RateView(StepScrubber):
    """Curves are drawn when they change; a click or a drag goes to a step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._experiment: Experiment | None = None
        self._looks: tuple[RunLook, ...] = ()
        self._trajectories: tuple[Trajectory | None, ...] = ()
        self._step = 0
        self._picture: CurvePicture | None = None
        self._drawn_at = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def worth_showing(self) -> bool:
        """Whether some run that is shown changes its learning rate."""
        return any(not is_constant(rates) for rates, _ in self._curves())

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.setFixedHeight(theme.px(HEIGHT))
        self.setAccessibleName(tr("Learning rate"))
        self._renew()

    def show_experiment(self, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
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

    @property
    def area(self) -> PlotArea:
        """Where steps and values of the scale lie on the widget; its edges are those of the loss curve."""
        theme, steps = self._theme, 1 if self._experiment is None else max(self._experiment.steps, 1)
        scale = rate_scale([rates for rates, _ in self._curves()])
        rect = QRectF(self.rect()).adjusted(theme.px(42), theme.px(4), -theme.px(14), -theme.px(8))
        rect.setSize(rect.size().expandedTo(QRectF(0, 0, 16, 16).size()))
        return PlotArea(rect, (0.0, float(steps)), (scale.low, scale.high))

    def readout(self, step: int) -> list[str]:
        """The step, and the name and the learning rate of each visible run there, as lines."""
        lines = [tr("step {step}", step=step)]
        if self._experiment is None:
            return lines
        names = run_names(self._experiment.runs, own_names(self._looks))
        for name, trajectory, look in zip(names, self._trajectories, self._looks, strict=False):
            if trajectory is not None and look.visible and step < len(trajectory.learning_rates):
                lines.append(f"{tr(name)}  lr {shown_number(float(f'{trajectory.learning_rates[step]:.4g}'))}")
        return lines

    def _curves(self) -> tuple[Curve, ...]:
        pairs = zip(self._trajectories, self._looks, strict=False)
        return tuple((each.learning_rates, look) for each, look in pairs if each is not None and look.visible)

    def _renew(self) -> None:
        self._picture = None
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The picture, drawn anew where something in it changed, and what is at the pointer."""
        ratio, theme = self.devicePixelRatioF(), self._theme
        if self._picture is None or self._drawn_at != ratio:
            curves = self._curves()
            scale = rate_scale([rates for rates, _ in curves])
            self._picture, self._drawn_at = curve_picture(theme, self.area, scale, curves, ratio), ratio
        picture, painter = self._picture, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, rect = picture.area, picture.area.rect
        up = picture.scale.ticks(rect.height(), 20 * theme.scale)
        painter.setPen(QPen(theme.color("line"), 1))
        for value, _ in up:
            y = round(area.point(0, value).y()) + 0.5
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topLeft(), rect.bottomLeft())
        paint_ticks(painter, theme, area, [], up)
        picture.paint(painter, self._step)
        if self._hover is not None and rect.contains(self._hover):
            step = self.step_at(self._hover)
            x = area.point(step, 0).x()
            painter.setPen(QPen(theme.color("text2", 0.7), 1))
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
            paint_plate(painter, theme, self._hover, QRectF(self.rect()), self.readout(step))
        painter.end()

    def resizeEvent(self, event: object) -> None:
        """Draw the curves for the new size."""
        self._renew()
