from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QContextMenuEvent, QMouseEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.gates.gate import CORNERS
from app.engine.gates.task import GateTask, Row
from app.theme import DARK, PROJECTOR, Theme
from app.views.gates.plane_content import PlanePoint
from app.views.gates.plane_view import PlaneView
from app.views.run_look import RunLook
from tests.qtest import QTest

AND = GateTask(tuple(Row(x, y, int(x * y)) for x, y in CORNERS))
VALUES = np.array([-3.513, 2.076, 2.264])
NONE, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


class Heard:
    """What a plane wished for, in order."""

    def __init__(self, view: PlaneView) -> None:
        self.values: list[Any] = []
        self.finished = self.given_up = 0
        self.picked: list[int] = []
        self.flipped: list[int] = []
        view.values_edited.connect(self.values.append)
        view.edit_finished.connect(self._finish)
        view.edit_given_up.connect(self._give_up)
        view.row_picked.connect(self.picked.append)
        view.row_flipped.connect(self.flipped.append)

    def _finish(self) -> None:
        self.finished += 1

    def _give_up(self) -> None:
        self.given_up += 1


def shown(
    qtbot: QtBot, values: Any = VALUES, task: GateTask = AND, theme: Theme = DARK, echo: bool = True
) -> tuple[PlaneView, Heard]:
    """A plane whose wishes come true, as the lab sees to it."""
    view = PlaneView()
    qtbot.addWidget(view)
    view.resize(478, 474)
    view.show_theme(theme)
    view.show_task(task, RunLook(2, 0))
    view.show_values(np.array(values))
    heard = Heard(view)
    if echo:
        view.values_edited.connect(view.show_values)
    view.show()
    qtbot.waitExposed(view)
    return view, heard


def send(view: PlaneView, kind: QEvent.Type, at: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
    held = Qt.MouseButton.LeftButton if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, view.mapToGlobal(at), button, held, keys)
    QApplication.sendEvent(view, event)


def drag(view: PlaneView, *places: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
    send(view, QEvent.Type.MouseButtonPress, places[0], keys)
    for place in places[1:]:
        send(view, QEvent.Type.MouseMove, place, keys)
    send(view, QEvent.Type.MouseButtonRelease, places[-1], keys)


def on_line(view: PlaneView, share: float) -> QPointF:
    line = view.layout_now.line
    assert line is not None
    return line.pointAt(share)


def handle(view: PlaneView) -> QPointF:
    place = view.layout_now.handle
    assert place is not None
    return place


def tip(view: PlaneView) -> QPointF:
    place = view.layout_now.tip
    assert place is not None
    return place


def z_under(view: PlaneView, values: Any, pixel: QPointF) -> float:
    x, y = view.area.data(pixel)
    return float(values[0] + values[1] * x + values[2] * y)


@pytest.mark.parametrize("theme", [DARK, PROJECTOR], ids=lambda theme: theme.name)
@pytest.mark.parametrize("grip", ["handle", "line"])
def test_dragging_the_line_changes_b_only_and_keeps_it_under_the_pointer(qtbot: QtBot, theme: Theme, grip: str) -> None:
    view, heard = shown(qtbot, theme=theme)
    start = handle(view) if grip == "handle" else on_line(view, 0.62)
    places = [start + QPointF(12, -25), start + QPointF(30, -60), start + QPointF(-20, 5)]
    drag(view, start, *places)
    assert len(heard.values) == 3
    assert heard.finished == 1
    for values, place in zip(heard.values, places, strict=True):
        assert values[1:].tolist() == VALUES[1:].tolist()
        assert z_under(view, values, place) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("share", [0.05, 0.95])
def test_dragging_an_end_turns_w_around_the_handle_at_constant_length(qtbot: QtBot, share: float) -> None:
    view, heard = shown(qtbot)
    pivot, start = handle(view), on_line(view, share)
    places = [start + QPointF(15, 10), start + QPointF(-10, 40)]
    drag(view, start, *places)
    for values, place in zip(heard.values, places, strict=True):
        assert math.hypot(*values[1:]) == pytest.approx(math.hypot(*VALUES[1:]), rel=1e-12)
        assert z_under(view, values, pivot) == pytest.approx(0, abs=1e-9)
        assert z_under(view, values, place) == pytest.approx(0, abs=1e-9)
    assert heard.finished == 1


def test_pulling_the_tip_makes_w_what_the_hand_shows_and_keeps_the_handle_on_the_line(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    pivot, start = handle(view), tip(view)
    way = start - pivot
    double = pivot + way * 2
    quarter_turn = pivot + QPointF(way.y(), -way.x())  # counterclockwise on the screen
    drag(view, start, double, quarter_turn)
    assert heard.values[0][1:] == pytest.approx(2 * VALUES[1:])
    assert heard.values[1][1:] == pytest.approx([-VALUES[2], VALUES[1]])
    for values in heard.values:
        assert z_under(view, values, pivot) == pytest.approx(0, abs=1e-9)


def test_the_arrow_follows_the_hand_and_has_its_fixed_length_afterwards(qtbot: QtBot) -> None:
    view, _heard = shown(qtbot)
    pivot, start = handle(view), tip(view)
    length = (start - pivot).manhattanLength()
    send(view, QEvent.Type.MouseButtonPress, start)
    send(view, QEvent.Type.MouseMove, pivot + (start - pivot) * 1.6)
    assert (tip(view) - handle(view)).manhattanLength() == pytest.approx(1.6 * length)
    send(view, QEvent.Type.MouseButtonRelease, pivot + (start - pivot) * 1.6)
    assert (tip(view) - handle(view)).manhattanLength() == pytest.approx(length)


@pytest.mark.parametrize(("way", "changed"), [((40, 8), 1), ((6, -50), 2)])
def test_alt_changes_one_weight_alone(qtbot: QtBot, way: tuple[float, float], changed: int) -> None:
    view, heard = shown(qtbot)
    drag(view, tip(view), tip(view) + QPointF(*way), keys=ALT)
    assert (heard.values[-1] != VALUES).tolist() == [index == changed for index in range(3)]


@pytest.mark.parametrize("share", [0.05, 0.95])
def test_alt_on_an_end_leads_the_line_through_the_pointer_by_one_weight(qtbot: QtBot, share: float) -> None:
    view, heard = shown(qtbot)
    start = on_line(view, share)
    x, y = view.area.data(start)
    changed = 1 if abs(x) > abs(y) else 2  # the weight of the larger input has the longer lever
    drag(view, start, start + QPointF(-12, 9), keys=ALT)
    assert (heard.values[-1] != VALUES).tolist() == [index == changed for index in range(3)]
    assert z_under(view, heard.values[-1], start + QPointF(-12, 9)) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("moved", [True, False])
def test_escape_gives_a_drag_up_and_wishes_for_nothing_else(qtbot: QtBot, moved: bool) -> None:
    view, heard = shown(qtbot)
    start = handle(view)
    send(view, QEvent.Type.MouseButtonPress, start)
    if moved:
        send(view, QEvent.Type.MouseMove, start + QPointF(30, 30))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    send(view, QEvent.Type.MouseMove, start + QPointF(60, 60))
    send(view, QEvent.Type.MouseButtonRelease, start + QPointF(60, 60))
    assert (len(heard.values), heard.given_up, heard.finished) == (moved, moved, 0)


def test_a_drag_that_comes_back_to_where_it_began_ends_too(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    start = handle(view)
    drag(view, start, start + QPointF(30, 30), start)
    assert heard.values[-1].tolist() == pytest.approx(VALUES.tolist())
    assert (len(heard.values), heard.finished) == (2, 1)


def test_a_press_without_a_move_wishes_for_nothing(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    drag(view, handle(view))
    drag(view, on_line(view, 0.62))
    assert (heard.values, heard.finished) == ([], 0)


def test_the_plane_elsewhere_a_network_and_what_is_locked_cannot_be_dragged(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    drag(view, view.area.point(2.6, 2.6), view.area.point(1.0, 2.0))
    view.show_editable(False)
    drag(view, on_line(view, 0.62), on_line(view, 0.62) + QPointF(20, 20))
    network, also = shown(qtbot, np.ones(9), GateTask(AND.rows, hidden=2, activation="tanh"))
    drag(network, network.area.point(1.0, 2.0), network.area.point(2.0, 2.0))
    assert heard.values == also.values == []


def test_a_line_out_of_sight_is_fetched_by_its_arrow(qtbot: QtBot) -> None:
    view, heard = shown(qtbot, (-20.0, 1.0, 1.0))
    arrow = view.layout_now.outside
    assert arrow is not None
    assert arrow.dx() > 0 > arrow.dy()  # up to the right, where x1 + x2 = 20 is
    drag(view, arrow.p2(), arrow.p2() + QPointF(-100, 100))
    unit = 2 * 100 / view.area.scale[0]
    assert heard.values[-1] == pytest.approx([-20.0 + unit, 1.0, 1.0])


def test_w_can_be_pulled_out_of_nothing(qtbot: QtBot) -> None:
    view, heard = shown(qtbot, (0.4, 0.0, 0.0))
    start = handle(view)
    assert view.layout_now.line is None
    drag(view, start, start + QPointF(50, 0))
    b, w1, w2 = heard.values[-1]
    assert w1 > 0 and w2 == pytest.approx(0)
    assert b + w1 * 0.5 == pytest.approx(0)  # the line goes through the middle of the corners
    assert view.layout_now.line is not None


@pytest.mark.parametrize("row", range(4))
def test_a_click_on_a_corner_selects_it_and_moves_nothing(qtbot: QtBot, row: int) -> None:
    view, heard = shown(qtbot)
    drag(view, view.area.point(*CORNERS[row]), view.area.point(*CORNERS[row]) + QPointF(30, 0))
    assert (heard.picked, heard.values) == ([row], [])


def test_a_click_picks_a_corner_and_wishes_it_flipped_two_flip_it_back_and_so_does_the_other_button(
    qtbot: QtBot,
) -> None:
    view, heard = shown(qtbot)
    place = view.area.point(1.0, 0.0).toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert (heard.picked, heard.flipped) == ([2], [2])
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert heard.flipped == [2, 2]
    context = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, view.area.point(0.0, 1.0).toPoint(), QPoint())
    QApplication.sendEvent(view, context)
    assert heard.flipped == [2, 2, 1]


def test_rows_that_land_on_one_place_are_reached_one_after_the_other(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    view.show_points(tuple(PlanePoint(x, y, 0) for x, y in [(0, 0), (1, 1), (1, 1), (0, 1)]))
    for selected in (-1, 1, 2):
        view.show_row(selected)
        drag(view, view.area.point(1.0, 1.0))
    assert heard.picked == [1, 2, 1]
    assert [place.rows for place in view.content.places] == [(0,), (1, 2), (3,)]


@pytest.mark.parametrize(
    ("key", "side"),
    [(Qt.Key.Key_Right, (1, 0)), (Qt.Key.Key_Left, (-1, 0)), (Qt.Key.Key_Up, (0, 1)), (Qt.Key.Key_Down, (0, -1))],
)
def test_arrow_keys_shift_the_line_their_way(qtbot: QtBot, key: Qt.Key, side: tuple[int, int]) -> None:
    for values in (VALUES, -VALUES):
        view, heard = shown(qtbot, values)
        line = view.content.line
        assert line is not None
        foot = line.foot((0.5, 0.5))
        QTest.keyClick(view, key)
        after = heard.values[-1]
        assert after[1:].tolist() == values[1:].tolist()
        moved = -(after[0] + after[1] * foot[0] + after[2] * foot[1]) / math.hypot(*after[1:])
        assert moved * (line.normal[0] * side[0] + line.normal[1] * side[1]) > 0
        assert abs(moved) == pytest.approx(0.05)
        assert heard.finished == 1


def test_shift_and_an_arrow_key_turn_w_and_back(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
    turn = math.atan2(*heard.values[-1][:0:-1]) - math.atan2(*VALUES[:0:-1])
    assert math.degrees(turn) == pytest.approx(15)
    assert math.hypot(*heard.values[-1][1:]) == pytest.approx(math.hypot(*VALUES[1:]))
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert heard.values[-1] == pytest.approx(VALUES)


def test_keys_change_one_weight_or_the_length_of_w_and_flip_the_selected_row(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    QTest.keyClick(view, Qt.Key.Key_Right, ALT)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    assert heard.values[-1] == pytest.approx(VALUES + np.array([0, 0.1, -0.1]))
    before = heard.values[-1]
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert heard.values[-1] == pytest.approx(1.1 * before)
    view.show_row(3)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.flipped == [3]


def test_the_cursor_says_what_would_be_held(qtbot: QtBot) -> None:
    view, _heard = shown(qtbot)
    shapes = []
    for place in (tip(view), handle(view), on_line(view, 0.05), view.area.point(0, 0), view.area.point(2.7, 2.2)):
        send(view, QEvent.Type.MouseMove, place)
        shapes.append(view.cursor().shape())
    names = Qt.CursorShape
    assert shapes == [
        names.OpenHandCursor, names.SizeBDiagCursor, names.OpenHandCursor, names.PointingHandCursor, names.CrossCursor,
    ]  # fmt: skip


def test_it_says_to_assistive_tools_what_it_is(qtbot: QtBot) -> None:
    view, _heard = shown(qtbot)
    assert view.accessibleName() == "Input plane"
    assert "Arrow keys shift the line" in view.accessibleDescription()
    assert view.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("theme", [DARK, PROJECTOR], ids=lambda theme: theme.name)
def test_while_the_tip_is_pulled_out_of_the_plane_w_is_still_said(qtbot: QtBot, theme: Theme) -> None:
    view, heard = shown(qtbot, (-10.6, 4.83, 0.46), theme=theme)
    start = tip(view)
    send(view, QEvent.Type.MouseButtonPress, start)
    for way in (40, 90, 400):
        send(view, QEvent.Type.MouseMove, start + QPointF(way, 0))
        label = view.layout_now.vector
        assert label is not None and view.area.rect.contains(label.center)
    assert not view.area.rect.contains(tip(view)) and len(heard.values) == 3
