"""One sentence laid over a view while something is under way or missing, with a button where one helps."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.buttons import TextButton


class Notice(QFrame):
    """Hidden while there is nothing to say."""

    retry_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(self)
        self._retry = TextButton(tr("Retry"), parent=self)
        self._retry.clicked.connect(self.retry_requested)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text)
        self._row.addWidget(self._retry)
        self.setAccessibleName(tr("Notice"))
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown now; empty while hidden."""
        return self._text.text() if self.isVisibleTo(self.parentWidget()) else ""

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._text.setFont(theme.font(theme.label_size, 500))
        self._retry.show_theme(theme, theme.label_size, theme.small_control_height)
        self._row.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        self._row.setSpacing(theme.px(8))
        self.adjustSize()

    def show_sentence(self, sentence: str, retry: bool = False) -> None:
        """Say this, or nothing where it is empty."""
        self._text.setText(sentence)
        self._retry.setVisible(retry)
        self.setVisible(bool(sentence))
        self.adjustSize()
