"""Two or three choices side by side, one of them chosen."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from app.theme import Theme


class Segment(QPushButton):
    """One of the choices."""


class Segments(QFrame):
    """A row of segments; the arrow keys move along it."""

    chosen = pyqtSignal(str)

    def __init__(self, choices: tuple[tuple[str, str], ...], name: str, parent: QWidget | None = None) -> None:
        """`choices` are keys with their texts; `name` says what is chosen, for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(2)
        for key, text in choices:
            button = Segment(text)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"{name}: {text}")
            button.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button, 1)

    def show_theme(self, theme: Theme, height: int = 28, size: float = 12) -> None:
        """Take font and height, in pixels at scale 1."""
        self.setFixedHeight(theme.px(height))
        for button in self._buttons.values():
            button.setFont(theme.font(size, 500))
            button.setFixedHeight(theme.px(height) - 4)

    def show_choice(self, key: str) -> None:
        """Mark the chosen one, without a signal."""
        self._buttons[key].setChecked(True)

    def focus_choice(self, reason: Qt.FocusReason) -> None:
        """Give the keyboard to the chosen one."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus(reason)

    def show_possible(self, key: str, possible: bool) -> None:
        """Whether it is there to be chosen."""
        self._buttons[key].setVisible(possible)

    def explain_choice(self, key: str, tooltip: str) -> None:
        """Say what one choice means."""
        self._buttons[key].setToolTip(tooltip)
