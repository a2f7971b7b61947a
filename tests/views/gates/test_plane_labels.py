"""Texts at the rows of a hidden plane: all of them where there is room, and never on something."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PyQt6.QtCore import QLineF, QPointF, QRectF
from PyQt6.QtGui import QFontMetricsF, QTransform
from pytestqt.qtbot import QtBot

from app.engine.gates.compositions import COMPOSITIONS, Composition
from app.engine.gates.gate import CORNERS
from app.engine.gates.slips import SLIPS
from app.engine.gates.tables import gate_named
from app.engine.gates.task import Cloud, GateTask
from app.labs.gates.two_layers import layers_of, show_seen
from app.theme import PROJECTOR, THEMES, Theme
from app.views.gates.plane_labels import row_labels
from app.views.gates.plane_layout import mark_radius
from app.views.gates.plane_text import Label
from app.views.gates.plane_unit import line_of
from app.views.gates.plane_view import PlaneView
from app.views.run_look import RunLook

SIZES = ((155, 250), (195, 140), (187, 165), (240, 180), (360, 380), (480, 480))
RING = 6.8


def hidden_plane(qtbot: QtBot, composition: Composition, size: tuple[int, int], theme: Theme, row: int) -> PlaneView:
    view = PlaneView()
    qtbot.addWidget(view)
    view.setMinimumSize(60, 60)
    view.resize(*size)
    view.show_theme(theme)
    view.show_compact(True)
    layers = layers_of(composition.task.rows)
    assert layers is not None
    show_seen(view, layers, min(size) < theme.px(168))
    view.show_row(row)
    return view


def labels_of(view: PlaneView, theme: Theme) -> list[Label]:
    return row_labels(theme, view.content, view.area, mark_radius(theme, view.area), QRectF(view.rect()))


def letters(theme: Theme, label: Label) -> QRectF:
    metrics = QFontMetricsF(theme.font(label.size, label.weight))
    width, height = metrics.horizontalAdvance(label.text), metrics.capHeight()
    return QRectF(label.center.x() - width / 2, label.center.y() - height / 2, width, height)


def aside(rect: QRectF, points: list[QPointF]) -> float:
    """How far the nearest of the points is from a rectangle."""
    across = (max(rect.left() - each.x(), each.x() - rect.right(), 0.0) for each in points)
    down = (max(rect.top() - each.y(), each.y() - rect.bottom(), 0.0) for each in points)
    return min(float(np.hypot(x, y)) for x, y in zip(across, down, strict=True))


@pytest.mark.parametrize("composition", COMPOSITIONS, ids=lambda each: each.gate)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_text_lies_on_a_mark_the_line_or_another_text(
    qtbot: QtBot, composition: Composition, theme: Theme, size: tuple[int, int]
) -> None:
    for row in range(4):
        view = hidden_plane(qtbot, composition, size, theme, row)
        area, line, radius = view.area, view.content.line, mark_radius(theme, view.area)
        assert line is not None
        ends = line.within(area.x, area.y)
        assert ends is not None
        first, last = (area.point(*end) for end in ends)
        drawn = [first + (last - first) * float(share) for share in np.linspace(0, 1, 200)]
        found = [letters(theme, label) for label in labels_of(view, theme)]
        for rect in found:
            assert QRectF(view.rect()).contains(rect)
            assert aside(rect, drawn) >= 2 * theme.scale
            for place in view.content.places:
                reach = radius + (RING * theme.scale if row in place.rows else 0.0)
                assert aside(rect, [area.point(place.x, place.y)]) >= reach - 0.5
        assert not any(one.intersects(other) for one, other in combinations(found, 2))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", SIZES[-2:], ids=str)
def test_every_row_is_named_where_there_is_room(qtbot: QtBot, theme: Theme, size: tuple[int, int]) -> None:
    view = hidden_plane(qtbot, COMPOSITIONS[0], size, theme, 3)
    assert sorted(label.text for label in labels_of(view, theme)) == ["0 0", "0 1 and 1 0", "1 1"]


def test_what_has_no_room_on_a_small_plane_stands_beside_it(qtbot: QtBot) -> None:
    view = hidden_plane(qtbot, COMPOSITIONS[0], (195, 140), PROJECTOR, 3)
    beside = [label for label in labels_of(view, PROJECTOR) if label.center.x() > view.area.rect.right()]
    assert [label.text for label in beside] == ["0 1", "1 0"]
    height = view.area.point(1, 1).y()
    assert sum(label.center.y() for label in beside) / 2 == pytest.approx(height)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("cloud", [None, Cloud(100, spread=0.15, seed=2)], ids=["corners", "clouds"])
@pytest.mark.parametrize("values", [(-3.42, 2.04, 2.15), (-0.5, 1.0, 0.2), (0.2, -1.0, 0.1), (2.6, -1.0, -1.0)])
def test_the_equation_has_a_place_in_a_crowded_plane_and_hides_no_row(
    qtbot: QtBot, theme: Theme, cloud: Cloud | None, values: tuple[float, float, float]
) -> None:
    view = PlaneView()
    qtbot.addWidget(view)
    view.resize(440, 450)
    view.show_theme(theme)
    view.show_task(GateTask(gate_named("xor").rows, cloud), RunLook(2, 0))
    view.show_values(np.array(values))
    written, line = view.layout_now.equation, view.layout_now.line
    assert written is not None and line is not None
    rect = letters(theme, written)
    middle, half = rect.center(), QPointF(rect.width() / 2, 0)
    turned = QLineF(middle - half, middle + half)
    turned.setAngle(-written.angle)
    turned.translate(middle - turned.center())
    spots = [turned.pointAt(float(share)) for share in np.linspace(0, 1, 60)]
    reach = mark_radius(theme, view.area) if cloud is None else cloud.spread * view.area.scale[0]
    for x, y in CORNERS:
        corner = view.area.point(x, y)
        assert min(QLineF(corner, spot).length() for spot in spots) > reach
    assert all(view.area.rect.contains(spot) for spot in spots)
    if written.angle == 0:
        first, last = line.p1(), line.p2()
        assert aside(rect, [first + (last - first) * float(share) for share in np.linspace(0, 1, 200)]) > 2


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", [(478, 474), (300, 300)])
def test_the_equation_keeps_clear_of_a_line_that_is_to_be_examined(
    qtbot: QtBot, theme: Theme, size: tuple[int, int]
) -> None:
    slip = next(each for each in SLIPS if each.drawn is not None)
    view = PlaneView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.show_theme(theme)
    view.show_task(GateTask(gate_named(slip.gate).rows), RunLook(2, 0))
    view.show_values(np.array(slip.weights))
    assert slip.drawn is not None
    view.show_drawn(slip.drawn)
    label = view.layout_now.equation
    ends = line_of(np.array(slip.drawn), 0.0).within(view.area.x, view.area.y)
    assert ends is not None and (label is not None or size[0] < 400)
    if label is None:
        return
    metrics = QFontMetricsF(theme.font(label.size, label.weight))
    turn = QTransform().translate(label.center.x(), label.center.y()).rotate(label.angle)
    across, up = metrics.horizontalAdvance(label.text) / 2, metrics.capHeight() / 2
    first, last = (view.area.point(*end) for end in ends)
    for share in np.linspace(0, 1, 400):
        at = turn.inverted()[0].map(QLineF(first, last).pointAt(share))
        assert abs(at.x()) > across or abs(at.y()) > up
