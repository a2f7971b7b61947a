"""The marks of edits on the timeline, by mouse and keys."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QContextMenuEvent
from PyQt6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.theme import DARK, THEMES, Theme
from app.views.edit_marks import EditMark
from app.views.run_look import look_of
from app.views.timeline import Timeline
from tests.pixels import pixels
from tests.qtest import QTest
from tests.views.heard import heard

MARKS = (
    EditMark(0, 40, look_of(0), "SGD: from step 40 on lr 0.01"),
    EditMark(0, 120, look_of(0), "SGD: from step 120 on lr 0.001"),
    EditMark(1, 80, look_of(1), "Adam: from step 80 on lr 0.2"),
)


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    made.resize(800, made.height())
    made.show_steps(200)
    made.set_edits(MARKS)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def mark(timeline: Timeline, step: int) -> QPoint:
    return QPoint(round(timeline.position_of(step)), 8)


def press(timeline: Timeline, step: int) -> None:
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=mark(timeline, step))


def drag_to(timeline: Timeline, *steps: int) -> None:
    for step in steps:
        QTest.mouseMove(timeline, mark(timeline, step))


def test_a_mark_is_dragged_along_and_the_playhead_stays(timeline: Timeline) -> None:
    moved, finished, asked = heard(timeline.edit_moved), heard(timeline.edit_finished), heard(timeline.step_requested)
    press(timeline, 40)
    drag_to(timeline, 50, 70, 30)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=mark(timeline, 30))
    assert moved == [(0, 40, 50), (0, 50, 70), (0, 70, 30)]
    assert finished == [()] and asked == []


def test_a_mark_passes_another_of_its_run_without_swallowing_it(timeline: Timeline) -> None:
    moved = heard(timeline.edit_moved)
    press(timeline, 40)
    drag_to(timeline, 119, 120, 121)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=mark(timeline, 121))
    assert moved == [(0, 40, 119), (0, 119, 121)]


def test_a_mark_stays_within_the_steps_that_are_taken(timeline: Timeline) -> None:
    moved = heard(timeline.edit_moved)
    press(timeline, 80)
    QTest.mouseMove(timeline, QPoint(5000, 8))
    QTest.mouseMove(timeline, QPoint(-500, 8))
    assert moved == [(1, 80, 199), (1, 199, 0)]


def test_a_pressed_mark_shows_its_very_step(timeline: Timeline) -> None:
    asked, finished = heard(timeline.step_requested), heard(timeline.edit_finished)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=mark(timeline, 80) + QPoint(4, 0))
    assert asked == [(80,)] and finished == []


def test_escape_gives_a_drag_up_and_the_hand_holds_nothing_any_more(timeline: Timeline) -> None:
    moved, given_up = heard(timeline.edit_moved), heard(timeline.edit_given_up)
    finished = heard(timeline.edit_finished)
    press(timeline, 40)
    drag_to(timeline, 60)
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=mark(timeline, 60))
    assert moved == [(0, 40, 60)] and given_up == [()] and finished == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_removes_the_mark_that_was_pressed_last(timeline: Timeline, key: Qt.Key) -> None:
    removed = heard(timeline.edit_removed)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=mark(timeline, 120))
    QTest.keyClick(timeline, key)
    assert removed == [(0, 120)]
    timeline.set_edits([each for each in MARKS if each.step != 120])
    QTest.keyClick(timeline, key)
    assert removed == [(0, 120)]


def test_the_menu_of_a_mark_removes_it(qtbot: QtBot, timeline: Timeline) -> None:
    removed, at = heard(timeline.edit_removed), mark(timeline, 80)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, timeline.mapToGlobal(at))
    QApplication.sendEvent(timeline, event)
    menu = timeline.findChild(QMenu)
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(menu.isVisible)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[0]).center())
    assert removed == [(1, 80)]


def test_below_the_marks_the_playhead_is_moved(timeline: Timeline) -> None:
    moved, asked = heard(timeline.edit_moved), heard(timeline.step_requested)
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=mark(timeline, 40) + QPoint(0, 16))
    QTest.mouseMove(timeline, mark(timeline, 60) + QPoint(0, 16))
    assert moved == [] and asked == [(40,), (60,)]


def test_marks_at_one_step_stand_side_by_side(timeline: Timeline) -> None:
    timeline.set_edits([MARKS[0], EditMark(1, 40, look_of(1), "")])
    moved = heard(timeline.edit_moved)
    press(timeline, 40)
    drag_to(timeline, 20)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton)
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=mark(timeline, 40))
    drag_to(timeline, 60)
    assert moved == [(0, 40, 20), (1, 40, 60)]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_marks_are_drawn_in_the_colors_of_their_runs(timeline: Timeline, theme: Theme) -> None:
    timeline.set_edits(())
    timeline.show_theme(theme)
    before = pixels(timeline.grab().toImage())
    timeline.set_edits(MARKS)
    changed = (pixels(timeline.grab().toImage()) != before).any(axis=2)
    for step in (40, 80, 120):
        x = round(timeline.position_of(step))
        assert changed[:, x - 6 : x + 7].sum() > 30 and not changed[:, x + 12 : x + 60].any()
