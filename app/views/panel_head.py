"""The title of a panel, with its switches at the right."""

from __future__ import annotations

from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.theme import Theme


class PanelHead(QWidget):
    """A row of fixed height: the title left, any widgets right."""

    def __init__(self, title: str, right: tuple[QWidget, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title, self)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        for widget in right:
            self._row.addWidget(widget)

    def show_theme(self, theme: Theme) -> None:
        """Take font and sizes."""
        self._title.setFont(theme.font(theme.body_size, 600))
        self._row.setContentsMargins(theme.px(12), theme.px(2), theme.px(8), 0)
        self._row.setSpacing(theme.px(8))
        self.setFixedHeight(theme.px(theme.head_height))
