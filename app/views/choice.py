"""A button that shows what is chosen and opens a menu of what can be chosen instead."""

from __future__ import annotations

from PyQt6.QtGui import QAction, QActionGroup
from PyQt6.QtWidgets import QMenu, QWidget

from app.theme import Theme
from app.views.choice_button import ChoiceButton


class Choice(ChoiceButton):
    """What is chosen is checked in the menu."""

    def __init__(self, name: str, ghost: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, ghost, parent)
        self._actions = QActionGroup(self)
        self._opened = QMenu(self)
        self.setMenu(self._opened)

    def open(self) -> None:
        """Show the menu below the button."""
        self.showMenu()

    def show_theme(self, theme: Theme) -> None:
        """Take font, colors and height."""
        super().show_theme(theme)
        self._opened.setFont(theme.font())

    def show_options(self, options: tuple[tuple[str, str], ...]) -> None:
        """Keys with their texts, in the order of the menu."""
        if options == self._options:
            return
        self._opened.clear()
        for key, text in options:
            action = QAction(text, self._opened)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, key=key: self.take(key))
            self._actions.addAction(action)
            self._opened.addAction(action)
        super().show_options(options)

    def explain_choice(self, key: str, sentence: str) -> None:
        """What an option means, at its line of the menu."""
        self._opened.setToolTipsVisible(True)
        for (each, _), action in zip(self._options, self._opened.actions(), strict=True):
            if each == key:
                action.setToolTip(sentence)

    def show_choice(self, key: str) -> None:
        """Show what is chosen, without a signal."""
        super().show_choice(key)
        for (each, _), action in zip(self._options, self._opened.actions(), strict=True):
            action.setChecked(each == key)
