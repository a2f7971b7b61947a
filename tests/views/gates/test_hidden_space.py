"""The hidden space says what it draws: the level of its line, rows on one point, and that nothing is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QLineF
from pytestqt.qtbot import QtBot

from app.engine.gates.gate import CORNERS
from app.engine.gates.task import GateTask, Row
from app.theme import DARK, PROJECTOR, Theme
from app.views.gates.hidden_space import HiddenSpace
from app.views.gates.plane_labels import row_labels
from app.views.gates.plane_layout import mark_radius
from app.views.gates.plane_marks import mark_centers
from app.views.run_look import RunLook

XOR = GateTask(tuple(Row(x, y, int(x != y)) for x, y in CORNERS), hidden=3, activation="tanh")
APART = np.array([0.1, 0.2, -0.3, 1.0, -1.0, 0.5, 2.0, -1.5, 0.7, 0.1, 1.0, 1.0, -1.0])


def shown(qtbot: QtBot, values: np.ndarray, task: GateTask = XOR, theme: Theme = DARK) -> HiddenSpace:
    space = HiddenSpace()
    qtbot.addWidget(space)
    space.resize(theme.px(220), theme.px(260))
    space.show_theme(theme)
    space.show_task(task, RunLook(2, 0))
    space.show_values(values)
    space.show()
    return space


@pytest.mark.parametrize(("threshold", "level"), [(0.5, "0"), (0.8, "1.39"), (0.2, "−1.39")])
def test_the_note_says_where_the_line_is_drawn(qtbot: QtBot, threshold: float, level: str) -> None:
    space = shown(qtbot, APART)
    space.show_threshold(threshold)
    line = space.plane.content.line
    assert line is not None and line.foot((0.0, 0.0))[0] == pytest.approx(np.log(threshold / (1 - threshold)))
    assert space.notes[0] == f"the line is z = {level}"


@pytest.mark.parametrize("theme", [DARK, PROJECTOR], ids=lambda theme: theme.name)
def test_rows_on_one_point_are_named_there_and_none_seems_to_be_on_its_own_side(qtbot: QtBot, theme: Theme) -> None:
    space = shown(qtbot, np.zeros(XOR.size), theme=theme)
    content, area = space.plane.content, space.plane.area
    (place,) = content.places
    line = content.line
    assert place.rows == (0, 1, 2, 3) and place.targets == (0, 1) and line is not None
    radius = mark_radius(theme, area)
    centers = mark_centers(place, content, area, radius)
    assert QLineF(*centers).length() > 2 * radius
    assert [line.distance(area.data(center)) for center in centers] == pytest.approx([0, 0])
    texts = [label.text for label in row_labels(theme, content, area, radius, space.plane.rect().toRectF())]
    assert [digits for text in texts for digits in text.split(", ")] == [
        "0\u20090", "0\u20091", "1\u20090", "1\u20091",
    ]  # fmt: skip
    assert space.remark.isVisible() and "one point" in space.remark.text()
    space.show_values(APART)
    assert space.remark.isHidden()


def test_rows_of_one_class_on_one_point_are_no_trouble(qtbot: QtBot) -> None:
    alike = replace(XOR, hidden=1)
    assert shown(qtbot, np.array([0.0, 1.0, 1.0, 0.0, 1.0]), alike).remark.isHidden()
    assert shown(qtbot, np.array([0.0, 1.0, 0.0, 0.0, 1.0]), alike).remark.isVisible()


@pytest.mark.parametrize("values", [np.empty(0), np.full(XOR.size, np.nan)])
def test_where_nothing_is_known_the_picture_is_empty_and_says_so(qtbot: QtBot, values: np.ndarray) -> None:
    space = shown(qtbot, APART)
    space.show_values(values)
    content = space.plane.content
    assert content.rows == () and content.line is None and [axis.name for axis in content.axes] == ["z", "h1"]
    assert space.remark.isVisible() and space.remark.text()
