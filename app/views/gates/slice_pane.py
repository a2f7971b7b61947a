"""Where the unit is: its loss over two of its three weights, cut through the third."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QResizeEvent
from PyQt6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.engine.experiment import Experiment
from app.engine.gates.forward import has_slope
from app.engine.gates.slices import UNIT_NAMES
from app.engine.trajectory import Trajectory
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import FlagButton, explain
from app.views.gates.loss_compare import LossCompare, Scene
from app.views.gates.loss_compare_values import Array
from app.views.gates.slice_choice import SliceChoice
from app.views.gates.slice_cut import SliceCut
from app.views.gates.slice_overlay import SliceOverlay
from app.views.gates.slice_path import ProjectedPaths, third_of
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
    edit_given_up = pyqtSignal()
    loss_picked = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None, opengl: bool = True) -> None:
        """Without `opengl` the surface is drawn in software."""
        super().__init__(parent)
        self._theme: Theme = DARK
        self._cut, self._paths = SliceCut(), ProjectedPaths()
        self.view = SurfaceView(self, GRID, opengl)
        self.view.show_small(True)
        self.view.set_home(*HOME)
        self.view.set_ball_as_handle(True)
        self.compare = LossCompare(self)
        self.sentence, self._why_none = Sentence(parent=self), QLabel(self)
        self.chip, self.compare_button = FlagButton("", self), FlagButton(tr("Compare"), self)
        self._head = PanelHead(tr("Where the unit is"), (self.chip,), self)
        self.overlay, self.choice = SliceOverlay(self.view, lambda: self.view.ball_pixel), SliceChoice(self)
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
        self._compare_room = QVBoxLayout(self._compare_page)
        self._compare_room.addWidget(self.compare)
        self._pages, self._column = QStackedWidget(self), QVBoxLayout(self)
        for page in (self.view, self._compare_page, self._why_none):
            self._pages.addWidget(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self._column.addWidget(self._pages, 1)
        self._column.addWidget(self.sentence)
        explain(self.chip, tr("The cut"), tr("Which weights the surface is over, and what the third is."))
        what = tr("Compare losses")
        explain(self.compare_button, what, tr("The same weights under MSE, BCE, hinge and perceptron."))

    def _connect(self) -> None:
        self.view.start_picked.connect(lambda x, y: self.values_edited.emit(self._cut.picked(x, y)))
        self.view.edit_finished.connect(self.edit_finished)
        self.view.edit_given_up.connect(self.edit_given_up)
        self.view.camera_changed.connect(self.overlay.update)
        self.view.installEventFilter(self)
        self.chip.toggled.connect(self._open)
        self.choice.axes_chosen.connect(lambda axes: self.show_slice(axes, None))
        self.choice.held_chosen.connect(lambda held: self.show_slice(self.axes, held))
        self.choice.close_requested.connect(lambda: self.chip.setChecked(False))
        self.compare_button.toggled.connect(self._show_compare)
        self.compare.loss_picked.connect(self.loss_picked)

    # What is remembered

    @property
    def axes(self) -> tuple[int, int]:
        """The two weights of the surface, by their positions in b, w1, w2."""
        return self._cut.axes

    @property
    def held(self) -> float | None:
        """The value at which the third weight is held; None where it follows the run."""
        return self._cut.held

    def show_slice(self, axes: tuple[int, int], held: float | None) -> None:
        """Take axes and held value."""
        self._cut.axes, self._cut.held = axes, held
        self._renew()

    # What is told

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.view.show_theme(
            replace(theme.scaled(theme.scale * LARGER), view_top=theme.bg1, view_bottom=theme.bg1)
        )  # fmt: skip
        for part in (self.overlay, self.compare, self.choice, self.sentence, self._head):
            part.show_theme(theme)
        for button in (self.chip, self.compare_button):
            button.show_theme(theme)
        margin = theme.px(12)
        self._compare_room.setContentsMargins(margin, theme.px(4), margin, theme.px(4))
        self.sentence.setContentsMargins(margin, 0, margin, theme.px(8))
        self._why_none.setFont(theme.font(theme.body_size))
        self._why_none.setContentsMargins(margin, margin, margin, margin)
        self._arrange()

    def show_experiment(self, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Take task, start and runs."""
        self._cut.experiment, self._cut.looks = experiment, looks
        self._renew()

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """Take the records, aligned with the runs."""
        self._cut.trajectories = trajectories
        self._renew()

    def show_selected(self, run: int) -> None:
        """Follow this run; the first visible one where it is hidden."""
        self._cut.selected = run
        self.view.show_selected(run)
        self._draw()

    def show_step(self, step: int) -> None:
        """Move the playhead, and the cut with it."""
        self._cut.step = step
        self.view.show_step(step)
        self._draw()

    def _renew(self) -> None:
        """Everything but the playhead has changed."""
        self._show_page()
        if self._cut.task is None:
            return
        self.view.show_scale(self._cut.renew(self._cut.task))
        self._draw()
        self.view.show_trajectories(self._paths.of(self._cut.records, self.axes))
        self.view.show_selected(self._cut.selected)
        self.overlay.update()

    def _draw(self) -> None:
        """The slice through the playhead, or the one that is held."""
        cut = self._cut
        experiment, task, domain = cut.experiment, cut.task, cut.domain
        if experiment is None or task is None or domain is None:
            return
        values = cut.values
        self.view.show_experiment(cut.surface(task, domain), cut.drawn(experiment), cut.looks)
        self.choice.show_slice(self.axes, self.held, cut.third)
        name, value = axis_name(UNIT_NAMES[third_of(self.axes)]), number(cut.third, 2)
        what = "{name} = {value}, follows the run" if self.held is None else "{name} = {value}, held"
        self.chip.setText(tr(what, name=name, value=value))
        stairs = tr("Flat steps: the gradient is 0 everywhere on them, so it leads no optimizer off its step.")
        self.sentence.show_sentence("" if has_slope(task) else stairs)
        if self.compare_button.isChecked():
            path, look = np.zeros((0, 2)), RunLook(2, 0)
            if (record := cut.record) is not None and (leading := cut.leading) is not None:
                path, look = record.parameters[: record.row(cut.step) + 1, list(self.axes)], cut.looks[leading]
            self.compare.show_scene(Scene(task, values, self.axes, cut.third, domain, path, look))
        self.overlay.show_text("({}, {})".format(*(number(float(values[axis]), 2) for axis in self.axes)))

    # Pages and overlays

    def _show_page(self) -> None:
        none, comparing = self._cut.gate is not None and self._cut.task is None, self.compare_button.isChecked()
        self._pages.setCurrentWidget(self._why_none if none else self._compare_page if comparing else self.view)
        self.chip.setVisible(not none)
        self.compare_button.setVisible(not none)
        if none:
            self.chip.setChecked(False)
            self.sentence.show_sentence("")
        self._place_button()

    def _show_compare(self, shown: bool) -> None:
        self.compare_button.setText(tr("Surface") if shown else tr("Compare"))
        self._show_page()
        self._draw()

    def _open(self, opened: bool) -> None:
        self.choice.setVisible(opened)
        self._arrange()
        if opened:
            self.choice.raise_()
            if self.chip.hasFocus():
                self.choice.take_focus()

    def _place_button(self) -> None:
        """At the lower left of the surface, where the box leaves room; at the right of the note of the four."""
        button, margin = self.compare_button, self._theme.px(8)
        button.adjustSize()
        left = self.width() - button.width() - margin if button.isChecked() else margin
        button.move(left, self._pages.geometry().bottom() - button.height() - margin)
        self.compare.show_kept_free(button.width() + margin)
        button.raise_()

    def _arrange(self) -> None:
        self._column.activate()
        self.overlay.setGeometry(self.view.rect())
        self.overlay.raise_()
        self.choice.adjustSize()
        corner = self.chip.mapTo(self, QPoint(self.chip.width(), self.chip.height()))
        self.choice.move(max(corner.x() - self.choice.width(), 0), corner.y() + self._theme.px(4))
        self._place_button()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Overlays keep their corners."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """The pointer over the surface reads the path; a surface of another size has its overlays elsewhere."""
        if event is None:
            return False
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        elif event.type() == QEvent.Type.Leave:
            self.overlay.show_plate(None, [])
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._read_path(event.position() if not event.buttons() else None)
        return False

    def _read_path(self, at: QPointF | None) -> None:
        """The true loss of the step under the pointer: the path lies on the present slice, not at its own losses."""
        step, record = None if at is None else self.step_at(at), self._cut.record
        if step is None or record is None:
            self.overlay.show_plate(None, [])
            return
        third = third_of(self.axes)
        name, value = axis_name(UNIT_NAMES[third]), number(float(record.parameters[step, third]), 2)
        lines = [tr("step {step}", step=step), tr("loss {loss} there", loss=number(float(record.losses[step]), 3))]
        self.overlay.show_plate(at, [*lines, tr("with {name} = {value}", name=name, value=value)])

    def step_at(self, pixel: QPointF) -> int | None:
        """The step of the leading run's path that is seen at a pixel of the surface; None beside the path."""
        if self._cut.leading is None or self._cut.task is None:
            return None
        pixels: Array = self.view.path_pixels(self._cut.leading) - (pixel.x(), pixel.y())
        distance = np.nan_to_num(np.hypot(pixels[:, 0], pixels[:, 1]), nan=np.inf)
        nearest = int(distance.argmin())
        return nearest if distance[nearest] <= REACH * self._theme.scale else None
