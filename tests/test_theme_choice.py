"""The choice of a theme: made in the bar or by key, remembered, and followed from the system while none is made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication, QImage, QPalette
from PyQt6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.theme import DARK, LIGHT, PROJECTOR, THEMES, theme_named
from app.theme_choice import CHOICES, SYSTEM, ThemeChoice, chosen_theme
from app.views.style_sheet import palette
from app.window import Window
from app.worker_client import WorkerClient
from tests.open_window import opened
from tests.qtest import QTest

SCHEMES = {Qt.ColorScheme.Light: LIGHT, Qt.ColorScheme.Dark: DARK, Qt.ColorScheme.Unknown: DARK}
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, worker: WorkerClient) -> Iterator[Window]:
    yield from opened(qtbot, worker)


def system_turns(scheme: Qt.ColorScheme) -> None:
    """What Qt says when the system's scheme changes; a bare display has none of its own."""
    hints = QGuiApplication.styleHints()
    assert hints is not None
    hints.colorSchemeChanged.emit(scheme)


def press_ctrl_t(window: Window) -> None:
    QTest.keyClick(window.lab.map, Qt.Key.Key_T, CONTROL)


@pytest.mark.parametrize(("scheme", "theme"), SCHEMES.items())
def test_only_the_systems_choice_asks_the_system(scheme, theme):
    assert chosen_theme(SYSTEM, scheme) is theme
    for each in THEMES:
        assert chosen_theme(each.name, scheme) is each


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_press_of_the_key_changes_what_is_seen_and_all_themes_come(qtbot, scheme):
    choice = ThemeChoice(SYSTEM)
    choice._take_scheme(scheme)
    seen = [choice.theme]
    for _ in range(6):
        choice.take_next()
        assert choice.theme is not seen[-1]
        seen.append(choice.theme)
    assert set(seen) == set(THEMES)


def test_the_first_start_follows_the_system_while_the_program_runs(window):
    assert Settings().theme() == SYSTEM
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Unknown):
        system_turns(scheme)
        assert window.theme == SCHEMES[scheme]
        assert QApplication.palette().color(QPalette.ColorRole.Window) == SCHEMES[scheme].color("bg1")


@pytest.mark.parametrize("name", [theme.name for theme in THEMES])
def test_a_choice_stays_whatever_the_system_does_and_comes_back_at_the_next_start(window, name):
    window.themes.choose(name)
    for scheme in SCHEMES:
        system_turns(scheme)
        assert window.theme.name == name
    assert Settings().theme() == name


def test_the_button_opens_a_menu_that_checks_the_choice(qtbot, window):
    qtbot.mouseClick(window.top.theme_button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.data() for action in menu.actions()] == list(CHOICES)
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
    place = menu.actionGeometry(menu.actions()[CHOICES.index("light")]).center()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
    assert window.theme.name == "light" and not menu.isVisible()
    assert [action.data() for action in menu.actions() if action.isChecked()] == ["light"]
    press_ctrl_t(window)
    assert [action.data() for action in menu.actions() if action.isChecked()] == ["projector"]


def test_the_theme_changes_while_playing_and_with_dialog_and_menu_open(qtbot, window):
    window.playback.toggle()
    window.show_shortcuts()
    dialog = QApplication.activeModalWidget()
    window.top.open_menu()
    menu = QApplication.activePopupWidget()
    for theme in (LIGHT, PROJECTOR, DARK):
        window.themes.choose(theme.name)
        before = window.playback.step
        qtbot.waitUntil(lambda before=before: window.playback.step != before, timeout=5000)
        assert dialog.isVisible() and menu.isVisible()
        assert ground_of(dialog.grab().toImage()) == theme.color("bg1")
        assert ground_of(menu.grab().toImage()) == theme.color("bg2")
        assert menu.font().pixelSize() == window.theme.font().pixelSize()
    menu.close()
    dialog.close()


def ground_of(image: QImage):
    """The color in the lower left corner, within the border."""
    return image.pixelColor(3, image.height() - 4)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_no_color_is_left_to_the_system(theme):
    made = palette(theme)
    ours = {theme.color(token).name() for token in vars(theme) if str(getattr(theme, token)).startswith("#")}
    for role in QPalette.ColorRole:
        if role in (QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles):
            continue
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
            assert made.isBrushSet(group, role) and made.color(group, role).name() in ours, (group, role)


def test_a_theme_that_is_scaled_keeps_its_name():
    assert theme_named(PROJECTOR.scaled(1.4).name) is PROJECTOR
