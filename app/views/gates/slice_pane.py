"""Where the unit is: its loss over two of its three weights, cut through the third."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QResizeEvent
from PyQt6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.engine.experiment import Experiment
from app.engine.gates.slices import UNIT_NAMES, slice_surface
from app.engine.gates.task import GateTask
from app.engine.trajectory import Trajectory
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import FlagButton, explain
from app.views.gates.loss_compare import LossCompare, Scene
from app.views.gates.loss_compare_values import Array, is_staircase
from app.views.gates.slice_choice import SliceChoice
from app.views.gates.slice_overlay import SliceOverlay
from app.views.gates.slice_path import ProjectedPaths, last_finite_row, third_of
from app.views.gates.slice_range import Ranges, domain_of, kept, needed, scale_of_slices, spread
from app.views.numbers import axis_name, number
from app.views.panel_head import PanelHead
from app.views.run_look import RunLook
from app.views.sentence import Sentence
from app.views.surface3d import SurfaceView

GRID = 81
HOME = (30.0, -50.0)
LARGER = 1.12
"""A small picture has larger numbers and a larger ball than its theme."""
REACH = 11.0


class SlicePane(QWidget):
    """Follows the run from cut to cut, or holds one. A point that is picked is a wish for all three weights."""

    values_edited = pyqtSignal(object)
    edit_finished = pyqtSignal()
    loss_picked = pyqtSignal(str)
    slice_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None, opengl: bool = True) -> None:
        """Without `opengl` the surface is drawn in software."""
        super().__init__(parent)
        self._theme: Theme = DARK
        self._experiment: Experiment | None = None
        self._looks: tuple[RunLook, ...] = ()
        self._trajectories: tuple[Trajectory | None, ...] = ()
        self._paths = ProjectedPaths()
        self._axes: tuple[int, int] = (1, 2)
        self._held: float | None = None
        self._selected, self._step = 0, 0
        self._ranges: Ranges | None = None
        self._known: tuple[GateTask, tuple[int, int]] | None = None
        self._third = 0.0
        self.view = SurfaceView(self, GRID, opengl)
        self.view.show_small(True)
        self.view.set_home(*HOME)
        self.view.set_ball_as_handle(True)
        self.compare = LossCompare(self)
        self.sentence, self._why_none = Sentence(parent=self), QLabel(self)
        self.chip, self.compare_button = FlagButton("", self), FlagButton(tr("Compare"), self)
        self._head = PanelHead(tr("Where the unit is"), (self.chip,), self)
        self._overlay, self.choice = SliceOverlay(self.view, lambda: self.view.ball_pixel), SliceChoice(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.choice.hide()
        self._why_none.setWordWrap(True)
        self._why_none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._why_none.setText(
            tr("The loss of a network has more than three weights: no surface over two of them shows it whole.")
        )
        self._compare_page = QWidget(self)
        inner = QVBoxLayout(self._compare_page)
        inner.addWidget(self.compare)
        self._pages = QStackedWidget(self)
        for page in (self.view, self._compare_page, self._why_none):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._pages, 1)
        column.addWidget(self.sentence)
        explain(self.chip, tr("The cut"), tr("Which weights the surface is over, and what the third is."))
        explain(self.compare_button, tr("Compare losses"), tr("The same weights under MSE, BCE, hinge and perceptron."))

    def _connect(self) -> None:
        self.view.start_picked.connect(self._pick)
        self.view.edit_finished.connect(self.edit_finished)
        self.view.camera_changed.connect(self._place_texts)
        self.view.installEventFilter(self)
        self.chip.toggled.connect(self._open)
        self.choice.axes_chosen.connect(self._take_axes)
        self.choice.held_chosen.connect(self._take_held)
        self.choice.close_requested.connect(lambda: self.chip.setChecked(False))
        self.compare_button.toggled.connect(self._show_compare)
        self.compare.loss_picked.connect(self.loss_picked)

    # What is remembered

    @property
    def axes(self) -> tuple[int, int]:
        """The two weights of the surface, by their positions in b, w1, w2."""
        return self._axes

    @property
    def held(self) -> float | None:
        """The value at which the third weight is held; None where it follows the run."""
        return self._held

    def show_slice(self, axes: tuple[int, int], held: float | None) -> None:
        """Take axes and held value, without a signal."""
        self._axes, self._held = axes, held
        self._renew()

    def _take_axes(self, axes: tuple[int, int]) -> None:
        self.show_slice(axes, None)
        self.slice_changed.emit()

    def _take_held(self, held: float | None) -> None:
        self.show_slice(self._axes, held)
        self.slice_changed.emit()

    # What is told

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        ground = replace(theme.scaled(theme.scale * LARGER), view_top=theme.bg1, view_bottom=theme.bg1)
        self.view.show_theme(ground)
        for part in (self._overlay, self.compare, self.choice, self.sentence, self._head, self.chip):
            part.show_theme(theme)
        self.compare_button.show_theme(theme)
        margin = theme.px(12)
        inner = self._compare_page.layout()
        assert inner is not None
        inner.setContentsMargins(margin, theme.px(4), margin, theme.px(8))
        self.sentence.setContentsMargins(margin, 0, margin, theme.px(8))
        self._why_none.setFont(theme.font(theme.body_size))
        self._why_none.setContentsMargins(margin, margin, margin, margin)
        self._arrange()
        self._place_texts()

    def show_experiment(self, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Take task, start and runs."""
        self._experiment, self._looks = experiment, looks
        self._renew()

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """Take the records, aligned with the runs."""
        self._trajectories = trajectories
        self._renew()

    def show_selected(self, run: int) -> None:
        """Follow this run; the first visible one where it is hidden."""
        self._selected = run
        self.view.show_selected(run)
        self._cut()

    def show_step(self, step: int) -> None:
        """Move the playhead, and the cut with it."""
        self._step = step
        self.view.show_step(step)
        self._cut()

    # The cut

    @property
    def _task(self) -> GateTask | None:
        gate = None if self._experiment is None else self._experiment.gate
        return gate if gate is not None and not gate.hidden else None

    @property
    def _leading(self) -> int | None:
        known = zip(self._looks, self._trajectories, strict=False)
        shown = [
            run for run, (look, each) in enumerate(known)
            if look.visible and each is not None and each.parameters.shape[1] == len(UNIT_NAMES)
        ]  # fmt: skip
        return self._selected if self._selected in shown else next(iter(shown), None)

    @property
    def values(self) -> Array:
        """The unit's weights (b, w1, w2) at the playhead; the start's where nothing is recorded."""
        leading = self._leading
        if leading is not None and (run := self._trajectories[leading]) is not None:
            row = last_finite_row(run.parameters, run.row(self._step))
            if row is not None:
                return row
        start = () if self._experiment is None else self._experiment.start
        return np.array(start if len(start) == len(UNIT_NAMES) else (0.0,) * len(UNIT_NAMES))

    def _rows(self) -> list[Array]:
        rows = [each.parameters for each in self._trajectories if each is not None and each.parameters.shape[1] == 3]
        return [*rows, self.values[None]]

    def _renew(self) -> None:
        """Everything but the playhead has changed."""
        experiment, task = self._experiment, self._task
        self._show_page()
        if experiment is None or task is None:
            return
        if self._known != (task, self._axes):
            self._known, self._ranges = (task, self._axes), None
        rows = self._rows()
        self._ranges = kept(self._ranges, needed(rows))
        third = spread(rows, third_of(self._axes), self._held)
        self.view.show_scale(scale_of_slices(task, self._axes, self._ranges, third))
        fits = all(each is None or each.parameters.shape[1] == len(UNIT_NAMES) for each in self._trajectories)
        self._cut()
        self.view.show_trajectories(self._paths.of(self._trajectories, self._axes) if fits else ())
        self.view.show_selected(self._selected)
        self._place_texts()

    def _cut(self) -> None:
        """The slice through the playhead, or the one that is held."""
        experiment, task, ranges = self._experiment, self._task, self._ranges
        if experiment is None or task is None or ranges is None:
            return
        values, third = self.values, third_of(self._axes)
        self._third = float(values[third]) if self._held is None else self._held
        surface = slice_surface(task, self._third, domain_of(ranges, self._axes), self._axes)
        self.view.show_experiment(surface, replace(experiment, start=self._start(), runs=()), self._looks)
        self.choice.show_slice(self._axes, self._held, self._third)
        self._name_cut()
        self.sentence.show_sentence(
            tr("Flat steps: the gradient is 0 everywhere on them, ‖∇‖ = 0. No optimizer leaves its step.")
            if is_staircase(task)
            else ""
        )
        if self.compare_button.isChecked():
            self._show_scene(task, values)
        self._place_texts()

    def _start(self) -> tuple[float, ...]:
        leading, start = self._leading, () if self._experiment is None else self._experiment.start
        if leading is not None and (run := self._trajectories[leading]) is not None:
            start = tuple(float(each) for each in run.parameters[0])
        return tuple(start[axis] for axis in self._axes) if len(start) == len(UNIT_NAMES) else ()

    def _name_cut(self) -> None:
        name = axis_name(UNIT_NAMES[third_of(self._axes)])
        value = number(self._third, 2)
        what = tr("{name} = {value}, follows the run") if self._held is None else tr("{name} = {value}, held")
        self.chip.setText(what.format(name=name, value=value))

    def _show_scene(self, task: GateTask, values: Array) -> None:
        assert self._ranges is not None
        leading = self._leading
        path, look = np.zeros((0, 2)), RunLook(2, 0)
        if leading is not None and (run := self._trajectories[leading]) is not None:
            path, look = run.parameters[: run.row(self._step) + 1, list(self._axes)], self._looks[leading]
        domain = domain_of(self._ranges, self._axes)
        self.compare.show_scene(Scene(task, values, self._axes, self._third, domain, path, look))

    # Pages and texts

    def _show_page(self) -> None:
        task = self._task
        gate = None if self._experiment is None else self._experiment.gate
        none = gate is not None and task is None
        comparing = self.compare_button.isChecked()
        self._pages.setCurrentWidget(
            self._why_none if none else self._compare_page if comparing else self.view
        )  # fmt: skip
        self.chip.setVisible(not none)
        if none:
            self.chip.setChecked(False)
            self.sentence.show_sentence("")
        self._place_button()

    def _show_compare(self, shown: bool) -> None:
        self.compare_button.setText(tr("Surface") if shown else tr("Compare"))
        self._show_page()
        self._cut()

    def _open(self, opened: bool) -> None:
        self.choice.setVisible(opened)
        self._arrange()
        if opened:
            self.choice.raise_()
            if self.chip.hasFocus():
                self.choice.take_focus()

    def _place_button(self) -> None:
        """At the lower left of what is shown: there the box leaves room."""
        page = self._pages.currentWidget()
        self.compare_button.setVisible(page is not self._why_none)
        if page is None or page is self._why_none:
            return
        button, margin = self.compare_button, self._theme.px(8)
        button.adjustSize()
        left = self.width() - button.width() - margin if page is self._compare_page else margin
        button.move(left, self._pages.geometry().bottom() - button.height() - margin)
        self.compare.show_kept_free(button.width() + margin)
        button.show()
        button.raise_()

    def _arrange(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self._overlay.setGeometry(self.view.rect())
        self._overlay.raise_()
        self.choice.adjustSize()
        corner = self.chip.mapTo(self, QPoint(self.chip.width(), self.chip.height()))
        self.choice.move(max(corner.x() - self.choice.width(), 0), corner.y() + self._theme.px(4))
        self._place_button()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Overlays keep their corners."""
        super().resizeEvent(event)
        self._arrange()

    def _place_texts(self) -> None:
        """The two weights beside the ball."""
        values = self.values
        text = "({}, {})".format(*(number(float(values[axis]), 2) for axis in self._axes))
        self._overlay.show_text(text if self._task is not None else "")

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """The pointer over the surface reads the path; a surface of another size has its overlays elsewhere."""
        if event is None:
            return False
        if event.type() == QEvent.Type.Resize:
            self._arrange()
            self._place_texts()
        elif event.type() == QEvent.Type.Leave:
            self._overlay.show_plate(None, [])
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._read_path(event.position() if not event.buttons() else None)
        return False

    def _read_path(self, at: QPointF | None) -> None:
        """The true loss of the step under the pointer: the path lies on the present slice, not at its own losses."""
        step = None if at is None else self.step_at(at)
        leading = self._leading
        run = None if leading is None else self._trajectories[leading]
        if step is None or run is None:
            self._overlay.show_plate(None, [])
            return
        third = third_of(self._axes)
        values = {
            "name": axis_name(UNIT_NAMES[third]),
            "value": number(float(run.parameters[step, third]), 2),
        }
        lines = [tr("step {step}", step=step), tr("loss {loss} there", loss=number(float(run.losses[step]), 3))]
        self._overlay.show_plate(at, [*lines, tr("with {name} = {value}", **values)])

    def step_at(self, pixel: QPointF) -> int | None:
        """The step of the leading run's path that is seen at a pixel of the surface; None beside the path."""
        leading = self._leading
        if leading is None or self._task is None:
            return None
        pixels = self.view.path_pixels(leading) - (pixel.x(), pixel.y())
        distance = np.nan_to_num(np.hypot(pixels[:, 0], pixels[:, 1]), nan=np.inf)
        nearest = int(distance.argmin())
        return nearest if distance[nearest] <= REACH * self._theme.scale else None

    def _pick(self, x: float, y: float) -> None:
        values = np.zeros(len(UNIT_NAMES))
        values[list(self._axes)] = x, y
        values[third_of(self._axes)] = self._third
        self.values_edited.emit(values)
