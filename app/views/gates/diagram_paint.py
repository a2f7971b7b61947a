"""How the diagram of a unit or a network is drawn: edges by their weights, inputs, units, what is said."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.engine.gates.forward import output_activation
from app.engine.gates.task import GateTask
from app.i18n import tr
from app.theme import Theme
from app.views.gates.badges import class_token, draw_class_badge, draw_undecided_badge
from app.views.gates.diagram_curve import draw_curve
from app.views.gates.diagram_layout import Edge, Layout, Node
from app.views.gates.diagram_names import hidden_color, in_circle, output_name, short, shorter, sign_token
from app.views.gates.diagram_text import fitting, write
from app.views.gates.table_answers import Answer
from app.views.numbers import tick
from app.views.run_look import RunLook

DIM = 0.28
"""How strongly the edges of other units are drawn while one is pointed at."""
MOST_WITH_NUMBERS = 4
"""Of so many hidden units all have their outputs beside them, of more only the one that is pointed at."""
FEW = 2
"""So many hidden units show all of their weights where there is room; of more, the one that is pointed at."""
_CAP = 6.0


@dataclass(frozen=True, eq=False)
class Drawn:
    """What there is to draw. `values` are empty before there are any; `answer` and the hidden units' `sums` are
    those of the selected row, None and empty without one; `unit` and `parameter` are pointed at.
    """

    theme: Theme
    task: GateTask
    look: RunLook
    values: npt.NDArray[Any]
    layout: Layout
    answer: Answer | None
    sums: tuple[float, ...]
    hidden_names: tuple[str, ...] = ()
    output_name: str = ""
    unit: int | None = None
    parameter: int | None = None


def edge_width(drawn: Drawn, weight: float) -> float:
    """The thickness of an edge in pixels, bounded; of a composition in proportion to its largest weight."""
    size = _CAP if not math.isfinite(weight) else abs(weight)
    if not drawn.task.hidden:
        return (1.5 + 1.5 * min(size, _CAP)) * drawn.theme.scale
    if drawn.hidden_names:
        largest = float(np.nanmax(np.abs(drawn.values), initial=1e-300))
        return (1.2 + 2.6 * min(size / largest, 1.0)) * drawn.theme.scale
    crowd = 1.0 if drawn.task.hidden <= 4 else 0.7
    return (1.2 + 0.95 * crowd * min(size, _CAP)) * drawn.theme.scale


def draw_diagram(painter: QPainter, drawn: Drawn) -> None:
    """Edges below, units above, what is said at the right."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ordered = sorted(drawn.layout.edges, key=lambda edge: (edge.unit == drawn.unit, edge.parameter == drawn.parameter))
    for edge in ordered:
        _draw_edge(painter, drawn, edge)
    _draw_inputs(painter, drawn)
    if drawn.task.hidden:
        for unit, node in enumerate(drawn.layout.hidden):
            _draw_hidden(painter, drawn, unit, node)
        _draw_output(painter, drawn)
    else:
        _draw_unit(painter, drawn)
    if drawn.layout.answer is not None and drawn.answer is not None:
        _draw_answer(painter, drawn, drawn.layout.answer, drawn.answer)


def _draw_edge(painter: QPainter, drawn: Drawn, edge: Edge) -> None:
    theme = drawn.theme
    if not len(drawn.values):
        painter.setPen(QPen(theme.color("line2"), 1.6 * theme.scale))
        painter.drawLine(edge.start, edge.end)
        return
    weight = float(drawn.values[edge.parameter])
    pen = QPen(theme.color(sign_token(weight)), edge_width(drawn, weight))
    if math.isnan(weight):
        pen = QPen(theme.color("danger"), 1.6 * theme.scale, Qt.PenStyle.DashLine)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setOpacity(DIM if drawn.task.hidden and drawn.unit not in (None, edge.unit) else 1.0)
    if edge.parameter == drawn.parameter:
        painter.setPen(QPen(theme.color("text", 0.35), pen.widthF() + 5 * theme.scale))
        painter.drawLine(edge.start, edge.end)
    painter.setPen(pen)
    painter.drawLine(edge.start, edge.end)
    painter.setOpacity(1.0)


def _draw_inputs(painter: QPainter, drawn: Drawn) -> None:
    theme, answer = drawn.theme, drawn.answer
    texts: list[tuple[str, ...]] = [("x₁",), ("x₂",)]
    if answer is not None and drawn.layout.roomy:
        given = (tick(answer.row.x1), tick(answer.row.x2))
        texts = [(f"{name} = {value}", value) for (name,), value in zip(texts, given, strict=True)]
    if not drawn.task.hidden:
        texts.insert(0, ("1",))
    for node, text in zip(drawn.layout.inputs, texts, strict=True):
        pill = QRectF(
            node.center.x() - node.half[0], node.center.y() - node.half[1], 2 * node.half[0], 2 * node.half[1]
        )
        painter.setPen(QPen(theme.color("line2"), 1.2 * theme.scale))
        painter.setBrush(theme.color("bg3"))
        painter.drawRoundedRect(pill, node.half[1], node.half[1])
        room = 2 * node.half[0] - theme.px(8)
        write(painter, theme, node.center, text, theme.color("text"), Theme.body_size, 600, room)


def _circle(painter: QPainter, theme: Theme, node: Node, ring: QColor, width: float = 1.6) -> None:
    painter.setPen(QPen(ring, width * theme.scale))
    painter.setBrush(theme.color("bg2"))
    painter.drawEllipse(node.center, node.half[0], node.half[1])


def _draw_unit(painter: QPainter, drawn: Drawn) -> None:
    theme, layout, answer = drawn.theme, drawn.layout, drawn.answer
    node, activation = layout.output, drawn.task.activation
    z = answer.z if answer is not None else None
    if layout.curve is None or layout.answer is None:
        _draw_stub(painter, theme, node)
        _circle(painter, theme, node, theme.run(drawn.look.color), 2)
        draw_curve(painter, theme, activation, _within(node), z)
        return
    rail = QPen(theme.color("line2"), 2 * theme.scale)
    painter.setPen(rail)
    painter.drawLine(node.center, layout.answer)
    _circle(painter, theme, node, theme.color("text"))
    texts, token = (("z",), "text2") if z is None else (in_circle(z), sign_token(z))
    room = 2 * node.half[0] - theme.px(6)
    write(painter, theme, node.center, texts, theme.color(token), Theme.formula_size, 700, room)
    painter.setPen(QPen(theme.color("text"), 1.6 * theme.scale))
    painter.setBrush(theme.color("bg2"))
    painter.drawRoundedRect(layout.curve, theme.px(8), theme.px(8))
    inset = 0.13 * layout.curve.width()
    box = layout.curve.adjusted(inset, inset, -inset, -inset)
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
    painter.drawLine(QPointF(box.center().x(), box.top()), QPointF(box.center().x(), box.bottom()))
    draw_curve(painter, theme, activation, box, z)
    below = node.center.y() + max(node.half[1], layout.curve.height() / 2) + 14 * theme.scale
    quiet = theme.color("text2")
    room = 2 * (layout.answer.x() - layout.curve.center().x()) - theme.px(40)
    if z is not None:
        write(painter, theme, QPointF(node.center.x(), below), "z", quiet)
        write(painter, theme, QPointF(layout.answer.x(), below), tr("says"), quiet, room=theme.px(38))
    write(painter, theme, QPointF(layout.curve.center().x(), below), output_name(activation), quiet, room=room)


def _draw_stub(painter: QPainter, theme: Theme, node: Node) -> None:
    painter.setPen(QPen(theme.color("line2"), 2 * theme.scale))
    painter.drawLine(node.center, QPointF(node.center.x() + node.half[0] + 18 * theme.scale, node.center.y()))


def _within(node: Node) -> QRectF:
    reach = 0.55 * node.half[0]
    return QRectF(node.center.x() - reach, node.center.y() - reach, 2 * reach, 2 * reach)


def _draw_hidden(painter: QPainter, drawn: Drawn, unit: int, node: Node) -> None:
    theme, named = drawn.theme, bool(drawn.hidden_names)
    painter.setOpacity(0.55 if drawn.unit not in (None, unit) and drawn.unit >= 0 else 1.0)
    ring = QColor(hidden_color(theme, unit, named))
    _circle(
        painter, theme, node, theme.color("text") if drawn.unit == unit and not named else ring, 2 if named else 1.6
    )
    if named:
        room = 2 * node.half[0] - theme.px(6)
        number = drawn.answer is not None and drawn.layout.roomy
        at = node.center - QPointF(0, 8 * theme.scale if number else 0)
        write(painter, theme, at, drawn.hidden_names[unit], theme.color("text"), Theme.body_size, 600, room)
    else:
        z = drawn.sums[unit] if drawn.sums else None
        draw_curve(painter, theme, drawn.task.activation, _within(node), z, 1.6)
    painter.setOpacity(1.0)
    shown = drawn.task.hidden <= MOST_WITH_NUMBERS or drawn.unit == unit
    if drawn.answer is not None and drawn.layout.roomy and shown:
        text = short(drawn.answer.hidden[unit])
        color = ring if named else theme.color("text")
        at = node.center + _beside(drawn.layout, theme.scale, named, node)
        write(painter, theme, at, text, color, Theme.body_size, 600, casing=not named)


def numbers_written(layout: Layout, scale: float, named: bool) -> list[QRectF]:
    """What the picture writes itself where it is roomy, as far as it is not within a unit."""
    if layout.answer is None:
        return []
    above = layout.answer - QPointF(0, 31 * scale)
    texts = [(layout.answer, 30.0, 30.0), (above, 46.0, 18.0)]
    if layout.curve is not None:
        low = layout.output.center.y() + max(layout.output.half[1], layout.curve.height() / 2) + 14 * scale
        middles = (layout.output.center.x(), layout.curve.center().x(), layout.answer.x())
        texts += [(layout.curve.center(), 46.0, 46.0), *((QPointF(x, low), 30.0, 14.0) for x in middles)]
    elif not named:
        texts += [(node.center + _beside(layout, scale, named, node), 36.0, 14.0) for node in layout.hidden]
    size = [(center, width * scale, height * scale) for center, width, height in texts]
    return [QRectF(at.x() - width / 2, at.y() - height / 2, width, height) for at, width, height in size]


def _beside(layout: Layout, scale: float, named: bool, node: Node) -> QPointF:
    """Where a hidden unit's output stands: below its name, of few units opposite of the bias, else at the right."""
    if named:
        return QPointF(0, 9 * scale)
    side = -1 if node.center.y() <= layout.output.center.y() else 1
    if len(layout.hidden) <= FEW:
        return QPointF(0, -side * (node.half[1] + 10 * scale))
    return QPointF(node.half[0] + 17 * scale, 9 * side * scale)


def _draw_output(painter: QPainter, drawn: Drawn) -> None:
    theme, layout, node = drawn.theme, drawn.layout, drawn.layout.output
    if layout.answer is not None and drawn.answer is not None:
        painter.setPen(QPen(theme.color("line2"), 2 * theme.scale))
        painter.drawLine(node.center, layout.answer)
    named = bool(drawn.output_name)
    _circle(painter, theme, node, theme.color("text") if named else theme.run(drawn.look.color), 2)
    size = Theme.body_size if named else Theme.step_size
    text = drawn.output_name or ("σ" if output_activation(drawn.task).key == "sigmoid" else "")
    write(painter, theme, node.center, text, theme.color("text"), size, 600, 2 * node.half[0] - 4)


def _draw_answer(painter: QPainter, drawn: Drawn, center: QPointF, answer: Answer) -> None:
    """The output, and the class that it stands for."""
    theme = drawn.theme
    if answer.undecided:
        draw_undecided_badge(painter, theme, center, 14 * theme.scale)
    else:
        draw_class_badge(painter, theme, center, 14 * theme.scale, answer.says)
    token = "danger" if math.isnan(answer.output) else class_token(answer.says)
    texts, above = (short(answer.output), shorter(answer.output)), center - QPointF(0, 31 * theme.scale)
    text, font = fitting(theme, texts, Theme.answer_size, 700, theme.px(64))
    width = QFontMetricsF(font).horizontalAdvance(text)
    device = painter.device()
    right = (device.width() if device is not None else 1e9) - width / 2 - 2
    spot = QPointF(min(above.x(), right), above.y())
    write(painter, theme, spot, texts, theme.color(token), Theme.answer_size, 700, theme.px(64), casing=True)
