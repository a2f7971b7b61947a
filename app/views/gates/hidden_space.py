"""The hidden space: where the hidden units put the rows, and the one line that the output unit draws there."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.engine.gates.task import GateTask
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.choice import Choice
from app.views.gates.hidden_space_points import (
    NONE,
    SUM,
    Array,
    HiddenAxes,
    coordinates,
    first_axes,
    meets,
    output_unit,
    plane_axis,
    plane_points,
    with_output_unit,
)
from app.views.gates.plane_view import PlaneView
from app.views.numbers import axis_name, significant
from app.views.run_look import RunLook
from app.views.sentence import Sentence


class HiddenSpace(QWidget):
    """Of two hidden units the line can be dragged; of more it is exact over z, and two units show the rows alone."""

    values_edited = pyqtSignal(object)
    edit_finished = pyqtSignal()
    edit_given_up = pyqtSignal()
    row_picked = pyqtSignal(int)
    row_flipped = pyqtSignal(int)
    axes_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._task, self._values = DARK, GateTask(()), np.empty(0)
        self._axes = HiddenAxes(SUM, 0)
        self.plane = PlaneView()
        self.plane.show_compact(True)
        self.remark = Sentence()
        self.across, self.up = Choice(tr("Across")), Choice(tr("Up"))
        self._against = QLabel(tr("and"))
        self._against.setProperty("quiet", True)
        self.tools = QWidget()
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self.across, 1), (self._against, 0), (self.up, 1)):
            row.addWidget(widget, stretch)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.tools)
        self._column.addWidget(self.plane, 1)
        self._column.addWidget(self.remark)
        self.across.chosen.connect(lambda key: self.show_axes(HiddenAxes(int(key), self._axes.up)))
        self.up.chosen.connect(lambda key: self.show_axes(HiddenAxes(self._axes.across, int(key))))
        self.across.setToolTip(tr("z is what the output unit makes of all hidden units: its line is straight up."))
        self.up.setToolTip(tr("A hidden unit whose output is the height."))
        self.plane.values_edited.connect(self._edit)
        self.plane.edit_finished.connect(self.edit_finished)
        self.plane.edit_given_up.connect(self.edit_given_up)
        self.plane.row_picked.connect(self.row_picked)
        self.plane.row_flipped.connect(self.row_flipped)

    @property
    def axes(self) -> HiddenAxes:
        """What lies across and up."""
        return self._axes

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.plane.show_theme(theme)
        self.remark.show_theme(theme)
        self._column.setSpacing(theme.px(2))
        self._against.setFont(theme.font(theme.label_size))
        for choice in (self.across, self.up):
            choice.show_theme(theme)
            choice.setFixedHeight(theme.px(theme.small_control_height))

    def show_task(self, task: GateTask, look: RunLook) -> None:
        """Another network, or another table."""
        if task.hidden != self._task.hidden:
            self._axes = first_axes(task.hidden)
            units = tuple((str(unit), axis_name(f"h{unit + 1}")) for unit in range(task.hidden))
            self.across.show_options((*units, (str(SUM), "z")))
            self.up.show_options(units)
            self.tools.setVisible(task.hidden > 2)
        if task.size != len(self._values):
            self._values = np.empty(0)
        self._task = task
        seen = GateTask(task.rows, activation="sigmoid", loss=task.loss)
        self.plane.show_task(seen, look)
        self.show_axes(self._axes)

    def show_values(self, values: Array) -> None:
        """The parameters (P,) of the present step; empty where there are none."""
        if len(values) in (0, self._task.size):
            self._values = np.asarray(values, np.float64)
        self._show()

    def show_threshold(self, threshold: float) -> None:
        """From which share on a 1 is said."""
        self.plane.show_threshold(threshold)

    def show_row(self, row: int) -> None:
        """The selected row."""
        self.plane.show_row(row)

    def show_axes(self, axes: HiddenAxes) -> None:
        """Other units across and up."""
        self._axes = axes
        self.across.show_choice(str(axes.across))
        self.up.show_choice(str(axes.up))
        self.plane.show_editable(self._task.hidden == 2 and axes.across not in (SUM, axes.up))
        self._show()
        self.axes_changed.emit()

    @property
    def notes(self) -> tuple[str, ...]:
        """What the picture shows, in a few words and in fewer."""
        if self._axes.up == NONE:
            return (tr("one unit, one line"),)
        if self._axes.across == SUM:
            level = significant(self.plane.content.level, 3)
            return tr("the line is z = {level}", level=level), f"z = {level}"
        if self._task.hidden == 2:
            return (tr("what the output sees"),)
        return (tr("two units of {hidden}", hidden=self._task.hidden),)

    def _remark(self) -> str:
        """What the picture cannot say."""
        if len(self._values) != self._task.size:
            return tr("No weights to show.")
        if not np.isfinite(self._values).all():
            return tr("A weight is not a number: nothing can be said.")
        return tr("No line parts 0 and 1 on one point.") if meets(self._task, self._values) else ""

    def _show(self) -> None:
        remark = self._remark() if self._task.hidden else ""
        if remark != self.remark.text():
            self.remark.show_sentence(remark)
        known = len(self._values) == self._task.size and bool(np.isfinite(self._values).all())
        places = coordinates(self._task, self._values, self._axes) if known and self._task.hidden else np.empty((0, 2))
        across = plane_axis(self._task, self._axes.across, places[:, 0])
        self.plane.show_axes(across, plane_axis(self._task, self._axes.up, places[:, 1]))
        self.plane.show_points(plane_points(self._task, places) if len(places) else ())
        self.plane.show_values(output_unit(self._task, self._values, self._axes) if len(places) else np.empty(0))

    def _edit(self, unit: Array) -> None:
        self.values_edited.emit(with_output_unit(self._task, self._values, self._axes, np.asarray(unit)))
