"""The real window: dragged, typed into, undone, closed and opened again."""

from __future__ import annotations

import sys

import pytest
from PyQt6.QtCore import QEvent, QPoint, Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication, QLineEdit

from app.engine.experiment import MAX_STEPS, Run
from app.engine.optimizers import OPTIMIZERS
from app.engine.welcome import WELCOME
from app.theme import DARK, PROJECTOR
from app.views.segments import Segment
from app.window_size import SMALLEST
from tests.open_window import drag, map_pixel, move, wait_for_records
from tests.qtest import QTest


def test_the_welcome_experiment_is_there_before_anything_is_touched(window):
    assert window.store.experiment == WELCOME
    assert 0 < window.playback.step < WELCOME.steps
    assert window.lab.map.is_whole


def test_dragging_the_start_reforms_every_trajectory_while_it_moves(qtbot, window):
    seen: set[tuple[float, float]] = set()
    window.recorder.trajectories_changed.connect(
        lambda trajectories: trajectories[0] is not None and seen.add(tuple(trajectories[0].parameters[0].tolist()))
    )
    path = [map_pixel(window, t / 10, -t / 10) for t in range(11)]
    move(window.lab.map, QEvent.Type.MouseButtonPress, path[0], True)
    for at in path[1:]:
        before = len(seen)
        move(window.lab.map, QEvent.Type.MouseMove, at, True)
        qtbot.waitUntil(lambda before=before: len(seen) > before, timeout=5000)
    move(window.lab.map, QEvent.Type.MouseButtonRelease, path[-1], False)
    wait_for_records(qtbot, window)
    assert window.store.experiment.start == pytest.approx((1.0, -1.0), abs=0.05)
    assert len(seen) >= 10
    window.store.undo()
    assert window.store.experiment == WELCOME


def test_a_click_on_the_surface_sets_the_start(qtbot, window):
    view = window.lab.surface_view
    at = view.pixel_of(1.0, 3.0)
    assert at is not None
    drag(view, [at])
    assert window.store.experiment.start == pytest.approx((1.0, 3.0), abs=12 / 240 * 1.5)


def test_playing_moves_the_playhead_and_space_pauses(qtbot, window):
    window.lab.map.setFocus()
    QTest.keyClick(window.lab.map, Qt.Key.Key_End)
    assert window.playback.step == WELCOME.steps
    QTest.keyClick(window.lab.map, Qt.Key.Key_Home)
    QTest.keyClick(window.lab.map, Qt.Key.Key_Right)
    QTest.keyClick(window.lab.map, Qt.Key.Key_Right)
    QTest.keyClick(window.lab.map, Qt.Key.Key_Left)
    assert window.playback.step == 1
    QTest.keyClick(window.lab.map, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.playback.step > 3, timeout=5000)
    QTest.keyClick(window.lab.map, Qt.Key.Key_Space)
    assert not window.playback.playing


def test_shortcuts_are_silent_while_a_text_field_has_the_focus(qtbot, window):
    field = next(field for field in window.lab.setup.findChildren(QLineEdit) if field.isVisible())
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    window.store.hide_run(0, True)
    document, step = window.store.document, window.playback.step
    keys = (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_R)
    for key in (*keys, Qt.Key.Key_F11, Qt.Key.Key_F1):
        QTest.keyClick(field, key)
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_S, Qt.Key.Key_Q):
        QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert (window.store.document, window.playback.step) == (document, step)
    assert window.isVisible() and not window.isFullScreen() and QApplication.activeModalWidget() is None


def test_ctrl_z_undoes_and_ctrl_y_does_it_again(qtbot, window):
    window.store.hide_run(0, True)
    hidden = window.store.document
    window.lab.map.setFocus()
    QTest.keyClick(window.lab.map, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.store.document.looks[0].visible
    QTest.keyClick(window.lab.map, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert window.store.document == hidden


def test_every_surface_can_be_chosen_and_random_starts_follow_the_seed(qtbot, window):
    window.lab.setup.surface_chosen.emit("ackley")
    window.lab.setup.random_start_requested.emit()
    once, seed = window.store.experiment.start, window.store.experiment.seed
    window.store.undo()
    window.lab.setup.random_start_requested.emit()
    assert (window.store.experiment.start, window.store.experiment.seed) == (once, seed)
    wait_for_records(qtbot, window)


def test_a_typed_formula_becomes_the_surface(qtbot, window):
    window.lab.setup.formula_entered.emit("x**4 + exp(-x*y)")
    wait_for_records(qtbot, window)
    assert window.store.experiment.formula


@pytest.mark.parametrize(
    ("theme", "size"),
    [(PROJECTOR, (1024, 720)), (PROJECTOR, (1280, 720)), (DARK, (1280, 720)), (DARK, (1920, 1080))],
    ids=lambda value: getattr(value, "name", None),
)
def test_the_window_keeps_the_size_it_is_given(qtbot, window, theme, size):
    window.show_theme(theme)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size, timeout=3000)
    window.grab()
    assert (window.width(), window.height()) == size
    hint = window.minimumSizeHint()
    assert hint.width() <= size[0] and hint.height() <= size[1]


def test_an_unexpected_error_is_shown_and_can_be_copied(qtbot, window):
    window.errors.install()
    try:
        raise RuntimeError("a wheel came off")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    finally:
        window.errors.remove()
    dialog = window.errors.dialog
    assert dialog is not None and "a wheel came off" in dialog.details.toPlainText()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert "a wheel came off" in QGuiApplication.clipboard().text()
    assert window.store.experiment == WELCOME
    dialog.close()


def test_buttons_are_pressed_by_space_rather_than_the_playhead(qtbot, window):
    window.top.controls.setFocus()
    shown = window.lab.controls.isVisible()
    QTest.keyClick(window.top.controls, Qt.Key.Key_Space)
    assert window.lab.controls.isVisible() != shown and not window.playback.playing


def test_points_in_the_widget_are_points_in_the_data(window):
    there = map_pixel(window, 2.0, -3.0)
    assert QPoint(round(there.x()), round(there.y())) in window.lab.map.rect()


@pytest.mark.parametrize("theme", [DARK, PROJECTOR], ids=lambda theme: theme.name)  # sizes of light are those of dark
def test_in_the_narrowest_window_numbers_and_cards_are_seen_whole(qtbot, window, theme):
    window.resize(*SMALLEST)
    window.themes.choose(theme.name)
    window.top.controls.setChecked(True)
    runs = window.lab.runs
    for optimizer in OPTIMIZERS:
        window.store.remove_run(len(runs.cards) - 1)  # there is a limit to how many there are
        window.store.add_run(Run(optimizer.name))
        qtbot.waitUntil(lambda: runs.cards[-1].head.remove.isVisible())
        assert runs.cards[-1].head.name.key == optimizer.name
        QApplication.processEvents()
        head = runs.cards[-1].head
        right = head.expander.mapTo(runs, QPoint(head.expander.width(), 0)).x()
        assert right <= runs.width() - window.theme.px(8), optimizer.name
    edit = window.lab.setup.steps.edit
    # A line edit keeps two pixels at either side of its text.
    assert edit.fontMetrics().horizontalAdvance(str(MAX_STEPS)) + 4 <= edit.width()
    for segment in window.lab.setup.dtype.findChildren(Segment):
        # Its frame and its padding, as the style sheet has them.
        around = 2 * (2 + window.theme.px(1))
        assert segment.fontMetrics().horizontalAdvance(segment.text()) + around <= segment.width()
