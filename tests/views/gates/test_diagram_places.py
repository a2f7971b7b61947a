"""Numbers of a diagram lie on nothing, or on a plate, and each is nearest to the edge that it belongs to."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.engine.gates.compositions import COMPOSITIONS
from app.engine.gates.task import GateTask
from app.theme import DARK, PROJECTOR, THEMES, Theme
from app.views.gates.diagram_label import WeightLabel
from app.views.gates.diagram_view import DiagramView
from tests.views.gates.diagrams import LOOK, UNIT, VALUES

TINY = np.array([2.2e-4, -1.9e-4, -1.8e-4])
COMPOSITION = COMPOSITIONS[0]
PLACES = (
    (COMPOSITION.task, np.array(COMPOSITION.values), DARK, (346, 128)),
    (COMPOSITION.task, np.array(COMPOSITION.values), PROJECTOR, (350, 142)),
    (COMPOSITION.task, np.array(COMPOSITION.values), PROJECTOR, (175, 140)),
    (COMPOSITION.task, np.array(COMPOSITION.values), DARK, (420, 300)),
    (UNIT, VALUES, DARK, (288, 170)),
    (UNIT, VALUES, PROJECTOR, (340, 148)),
    (UNIT, TINY, DARK, (288, 200)),
    (UNIT, TINY, PROJECTOR, (340, 130)),
    (UNIT, TINY, DARK, (175, 175)),
)


def composed(qtbot: QtBot, task: GateTask, values: np.ndarray, theme: Theme, size: tuple[int, int]) -> DiagramView:
    view = DiagramView()
    qtbot.addWidget(view)
    view.show_theme(theme)
    view.show_task(task, LOOK)
    view.show_values(values)
    view.show_row(3)
    if task.hidden:
        view.show_names(COMPOSITION.names, COMPOSITION.output)
    view.resize(*size)
    view.show()
    return view


def letters(theme: Theme, label: WeightLabel) -> QRectF:
    metrics = QFontMetricsF(theme.font(Theme.number_size, 600))
    width, height, middle = (
        metrics.horizontalAdvance(label.text),
        metrics.capHeight(),
        QRectF(label.geometry()).center(),
    )
    return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)


def length_within(rect: QRectF, start: QPointF, end: QPointF) -> float:
    """How much of a line lies within a rectangle, in pixels, by 400 points of it."""
    way = end - start
    inside = sum(rect.contains(start + way * float(share)) for share in np.linspace(0, 1, 400))
    return float(inside * np.hypot(way.x(), way.y()) / 400)


@pytest.mark.parametrize("place", PLACES, ids=lambda each: f"{each[0].hidden}-{each[2].name}-{each[3]}-{each[1][0]}")
def test_numbers_lie_on_no_edge_no_unit_and_no_number(
    qtbot: QtBot, place: tuple[GateTask, np.ndarray, Theme, tuple[int, int]]
) -> None:
    view, theme = composed(qtbot, *place), place[2]
    layout, shown = view.layout_shown, [label for label in view.labels if label.isVisible()]
    assert len(shown) >= 3
    rects = [letters(theme, label) for label in shown]
    for rect in rects:
        assert QRectF(view.rect()).contains(rect)
        for edge in layout.edges:
            assert length_within(rect, edge.start, edge.end) <= 8 * theme.scale  # a corner at most
        for node in (*layout.inputs, *layout.hidden, layout.output):
            assert not rect.contains(node.center)
            nearest = QPointF(
                min(max(node.center.x(), rect.left()), rect.right()),
                min(max(node.center.y(), rect.top()), rect.bottom()),
            )
            off = nearest - node.center
            assert (off.x() / node.half[0]) ** 2 + (off.y() / node.half[1]) ** 2 > 0.85
    assert not any(one.intersects(other) for one, other in combinations(rects, 2))
    edges = {edge.parameter: edge for edge in layout.edges}
    for label, rect in zip(shown, rects, strict=True):
        if label.parameter in edges:
            nearest_edge = min(layout.edges, key=lambda edge: edge.distance(rect.center()))
            assert nearest_edge.parameter == label.parameter


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_where_there_is_no_room_a_number_gets_a_ground(qtbot: QtBot, theme: Theme) -> None:
    view = composed(qtbot, COMPOSITION.task, np.array(COMPOSITION.values), theme, (theme.px(240), theme.px(60)))
    assert any(place.plate for place in view.layout_shown.labels)
    roomy = composed(qtbot, COMPOSITION.task, np.array(COMPOSITION.values), theme, (theme.px(600), theme.px(400)))
    assert not any(place.plate for place in roomy.layout_shown.labels)
