"""The unit or the network as a diagram with the numbers of the selected row; every weight can be dragged and typed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QWidget

from app.engine.gates.forward import hidden_sums
from app.engine.gates.task import GateTask
from app.theme import DARK, Theme
from app.views.gates.diagram_editor import WeightEditor
from app.views.gates.diagram_label import WeightLabel
from app.views.gates.diagram_layout import OUTPUT, Edge, Layout
from app.views.gates.diagram_names import is_bias, shown_names, spoken_answer
from app.views.gates.diagram_node import HiddenNode, chain
from app.views.gates.diagram_paint import FEW, Drawn, draw_diagram
from app.views.gates.diagram_places import arranged, settled
from app.views.gates.table_answers import Answer, answers_of
from app.views.run_look import RunLook

_NEAR = 7.0


class DiagramView(QWidget):
    """Weights as edges: blue pushes towards 1, orange towards 0, thickness is size. Numbers are labels beside them, and
    there are none to take before there are weights.

    Of a network the labels of one hidden unit show at a time: of the one that is pointed at, focused, or was clicked.
    """

    values_edited = pyqtSignal(object)
    edit_finished = pyqtSignal()
    edit_given_up = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._task, self._look = DARK, GateTask(()), RunLook(2, 2)
        self._values, self._threshold, self._row = np.empty(0), 0.5, -1
        self._answers: tuple[Answer, ...] = ()
        self._sums = np.empty((0, 0))
        self._hidden_names: tuple[str, ...] = ()
        self._output_name = ""
        self._layout: Layout | None = None
        self._pinned: int | None = None
        self._pointed: int | None = None
        self._parameter: int | None = None
        self.labels: tuple[WeightLabel, ...] = ()
        self.nodes: tuple[HiddenNode, ...] = ()
        self.editor = WeightEditor(self)
        self.editor.entered.connect(self._edit)
        self.editor.finished.connect(self.edit_finished)
        self.editor.closed.connect(lambda parameter: self.labels[parameter].setFocus(Qt.FocusReason.OtherFocusReason))
        self.setMouseTracking(True)
        self._build()

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.editor.show_theme(theme)
        for node in self.nodes:
            node.show_theme(theme)
        self._arrange()

    def show_task(self, task: GateTask, look: RunLook) -> None:
        """Another unit or network, or other rows."""
        before, self._task, self._look = self._task.size, task, look
        if task.size != before:
            self._values = np.empty(0)
            self._build()
        self._answer()
        self._arrange()

    def show_values(self, values: Any) -> None:
        """The parameters (P,) of the present step; empty before there are any."""
        known, fits = bool(len(self._values)), len(values) == self._task.size
        self._values = np.asarray(values if fits else (), np.float64)
        self._answer()
        self._write_labels()
        if fits != known:
            self.editor.give_up()
            self._show_unit()

    def show_threshold(self, threshold: float) -> None:
        """From which share on a 1 is said."""
        self._threshold = threshold
        self._answer()

    def show_row(self, index: int) -> None:
        """The row whose numbers are shown; -1 for none."""
        self._row = index
        self._answer()

    def show_names(self, hidden_names: tuple[str, ...], output_name: str) -> None:
        """What the units of a composition are called; empty for a network that was trained."""
        self._hidden_names, self._output_name = tuple(hidden_names), output_name
        self._arrange()

    @property
    def shown_unit(self) -> int | None:
        """The unit whose weights are shown: attended to last, focused, or clicked, in this order."""
        return next((unit for unit in (self._pointed, self._focused(), self._pinned) if unit is not None), None)

    @property
    def layout_shown(self) -> Layout:
        """Where everything lies."""
        assert self._layout is not None
        return self._layout

    def sizeHint(self) -> QSize:
        """As in the column beside the plane."""
        return QSize(self._theme.px(288), self._theme.px(160))

    def minimumSizeHint(self) -> QSize:
        """As below a small plane."""
        return QSize(self._theme.px(150), self._theme.px(96))

    @property
    def _names(self) -> tuple[str, ...]:
        """The names of a composition, where they are those of this network."""
        return self._hidden_names if len(self._hidden_names) == self._task.hidden else ()

    def _build(self) -> None:
        for widget in (*self.labels, *self.nodes):
            widget.hide()
            widget.deleteLater()
        self.editor.give_up()
        self._pinned = self._pointed = self._parameter = None
        self.labels = tuple(self._label(parameter) for parameter in range(self._task.size))
        self.nodes = tuple(self._node(unit) for unit in range(self._task.hidden))
        for first, second in pairwise(chain(self._task, self.labels, self.nodes)):
            QWidget.setTabOrder(first, second)
        self._arrange()

    def _label(self, parameter: int) -> WeightLabel:
        label = WeightLabel(parameter, self)
        label.scrubbed_to.connect(self._edit)
        label.let_go.connect(self.edit_finished)
        label.given_up.connect(self.edit_given_up)
        label.typing_wanted.connect(self._type)
        label.attended.connect(self._attend_label)
        label.left_alone.connect(self._leave_label)
        return label

    def _node(self, unit: int) -> HiddenNode:
        node = HiddenNode(unit, self)
        node.show_theme(self._theme)
        node.attended.connect(self._point)
        node.left_alone.connect(self._show_unit)
        node.chosen.connect(self._pin)
        node.neighbor_wanted.connect(self._go)
        return node

    def _arrange(self) -> None:
        self._layout = arranged(self._task.hidden, self.width(), self.height(), self._theme.scale, bool(self._names))
        for node, place in zip(self.nodes, self._layout.hidden, strict=True):
            node.setGeometry(place.square(self._theme.px(3)))
        self._write_labels()
        if not self.editor.isHidden():
            self.editor.lie_around(self.labels[self.editor.parameter].geometry().center())
        self._show_unit()

    def _write_labels(self) -> None:
        names = shown_names(self._task)
        for place in self.layout_shown.labels if len(self._values) else ():
            name, value = names[place.parameter], float(self._values[place.parameter])
            prefix, label = "b" if is_bias(name) else "", self.labels[place.parameter]
            label.show_number(self._theme, name, prefix if self._task.hidden else name, value)
            label.show_text(*settled(self.layout_shown, place, label.sizes, self._theme.scale))
        self.update()

    def _answer(self) -> None:
        with np.errstate(all="ignore"):
            self._answers = answers_of(self._task, self._values, self._threshold)
            middles = np.array([(row.x1, row.x2) for row in self._task.rows]).reshape(-1, 2)
            self._sums = hidden_sums(self._task, self._values, middles) if self._answers else np.empty((0, 0))
        self.setAccessibleName(spoken_answer(self._task, self._shown_answer()))
        self.update()

    def _shown_answer(self) -> Answer | None:
        return self._answers[self._row] if 0 <= self._row < len(self._answers) else None

    def _focused(self) -> int | None:
        unit = next((node.unit for node in self.nodes if node.hasFocus()), None)
        label = next((label for label in self.labels if label.hasFocus()), None)
        if unit is not None or label is None or not self._task.hidden:
            return unit
        return self.layout_shown.unit_of(label.parameter)

    def _shows_all(self) -> bool:
        return not self._task.hidden or (self._task.hidden <= FEW and self.layout_shown.roomy)

    def _show_unit(self) -> None:
        """Show the labels of the unit that is pointed at, and hide those of the others."""
        unit = self.shown_unit
        for place in self.layout_shown.labels:
            label = self.labels[place.parameter]
            named_bias = bool(self._names) and place.parameter < self._task.hidden
            shown = self._shows_all() or place.unit in (unit, OUTPUT) or named_bias or label.hasFocus()
            label.setVisible(shown and bool(len(self._values)))
            label.show_lit(place.parameter == self._parameter)
            if place.unit == unit:
                label.raise_()
        self.editor.raise_()
        self.update()

    def _point(self, unit: int) -> None:
        self._pointed = unit
        self._show_unit()

    def _pin(self, unit: int) -> None:
        self._pinned = None if self._pinned == unit else unit
        self._show_unit()

    def _go(self, unit: int, way: int) -> None:
        self.nodes[min(max(unit + way, 0), len(self.nodes) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _attend_label(self, parameter: int) -> None:
        self._parameter = parameter
        if self._task.hidden and (unit := self.layout_shown.unit_of(parameter)) != OUTPUT:
            self._pointed = unit
        self._show_unit()

    def _leave_label(self, parameter: int) -> None:
        self._parameter = None if self._parameter == parameter else self._parameter
        self._show_unit()

    def _edit(self, parameter: int, value: float) -> None:
        values = self._values.copy()
        values[parameter] = value
        if np.array_equal(values, self._values):
            return
        self.show_values(values)
        self.values_edited.emit(values)

    def _type(self, parameter: int) -> None:
        self._pinned = self.layout_shown.unit_of(parameter) if self._task.hidden else None
        name, value = shown_names(self._task)[parameter], float(self._values[parameter])
        self.editor.open(parameter, name, value, self.labels[parameter].geometry())
        self._show_unit()

    def _edge_at(self, point: QPointF) -> Edge | None:
        """The edge under the mouse; of the unit that is shown, where one is."""
        reach = _NEAR * self._theme.scale if len(self._values) else -1.0
        return self.layout_shown.edge_at(point, reach, None if self._shows_all() else self.shown_unit)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Light the label of the edge under the mouse."""
        assert event is not None
        edge = self._edge_at(event.position())
        parameter = None if edge is None else edge.parameter
        if edge is not None and self._task.hidden and self.shown_unit is None:
            self._pointed = edge.unit
        if parameter != self._parameter:
            self._parameter = parameter
            self._show_unit()
        self.setCursor(Qt.CursorShape.ArrowCursor if edge is None else Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """An edge gives its label the keyboard; elsewhere nothing is kept in view."""
        assert event is not None
        edge = self._edge_at(event.position())
        if edge is None:
            self._pinned = self._pointed = None
            self._show_unit()
            return
        self._pinned = edge.unit if self._task.hidden else None
        self._show_unit()
        self.labels[edge.parameter].setFocus(Qt.FocusReason.MouseFocusReason)

    def leaveEvent(self, event: QEvent | None) -> None:
        """Nothing is pointed at any more."""
        self._pointed = self._parameter = None
        self._show_unit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Lay out anew."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Everything but the labels, which are widgets."""
        painter = QPainter(self)
        draw_diagram(painter, self._drawn())
        painter.end()

    def _drawn(self) -> Drawn:
        answer = self._shown_answer()
        sums = tuple(self._sums[self._row].tolist()) if answer is not None and self._task.hidden else ()
        unit = self.shown_unit if self._task.hidden and not self._shows_all() else None
        return Drawn(
            self._theme, self._task, self._look, self._values, self.layout_shown, answer, sums, self._names,
            self._output_name if self._names else "", unit, self._parameter,
        )  # fmt: skip
