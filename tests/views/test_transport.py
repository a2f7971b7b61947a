from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.theme import DARK, THEMES, Theme
from app.views.run_look import look_of
from app.views.timeline import Timeline
from app.views.transport import SPEEDS, Transport


def shown_bar(qtbot: QtBot, theme: Theme = DARK) -> Transport:
    bar = Transport()
    qtbot.addWidget(bar)
    bar.show_theme(theme)
    bar.resize(1024, bar.height())
    bar.show_experiment(200)
    bar.show_step(9)
    bar.show()
    qtbot.waitExposed(bar)
    return bar


def at(timeline: Timeline, step: int) -> QPoint:
    return QPoint(round(timeline.position_of(step)), timeline.height() // 2)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_scrubbing_asks_for_every_step_on_the_way(qtbot: QtBot, theme: Theme) -> None:
    bar = shown_bar(qtbot, theme)
    asked: list[int] = []
    bar.step_requested.connect(asked.append)
    qtbot.mousePress(bar.timeline, Qt.MouseButton.LeftButton, pos=at(bar.timeline, 20))
    qtbot.mouseMove(bar.timeline, at(bar.timeline, 150))
    qtbot.mouseMove(bar.timeline, QPoint(-500, 0))
    qtbot.mouseMove(bar.timeline, QPoint(5000, 0))
    qtbot.mouseRelease(bar.timeline, Qt.MouseButton.LeftButton)
    assert asked == [20, 150, 0, 200]


def test_positions_and_steps_are_each_others_inverse(qtbot: QtBot) -> None:
    timeline = shown_bar(qtbot).timeline
    assert [timeline.step_at(timeline.position_of(step)) for step in range(201)] == list(range(201))


def test_a_marker_can_be_aimed_at(qtbot: QtBot) -> None:
    bar = shown_bar(qtbot)
    bar.show_experiment(20_000)
    bar.set_events([(look_of(0), 4_321, "converged"), (look_of(1), 12_000, "diverged")])
    x = round(bar.timeline.position_of(4_321)) + 4
    with qtbot.waitSignal(bar.step_requested) as signal:
        qtbot.mouseClick(bar.timeline, Qt.MouseButton.LeftButton, pos=QPoint(x, 7))
    assert signal.args == [4_321]


def test_every_button_asks_for_its_own(qtbot: QtBot) -> None:
    bar = shown_bar(qtbot)
    pairs = (
        (bar.play, bar.play_toggled), (bar.first, bar.first_requested), (bar.back, bar.step_back_requested),
        (bar.on, bar.step_on_requested), (bar.last, bar.last_requested),
    )  # fmt: skip
    for button, signal in pairs:
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_speed_can_be_chosen(qtbot: QtBot) -> None:
    bar = shown_bar(qtbot)
    chosen: list[object] = []
    bar.speed_chosen.connect(chosen.append)
    menu = bar.speed.menu()
    assert menu is not None
    bar.show_speed(3)
    for action in menu.actions():
        action.trigger()
    assert chosen == [*SPEEDS, None]


def test_showing_emits_nothing(qtbot: QtBot) -> None:
    bar = shown_bar(qtbot)
    signals = [bar.play_toggled, bar.step_requested, bar.speed_chosen]
    seen: list[object] = []
    for signal in signals:
        signal.connect(lambda *values: seen.append(values))
    bar.show_playing(True)
    bar.show_step(77)
    bar.show_speed(None)
    bar.show_speed(10)
    bar.show_experiment(20_000)
    bar.set_events([(look_of(2), 5, "diverged")])
    bar.grab()
    assert not seen


def test_every_button_says_what_it_does(qtbot: QtBot) -> None:
    bar = shown_bar(qtbot)
    for button in bar.findChildren(QAbstractButton):
        assert button.accessibleName() and button.toolTip()
    bar.show_playing(True)
    assert "Pause" in bar.play.accessibleName()
