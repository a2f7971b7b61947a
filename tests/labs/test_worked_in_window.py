"""The opened worked update in the real window: by key, menu and panel, and back."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import Qt

from tests.qtest import QTest


def test_w_opens_the_page_over_the_lab_and_escape_closes_it(qtbot, window):
    lab = window.lab
    held = window.focusWidget()
    QTest.keyClick(window, Qt.Key.Key_W)
    assert lab.opened_page.is_open and lab.taken_apart.isVisible() and not lab.splitter.isVisible()
    assert lab.taken_apart.hasFocus()
    QTest.keyClick(lab.taken_apart, Qt.Key.Key_Escape)
    assert not lab.opened_page.is_open and lab.splitter.isVisible() and lab.transport.isVisible()
    assert window.focusWidget() is held


def test_the_page_follows_the_playhead_and_moves_it(qtbot, window):
    lab = window.lab
    lab.opened_page.open()
    window.playback.go_to(7)
    page = lab.taken_apart
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert window.playback.step == 8
    assert page.shown is not None and page.shown.update.step == 8
    row = window.recorder.trajectories[window.store.document.selected]
    assert row is not None
    assert np.array_equal(page.shown.update.start, np.asarray(row.parameters[8], np.float64))
    QTest.mouseClick(page.motion.step_back, Qt.MouseButton.LeftButton)
    assert window.playback.step == 7


def test_space_plays_the_terms_and_not_the_steps_while_the_page_is_open(qtbot, window):
    lab = window.lab
    lab.opened_page.open()
    QTest.keyClick(lab.taken_apart, Qt.Key.Key_Space)
    assert lab.taken_apart.playing and not window.playback.playing
    lab.opened_page.close()
    assert not lab.taken_apart.playing


def test_another_run_is_taken_apart_where_another_is_selected(qtbot, window):
    lab = window.lab
    lab.opened_page.open()
    for index in range(len(window.store.experiment.runs)):
        window.store.select_run(index)
        shown = lab.taken_apart.shown
        assert shown is not None and shown.trajectory is window.recorder.trajectories[index]
