"""Loss and rows right over one axis of steps: being right is not being sure."""

from __future__ import annotations

import math

from PyQt6.QtCore import QEvent, QRectF, Qt
from PyQt6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.engine.experiment import Run
from app.engine.gates.data import data_of
from app.engine.gates.task import GateTask
from app.engine.gates.verdict import right_since, verdict
from app.engine.run_name import run_names
from app.engine.trajectory import Trajectory
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.gates.curves_axes import CurvesInk
from app.views.gates.curves_picture import Bands, Curve, CurvesPicture, bands_in
from app.views.gates.curves_rows import RowsRight
from app.views.gates.curves_scale import scale_for
from app.views.gates.curves_words import caption_of
from app.views.loss_scale import Linear
from app.views.map_marks import paint_plate
from app.views.numbers import number
from app.views.plot_area import PlotArea
from app.views.run_look import RunLook, own_names
from app.views.step_scrubber import StepScrubber

Level = tuple[float, str]
_PAGE = 20
HEAD, COMPACT_HEAD = 30, 6


class CurvesView(StepScrubber):
    """A click or a drag goes to the step. `compact` leaves out the heading and the rows."""

    def __init__(self, parent: QWidget | None = None, compact: bool = False) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._compact = compact
        self._task: GateTask | None = None
        self._runs: tuple[Run, ...] = ()
        self._looks: tuple[RunLook, ...] = ()
        self._trajectories: tuple[Trajectory | None, ...] = ()
        self._rows, self._threshold = RowsRight(), 0.5
        self._steps, self._selected, self._step = 1, 0, 0
        self._levels: tuple[Level, ...] = ()
        self._mark: tuple[float, str] | None = None
        self._picture: CurvesPicture | None = None
        self._known_scale: Linear | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 84)

    # What is told

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.setAccessibleName(tr("Loss and rows right"))
        self._renew()

    def show_experiment(
        self, task: GateTask, looks: tuple[RunLook, ...], steps: int = 0, runs: tuple[Run, ...] = ()
    ) -> None:
        """Take the task and how the runs look; `steps` is how many there will be, `runs` give them their names."""
        if len(looks) != len(self._looks):
            self._trajectories = ()
        self._task, self._looks, self._runs, self._steps = task, looks, runs, steps
        self._renew()

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """Take what was recorded so far, one entry a run."""
        self._trajectories = trajectories
        self._renew()

    def show_selected(self, run: int) -> None:
        """Draw this run strongly; the first visible one where it is hidden."""
        if run != self._selected:
            self._selected = run
            self._renew()

    def show_threshold(self, threshold: float) -> None:
        """Count as right what is right at this threshold."""
        if threshold != self._threshold:
            self._threshold = threshold
            self._renew()

    def show_levels(self, levels: tuple[Level, ...]) -> None:
        """Dashed lines at losses, each with its name; none where it is empty."""
        if levels != self._levels:
            self._levels = levels
            self._renew()

    def show_mark(self, loss: float | None, text: str = "") -> None:
        """A ring at step 0 for a loss that was not trained, with its name; none for None."""
        mark = None if loss is None or not math.isfinite(loss) else (loss, text)
        if mark != self._mark:
            self._mark = mark
            self._renew()

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        if step != self._step:
            self._step = step
            self.setAccessibleDescription(", ".join(self.readout(step)))
            self.update()

    # What follows from it

    @property
    def _of(self) -> int:
        return 0 if self._task is None else len(data_of(self._task)[1])

    @property
    def _fuzzy(self) -> bool:
        return self._task is not None and self._task.cloud is not None

    @property
    def _shown(self) -> list[int]:
        size = 0 if self._task is None else self._task.size
        pairs = zip(self._trajectories, self._looks, strict=False)
        return [
            run for run, (each, look) in enumerate(pairs)
            if each is not None and look.visible and each.parameters.shape[1] == size
        ]  # fmt: skip

    @property
    def _leading(self) -> int | None:
        shown = self._shown
        return self._selected if self._selected in shown else next(iter(shown), None)

    def _curve(self, run: int) -> Curve:
        trajectory = self._trajectories[run]
        assert trajectory is not None and self._task is not None
        counts = self._rows.of(self._task, self._threshold, self._trajectories)[run]
        return Curve(trajectory.losses, counts, self._looks[run])

    @property
    def _last(self) -> int:
        return max([1, self._steps, *(each.steps for each in self._trajectories if each is not None)])

    @property
    def _scale(self) -> Linear:
        if self._known_scale is None:
            losses = [each.losses for run in self._shown if (each := self._trajectories[run]) is not None]
            levels = [level for level, _ in self._levels]
            self._known_scale = scale_for(losses, levels, self._mark[0] if self._mark else None)
        return self._known_scale

    @property
    def bands(self) -> Bands:
        """Where losses and rows lie on the widget."""
        theme = self._theme
        top = theme.px(COMPACT_HEAD if self._compact else HEAD)
        rect = QRectF(self.rect()).adjusted(theme.px(38), top, -theme.px(14), -theme.px(20))
        rect.setSize(rect.size().expandedTo(QRectF(0, 0, 24, 24).size()))
        return bands_in(rect, theme, self._last, self._scale, self._of, not self._compact)

    def _renew(self) -> None:
        self._picture = self._known_scale = None
        self.setAccessibleDescription(", ".join(self.readout(self._step)))
        self.update()

    def _drawn(self) -> CurvesPicture:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.ratio != ratio:
            shown, leading = self._shown, self._leading
            curves = [self._curve(run) for run in shown]
            place = shown.index(leading) if leading is not None else -1
            self._picture = CurvesPicture(self._theme, self.bands, self._scale, curves, place, ratio, not self._compact)
        return self._picture

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Axes, curves, playhead and what is to be read there."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._task is not None:
            self._paint(painter, self._drawn())
        painter.end()

    def _paint(self, painter: QPainter, picture: CurvesPicture) -> None:
        theme, leading, scale = self._theme, self._leading, self._scale
        ink = CurvesInk(painter, theme, picture.bands, scale, self.width(), self._compact)
        ink.axes(self._of)
        look = self._looks[leading] if leading is not None else None
        picture.paint(painter, self._step)
        ink.level_lines(self._levels)
        ink.playhead(self._step)
        for losses, strength in picture.loss_pictures:
            ink.markers(losses, self._step, strength)
        if self._mark is not None and look is not None:
            ink.mark(*self._mark, look)
        if not self._compact:
            ink.heading(look, tr("points right") if self._fuzzy else tr("rows right"), self.caption)
        end = 0.0
        if leading is not None:
            curve = self._curve(leading)
            end = float(curve.losses[-1])
            row = min(self._step, len(curve.losses) - 1)
            ink.loss_readout(row, float(curve.losses[row]), look)
            if not self._compact and curve.counts is not None:
                right, more = self.right_at(row)
                ink.rows_readout(row, right, tr(self._counted, right=right, of=self._of), more)
        ink.level_names(self._levels, self._step, end)
        if self._hover is not None and self._hover_room.contains(self._hover):
            step = self.step_at(self._hover)
            ink.pointer(step)
            paint_plate(painter, theme, self._hover, QRectF(self.rect()), self.readout(step))

    # What is said

    @property
    def caption(self) -> str:
        """The one sentence at the upper right: what leaves the picture, or that right is not yet sure."""
        leading = self._leading
        if leading is None or self._task is None:
            return ""
        return caption_of(self._curve(leading), self._scale, self._step, self._of)

    def right_at(self, row: int) -> tuple[int, str]:
        """How many points the leading run has right; and since when, or how many are undecided."""
        leading = self._leading
        run = None if leading is None else self._trajectories[leading]
        if run is None or leading is None or self._task is None:
            return 0, ""
        found = verdict(self._task, run.parameters[min(row, run.steps)], self._threshold)
        if found.undecided:
            return found.right, tr("undecided: {count}", count=found.undecided)
        counts = self._curve(leading).counts
        first = None if counts is None else right_since(counts[: row + 1], self._of)
        return found.right, "" if first is None else tr("since step {step}", step=first)

    def readout(self, step: int) -> list[str]:
        """The step, and of each visible run its name, its loss and how many rows it gets right there, as lines."""
        lines = [tr("step {step}", step=step)]
        shown = self._shown
        if self._task is None or not shown:
            return lines
        named = len(self._runs) == len(self._looks)
        names = run_names(self._runs, own_names(self._looks)) if named else ()
        for run in shown:
            curve = self._curve(run)
            if step >= len(curve.losses):
                continue
            name = tr(names[run]) + "  " if named and len(shown) > 1 else ""
            loss = tr("loss {loss}", loss=number(float(curve.losses[step])))
            right = "" if curve.counts is None else tr(self._counted, right=curve.counts[step], of=self._of)
            lines.append(name + (tr("{loss}, right {right}", loss=loss, right=right) if right else loss))
        return lines

    @property
    def _counted(self) -> str:
        return "{right} of {of} points" if self._fuzzy else "{right} of {of}"

    # The hand

    @property
    def _hover_room(self) -> QRectF:
        bands = self.bands
        return bands.loss.rect if self._compact else bands.loss.rect.united(bands.rows.rect)

    @property
    def area(self) -> PlotArea:
        """Both bands have their steps at the same places."""
        return self.bands.loss

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Arrows by one step, page keys by a twentieth, Home and End to the ends."""
        if event is None:
            return
        last, page = self._last, max(self._last // _PAGE, 1)
        ways = {
            Qt.Key.Key_Left: self._step - 1, Qt.Key.Key_Right: self._step + 1,
            Qt.Key.Key_PageDown: self._step - page, Qt.Key.Key_PageUp: self._step + page,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        step = ways.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step_requested.emit(min(max(step, 0), last))

    def resizeEvent(self, event: QEvent | None) -> None:
        """Draw the curves for the new size."""
        self._renew()
