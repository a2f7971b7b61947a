"""A choice with its name beside it: a hyperparameter that is one of a few words."""

from __future__ import annotations

from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.theme import Theme
from app.views.choice import Choice


class NamedChoice(QWidget):
    """The name at the left, the button at the right; `button` emits what is chosen."""

    def __init__(self, name: str, words: tuple[str, ...], tooltip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(name)
        self._label.setProperty("quiet", True)
        self._label.setToolTip(tooltip)
        self.button = Choice(name)
        self.button.show_options(tuple((word, word) for word in words))
        self.button.setToolTip(tooltip)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._label)
        self._row.addWidget(self.button, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._row.setSpacing(theme.px(8))
        self._label.setFont(theme.font(theme.label_size))
        self.button.show_theme(theme)
