"""The Descent lab in the real window: its columns, its focus, what it says about its runs."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, Qt, QVariantAnimation
from PyQt6.QtWidgets import QApplication, QLineEdit, QWidget

from app.theme import DARK, PROJECTOR
from app.window import Window
from surfaces.message import Message
from tests.open_window import wait_for_records
from tests.qtest import QTest


def pull(window: Window, pixels: int) -> None:
    """Drag the hairline between the large view and the right column, as a mouse does."""
    handle = window.lab.splitter.handle(2)
    assert handle is not None
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(pixels, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle)


def test_columns_follow_the_window_until_the_hand_moves_them(qtbot, window):
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: window.lab.width() == 1920)
    assert (window.lab.controls.width(), window.lab.side.width()) == (320, 440)
    pull(window, -60)
    chosen = window.lab.side.width()
    assert chosen == pytest.approx(500, abs=4)
    window.resize(1600, 900)
    qtbot.waitUntil(lambda: window.lab.width() == 1600)
    assert window.lab.side.width() == chosen
    window.show_theme(PROJECTOR)
    window.show_theme(DARK)
    assert window.lab.side.width() == chosen


def test_the_keyboard_begins_at_the_large_view(window):
    assert QApplication.focusWidget() is window.lab.surface_view


def test_a_click_on_empty_ground_takes_the_focus_from_a_text_field(qtbot, window):
    field = window.lab.setup.findChild(QLineEdit)
    grounds: tuple[QWidget, ...] = (window.top, window.lab.side, window.lab.transport, window.lab.setup)
    for ground in grounds:
        field.setFocus()
        QTest.mouseClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(ground.width() // 2, 3))
        assert not field.hasFocus()
    step = window.playback.step
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert window.playback.step == step + 1


def test_escape_brings_the_panels_back_as_they_were(window):
    lab = window.lab
    window.top.controls.setChecked(False)
    lab.stage.fill.click()
    window.show_theme(PROJECTOR)
    assert not lab.controls.isVisible() and not lab.side.isVisible()
    window.show_theme(DARK)
    window.top.controls.setChecked(False)
    QTest.keyClick(lab.surface_view, Qt.Key.Key_Escape)
    assert not lab.stage.fill.isChecked() and lab.side.isVisible()
    assert not lab.controls.isVisible()


def test_sentences_are_set_in_the_size_of_the_theme(qtbot, window):
    window.show_theme(PROJECTOR)
    window.lab.setup.surface_chosen.emit("rosenbrock")
    wait_for_records(qtbot, window)
    status = window.lab.runs.cards[0].status
    qtbot.waitUntil(lambda: "Diverged" in status.sentence)
    labels = [label for label in status.children() if isinstance(label, QWidget)]
    assert {label.font().pixelSize() for label in labels if label.property("quiet") is not None} == {
        window.theme.px(window.theme.label_size)
    }


def test_nothing_moves_by_itself(qtbot, window):
    """Reduced motion needs no switch: only Play moves anything, and nothing is animated on the way."""
    assert not window.playback.playing
    assert not window.findChildren(QVariantAnimation)
    before = window.grab().toImage()
    qtbot.wait(300)
    assert window.grab().toImage() == before


def test_tab_goes_from_the_bar_down_the_columns_to_the_transport(window):
    lab = window.lab
    window.top.menu_button.setFocus()
    visited: list[QWidget] = []
    while (now := QApplication.focusWidget()) not in visited:
        assert now is not None
        visited.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    stops = [window.top.menu_button, window.top.help, lab.setup.surface, lab.setup.steps.edit, lab.runs.add,
             lab.runs.cards[0].head.name, lab.runs.cards[2].lr.edit, lab.surface_view, lab.stage.fill, lab.map,
             lab.transport.play]  # fmt: skip
    places = [visited.index(stop) for stop in stops]
    assert places == sorted(places)
    assert now is window.top.menu_button


def test_what_could_not_be_recorded_is_said(window, worker):
    worker.request_failed.emit(Message("Out of memory."))
    assert window.lab.stage.notice.sentence == "Out of memory."
