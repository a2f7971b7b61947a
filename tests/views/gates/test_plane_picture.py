from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from PyQt6.QtCore import QLineF, QPointF
from PyQt6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.gate import CORNERS
from app.engine.gates.losses import LOSSES
from app.engine.gates.task import Cloud, GateTask, Row
from app.theme import DARK, LIGHT, PROJECTOR, THEMES, Theme
from app.views.gates.plane_axes import PlaneAxis
from app.views.gates.plane_content import HiddenLook, PlanePoint
from app.views.gates.plane_hold import Grip
from app.views.gates.plane_layout import mark_radius
from app.views.gates.plane_marks import mark_centers
from app.views.gates.plane_picture import PlanePicture, Pointed
from app.views.gates.plane_proof import proof_lines
from app.views.gates.plane_view import PlaneView
from app.views.memory import image_pixels
from app.views.run_look import RunLook

GATES = {
    "AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "NAND": (1, 1, 1, 0),
    "NOR": (1, 0, 0, 0), "XOR": (0, 1, 1, 0), "XNOR": (1, 0, 0, 1),
}  # fmt: skip
VALUES = (-3.513, 2.076, 2.264)


def table(gate: str) -> tuple[Row, ...]:
    return tuple(Row(x, y, target) for (x, y), target in zip(CORNERS, GATES[gate], strict=True))


def plane(qtbot: QtBot, task: GateTask, values: Any, theme: Theme = DARK, side: int = 478) -> PlaneView:
    view = PlaneView()
    qtbot.addWidget(view)
    view.resize(side, side - 4)
    view.show_theme(theme)
    view.show_task(task, RunLook(2, 0))
    view.show_values(np.array(values, float))
    return view


def drawn(view: PlaneView) -> np.ndarray:
    """The widget's picture, shape (height, width, 3)."""
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(view._theme.bg1))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.paint(painter)
    painter.end()
    pixels = image_pixels(image)
    return np.stack([pixels >> 16 & 255, pixels >> 8 & 255, pixels & 255], axis=-1).astype(int)


def near(picture: np.ndarray, color: QColor, most: int = 24) -> np.ndarray:
    """Where a picture has a color."""
    return np.asarray(np.abs(picture - [color.red(), color.green(), color.blue()]).max(-1) <= most)


def color_at(picture: np.ndarray, place: QPointF) -> np.ndarray:
    return np.asarray(picture[int(place.y()), int(place.x())])


def data_of_pixels(view: PlaneView, mask: np.ndarray) -> np.ndarray:
    rows, columns = np.nonzero(mask)
    return np.array([view.area.data(QPointF(x + 0.5, y + 0.5)) for x, y in zip(columns, rows, strict=True)])


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("threshold", [0.5, 0.7])
def test_the_pixels_of_the_line_are_those_of_its_closed_form(qtbot: QtBot, theme: Theme, threshold: float) -> None:
    view = plane(qtbot, GateTask(table("AND")), VALUES, theme)
    view.show_compact(True)  # the line, and nothing else in its color
    view.show_threshold(threshold)
    ink = data_of_pixels(view, near(drawn(view), theme.run(2)))
    z = ink @ VALUES[1:] + VALUES[0]
    away = np.abs(z - math.log(threshold / (1 - threshold))) / math.hypot(*VALUES[1:])
    assert (away * view.area.scale[0]).max() <= 2.5 * theme.scale
    assert len(ink) > 300
    assert np.ptp(ink[:, 0]) > 3.4 and np.ptp(ink[:, 1]) > 2.8  # from edge to edge


def test_a_run_keeps_its_dash(qtbot: QtBot) -> None:
    view = plane(qtbot, GateTask(table("AND")), VALUES)
    view.show_compact(True)
    solid = near(drawn(view), DARK.run(2)).sum()
    view.show_task(GateTask(table("AND")), RunLook(2, 1))
    assert 0.6 < near(drawn(view), DARK.run(2)).sum() / solid < 0.9


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_corners_have_the_color_of_their_class_and_only_wrong_ones_a_badge(
    qtbot: QtBot, gate: str, theme: Theme
) -> None:
    view = plane(qtbot, GateTask(table(gate)), (-1.5, 1.0, 1.0 + 1e-3), theme)
    picture = drawn(view)
    for (x, y), target in zip(CORNERS, GATES[gate], strict=True):
        center, unit = view.area.point(x, y), theme.scale
        inside = picture[round(center.y() + 9 * unit), round(center.x())]
        assert near(inside, theme.color("one" if target else "zero"), 30)
        badge = center + QPointF(14.3, -14.3) * unit
        box = picture[int(badge.y() - 8) : int(badge.y() + 8), int(badge.x() - 8) : int(badge.x() + 8)]
        wrong = (x + y >= 1.5) != bool(target)
        assert bool(near(box, theme.color("danger")).sum() > 30) == wrong


def test_the_selected_row_has_an_outline_and_no_other(qtbot: QtBot) -> None:
    view = plane(qtbot, GateTask(table("AND")), VALUES)
    view.show_compact(True)
    before = drawn(view)
    view.show_row(2)
    changed = data_of_pixels(view, np.abs(drawn(view) - before).max(-1) > 8)
    assert np.abs(changed - [1, 0]).max() < 0.3
    assert len(changed) > 100


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda each: each.key)
@pytest.mark.parametrize("loss", LOSSES, ids=lambda each: each.key)
def test_contours_lie_where_the_output_is_what_their_label_says(qtbot: QtBot, activation: Any, loss: Any) -> None:
    view = plane(qtbot, GateTask(table("AND"), activation=activation.key, loss=loss.key), (-1.0, 0.6, 0.5))
    layout, seen = view.layout_now, set()
    for contour in layout.contours:
        x, y = view.area.data(contour.line.center())
        z = -1.0 + 0.6 * x + 0.5 * y
        seen.add(round(z if loss.key == "hinge" else float(activation.of(np.array(z))), 6))
    for label in layout.levels:
        x, y = view.area.data(label.center)
        z = -1.0 + 0.6 * x + 0.5 * y
        value = float(label.text.removeprefix("z = ").replace("−", "-"))
        assert value == pytest.approx(z if loss.key == "hinge" else float(activation.of(np.array(z))), abs=1e-6)
    if loss.key == "hinge":
        assert seen == {-1.0, 1.0}
    elif activation.key in ("step", "sign"):
        assert seen == set()
    else:
        shares = {round(float(activation.share(each)), 6) for each in seen}
        assert shares <= {0.1, 0.25, 0.75, 0.9} and len(shares) >= 3


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("values", [VALUES, (-1.2, 2.9, 2.4), (1.2, -2.8, -2.9), (0.4, -0.9, 0.5), (-0.5, 0.0, 1.0)])
def test_labels_lie_on_the_plane_and_on_no_corner(qtbot: QtBot, gate: str, theme: Theme, values: Any) -> None:
    view = plane(qtbot, GateTask(table(gate)), values, theme)
    layout = view.layout_now
    labels = [layout.equation, layout.vector, *layout.levels, *layout.says]
    shown = [label for label in labels if label is not None]
    assert len(shown) >= 3
    for label in shown:
        assert view.area.rect.contains(label.center)
        for x, y in CORNERS:
            way = view.area.point(x, y) - label.center
            assert math.hypot(way.x(), way.y()) > 12 * theme.scale
    for label in layout.says:
        x, y = view.area.data(label.center)
        assert label.text == ("says 1" if values[0] + values[1] * x + values[2] * y >= 0 else "says 0")


@pytest.mark.parametrize("weights", [(2.0, 1.0), (-2.0, 1.0), (0.01, -0.02), (300.0, 500.0)])
def test_the_arrow_points_along_w_and_has_one_length(qtbot: QtBot, weights: tuple[float, float]) -> None:
    view = plane(qtbot, GateTask(table("AND")), (-0.5 * sum(weights), *weights))
    layout = view.layout_now
    assert layout.tip is not None and layout.handle is not None
    way = layout.tip - layout.handle
    assert math.hypot(way.x(), way.y()) == pytest.approx(0.2 * view.area.rect.width())
    assert math.atan2(-way.y(), way.x()) == pytest.approx(math.atan2(weights[1], weights[0]))


def sentences(view: PlaneView) -> tuple[str, ...]:
    picture = PlanePicture(DARK, view.content, view.area, view.layout_now, Pointed(), view.area.rect)
    return picture._sentence()


@pytest.mark.parametrize("theme", (DARK, LIGHT, PROJECTOR), ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("task", "values", "words"),
    [
        (GateTask(table("AND")), (0.5, 0.0, 0.0), "w = 0: no line, everything is p = 0.62"),
        (GateTask(table("AND"), activation="relu"), (0.5, 0, 0), "w = 0: no line, the output is 0.50 everywhere"),
        (GateTask(table("AND")), (math.nan, 1.0, 1.0), "A weight is not a number: nothing can be said."),
        (GateTask(table("XOR"), hidden=2, activation="tanh"), np.zeros(9), "no border, everything is p = 0.50"),
    ],
)
def test_it_says_so_where_there_is_nothing_to_draw(
    qtbot: QtBot, theme: Theme, task: GateTask, values: Any, words: str
) -> None:
    view = plane(qtbot, task, values, theme)
    assert " ".join(sentences(view)).replace("\u00a0", " ") == words
    middle = view.area.rect.top() + 0.2 * view.area.rect.height()
    letters = drawn(view)[int(middle - 10 * theme.scale) : int(middle + 30 * theme.scale), 130:350]
    assert near(letters, theme.color("text"), 40).sum() > 100


def test_nothing_is_said_where_there_is_a_line(qtbot: QtBot) -> None:
    assert sentences(plane(qtbot, GateTask(table("AND")), VALUES)) == ()


def test_a_line_out_of_sight_is_pointed_at(qtbot: QtBot) -> None:
    for values, side in [
        ((-20.0, 1, 1), (1, 1)),
        ((8.0, 1, 0), (-1, 0)),
        ((9.0, 0, 1), (0, -1)),
        ((-9.0, 0, 1), (0, 1)),
    ]:
        view = plane(qtbot, GateTask(table("AND")), values)
        layout = view.layout_now
        assert layout.line is None and layout.outside is not None and layout.further is not None
        way = (layout.outside.dx(), -layout.outside.dy())
        assert np.allclose(np.array(way) / math.hypot(*way), np.array(side) / math.hypot(*side))
        assert "further" in layout.further.text
        assert near(drawn(view), DARK.run(2)).sum() > 60


def test_hidden_lines_stand_where_their_sums_are_0(qtbot: QtBot) -> None:
    nand_or_and = np.array([0.23, -0.08, -0.15, -0.15, 0.15, 0.15, -0.2, 0.15, 0.15])
    view = plane(qtbot, GateTask(table("XOR"), hidden=2, activation="step"), nand_or_and)
    view.show_hidden((HiddenLook("", 5), HiddenLook("", 4)))
    picture = drawn(view)
    for run, total in ((5, 0.23 / 0.15), (4, 0.08 / 0.15)):
        points = data_of_pixels(view, near(picture, DARK.run(run), 12))
        on_line = np.abs(points.sum(1) - total) / math.sqrt(2) * view.area.scale[0] < 2.5
        assert len(points) > 400 and on_line.mean() > 0.6  # the rest is its arrow
        sides = np.sign(points[~on_line].sum(1) - total)
        assert abs(sides.mean()) > 0.8 and np.sign(sides.mean()) == (-1 if run == 5 else 1)
    assert near(picture, DARK.run(2)).sum() == 0  # a network of steps has no border of its own
    view.show_hidden((), lines=False)
    assert near(drawn(view), DARK.run(5), 12).sum() == 0


def test_rows_on_one_place_are_labelled_together(qtbot: QtBot) -> None:
    view = plane(qtbot, GateTask(table("AND"), activation="step"), (-0.2, 0.15, 0.15), side=272)
    axis = (-0.5, 1.5), (0.0, 1.0)
    view.show_axes(PlaneAxis("h1", *axis, "NAND", 5), PlaneAxis("h2", *axis, "OR", 4))
    spots = ((1.0, 0.0, 0, "0 0"), (1.0, 1.0, 1, "0 1"), (1.0, 1.0, 1, "1 0"), (0.0, 1.0, 0, "1 1"))
    view.show_points(tuple(PlanePoint(*spot) for spot in spots))
    assert [place.labels for place in view.content.places] == [("0 0",), ("0 1", "1 0"), ("1 1",)]
    assert not any(view.content.wrong)
    picture = drawn(view)
    for x, y, target, _label in spots:
        center = view.area.point(x, y)
        assert near(picture[round(center.y() + 7), round(center.x())], DARK.color("one" if target else "zero"), 30)
    assert near(picture, DARK.run(5), 12).sum() > 10 < near(picture, DARK.run(4), 12).sum()


@pytest.mark.parametrize("values", [VALUES, (0.0, 0.0, 0.0), (-0.1, 1.0, 0.0)])
def test_contradictory_rows_lie_beside_each_other_equally_far_from_the_line(qtbot: QtBot, values: Any) -> None:
    view = plane(qtbot, GateTask((Row(0, 0, 0), Row(0, 0, 1), Row(1, 1, 1))), values)
    picture, center, line = drawn(view), view.area.point(0, 0), view.content.line
    marks = mark_centers(view.content.places[0], view.content, view.area, mark_radius(DARK, view.area))
    assert (marks[0] + marks[1]) / 2 == center and QLineF(*marks).length() > 2 * mark_radius(DARK, view.area)
    for mark, name in zip(marks, ("zero", "one"), strict=True):
        assert near(picture[round(mark.y() + 9), round(mark.x())], DARK.color(name), 30)
    if line is not None:
        first, second = (line.distance(view.area.data(mark)) for mark in marks)
        assert first == pytest.approx(second)


@pytest.mark.parametrize("ratio_theme", [DARK, PROJECTOR], ids=lambda theme: theme.name)
def test_clouds_are_drawn_where_they_are_and_the_wrong_ones_in_red(qtbot: QtBot, ratio_theme: Theme) -> None:
    task = GateTask(table("AND"), Cloud(30, spread=0.15, seed=2))
    view = plane(qtbot, task, (-40.0, 1.0, 1.0), ratio_theme)
    red = near(drawn(view), ratio_theme.color("danger"))
    points = data_of_pixels(view, red)
    assert len(points) > 100
    assert np.median(points, axis=0) == pytest.approx([1, 1], abs=0.25)  # all says 0: the cloud of the 1 is wrong
    view.show_values(np.array([-30.0, 20.0, 20.0]))
    assert near(drawn(view), ratio_theme.color("danger")).sum() < red.sum() / 3


@pytest.mark.parametrize(("gate", "shown"), [("XOR", True), ("XNOR", True), ("AND", False), ("OR", False)])
def test_the_proof_is_drawn_where_it_holds_and_told_at_its_crossing(qtbot: QtBot, gate: str, shown: bool) -> None:
    view = plane(qtbot, GateTask(table(gate)), (-1.0, 2.0, 2.0), side=272)
    view.show_compact(True)
    before = drawn(view)
    view.show_proof(True)
    changed = np.abs(drawn(view) - before).max(-1) > 8
    assert view.content.proof_shown == shown == bool(changed.any())
    if shown:
        points = data_of_pixels(view, changed)
        aside = np.minimum(np.abs(points[:, 0] - points[:, 1]), np.abs(points.sum(1) - 1)) / math.sqrt(2)
        assert (aside * view.area.scale[0]).max() < 8
        lines = proof_lines(view.content)
        assert lines[0] == "z(0,0) + z(1,1) = 2b + w₁ + w₂"
        assert "< 0" in lines[1 if gate == "XOR" else 3] and "≥ 0" in lines[3 if gate == "XOR" else 1]


def test_the_readout_tells_z_and_p_at_the_pointer(qtbot: QtBot) -> None:
    view = plane(qtbot, GateTask(table("AND")), VALUES)
    picture = PlanePicture(DARK, view.content, view.area, view.layout_now, Pointed(), view.area.rect)
    assert picture.readout(view.area.point(1, 1)) == ["x₁ 1.00   x₂ 1.00", "z 0.83   p 0.70"]


@pytest.mark.parametrize(("side", "scale"), [(120, 1.0), (120, 2.5), (272, 1.0), (478, 1.5), (664, 2.5)])
@pytest.mark.parametrize("hidden", [0, 4])
def test_every_size_and_scale_can_be_drawn(qtbot: QtBot, side: int, scale: float, hidden: int) -> None:
    task = GateTask(table("XOR"), hidden=hidden, activation="tanh")
    view = plane(qtbot, task, np.linspace(-2, 2, task.size), LIGHT.scaled(scale), side)
    view.show_proof(True)
    view._show_pointed(view.area.point(0.5, 0.5), Grip.NOTHING, True)
    assert len(np.unique(drawn(view).reshape(-1, 3), axis=0)) > 20
    assert view.area.rect.width() == view.area.rect.height() > 0
