"""One sentence under the thing it is about."""

from __future__ import annotations

from PyQt6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.theme import Theme


class Sentence(QLabel):
    """Wrapped text, hidden while it is empty; `refusal` sets it in the color of danger."""

    def __init__(self, refusal: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("refusal", refusal)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Take the font."""
        self.setFont(theme.font(theme.label_size))

    def show_sentence(self, text: str) -> None:
        """Show it, or hide the label where there is nothing to say."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
