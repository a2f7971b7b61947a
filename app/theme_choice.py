"""Which theme is worn: the one that was chosen, or the one that the system asks for, while the program runs, too."""

from __future__ import annotations

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication

from app.theme import DARK, LIGHT, THEMES, Theme, theme_named

SYSTEM = "system"
CHOICES = (SYSTEM, *(theme.name for theme in THEMES))


def chosen_theme(choice: str, scheme: Qt.ColorScheme) -> Theme:
    """The theme of that name; for the system's choice light or dark, and dark where the system does not say."""
    if choice != SYSTEM:
        return theme_named(choice)
    return LIGHT if scheme == Qt.ColorScheme.Light else DARK


class ThemeChoice(QObject):
    """Says `changed` when another theme is to be worn or another choice stands in the menu."""

    changed = pyqtSignal()

    def __init__(self, choice: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        hints = QGuiApplication.styleHints()
        assert hints is not None
        self._scheme = hints.colorScheme()
        hints.colorSchemeChanged.connect(self._take_scheme)

    @property
    def theme(self) -> Theme:
        """The theme to wear, at scale 1."""
        return chosen_theme(self.choice, self._scheme)

    def choose(self, choice: str) -> None:
        """Take one of `CHOICES`; it stays until another one is taken."""
        self.choice = choice
        self.changed.emit()

    def take_next(self) -> None:
        """The next choice that looks different: a key that changes nothing seems broken."""
        at, before = CHOICES.index(self.choice), self.theme
        following = (*CHOICES[at + 1 :], *CHOICES[:at])
        self.choose(next(each for each in following if chosen_theme(each, self._scheme) != before))

    def _take_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        if self.choice == SYSTEM:
            self.changed.emit()
