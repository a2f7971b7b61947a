"""The ring around the button that has the keyboard."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT, THEMES, Theme
from app.views.buttons import ToolButton
from app.views.focus_ring import FocusRing
from app.views.style_sheet import dress
from tests.qtest import QTest


class Page(QWidget):
    """Two buttons and a field in a box without margins, on a page with some."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.box = QWidget(self)
        row = QHBoxLayout(self.box)
        row.setContentsMargins(0, 0, 0, 0)
        self.first, self.second, self.field = ToolButton("eye", "First."), ToolButton("trash", "Second."), QLineEdit()
        for widget in (self.first, self.second, self.field):
            row.addWidget(widget)
        for button in (self.first, self.second):
            button.show_theme(theme)
        self.box.move(20, 20)
        self.resize(300, 100)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        dress(application, theme)  # as the window does it: an earlier test may have left another theme's
        self.rings = FocusRing(application, self)
        self.rings.show_theme(theme)

    def color_beside(self, button: QWidget, away: int = 3) -> QColor:
        """What is to be seen so many pixels left of the middle of a button's edge."""
        at = button.mapTo(self, QPoint(-away, button.height() // 2))
        return self.grab().toImage().pixelColor(at)


def shown_page(qtbot: QtBot, theme: Theme = DARK) -> Page:
    page = Page(theme)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.field.setFocus()
    return page


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_tab_brings_the_ring_outside_of_the_button_and_leaves_a_gap(qtbot: QtBot, theme: Theme) -> None:
    page = shown_page(qtbot, theme)
    ground = page.color_beside(page.second)
    QTest.keyClick(page.field, Qt.Key.Key_Backtab)
    assert page.focusWidget() is page.second
    assert page.color_beside(page.second) == theme.color("focus")
    assert page.color_beside(page.second, 1) == ground
    QTest.keyClick(page.second, Qt.Key.Key_Tab)
    assert page.focusWidget() is page.field and page.color_beside(page.second) == ground


def test_a_click_brings_no_ring(qtbot: QtBot) -> None:
    page = shown_page(qtbot)
    qtbot.mouseClick(page.second, Qt.MouseButton.LeftButton)
    assert page.rings.ring is None


def test_the_ring_moves_with_the_button_and_takes_another_theme(qtbot: QtBot) -> None:
    page = shown_page(qtbot)
    page.second.setFocus()
    page.box.move(60, 40)
    assert page.color_beside(page.second) == DARK.color("focus")
    page.rings.show_theme(LIGHT)
    assert page.color_beside(page.second) == LIGHT.color("focus")


def test_a_button_that_goes_takes_its_ring_along(qtbot: QtBot) -> None:
    page = shown_page(qtbot)
    page.second.setFocus()
    page.second.hide()
    page.second.deleteLater()
    page.first.setFocus()
    assert page.color_beside(page.first) == DARK.color("focus")
