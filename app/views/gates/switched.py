"""Several views in one place, one of them shown: a row of segments says which."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.theme import Theme
from app.views.segments import Segments


class Switched(QWidget):
    """The views take colors and sizes from whoever owns them."""

    def __init__(self, name: str, views: tuple[tuple[str, str, QWidget], ...], parent: QWidget | None = None) -> None:
        """`views` are keys, texts and the views; `name` says what is chosen, for screen readers."""
        super().__init__(parent)
        self._keys = tuple(key for key, _, _ in views)
        self.segments = Segments(tuple((key, text) for key, text, _ in views), name, self)
        self._stack = QStackedWidget(self)
        for _, _, view in views:
            self._stack.addWidget(view)
        self._column, head = QVBoxLayout(self), QHBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.segments)
        head.addStretch(1)
        self._column.addLayout(head)
        self._column.addWidget(self._stack, 1)
        self.segments.chosen.connect(self.show_view)
        self.show_view(self._keys[0])

    @property
    def key(self) -> str:
        """Of the view that is shown."""
        return self._keys[self._stack.currentIndex()]

    def minimumSizeHint(self) -> QSize:
        """What is shown scrolls or shrinks."""
        return QSize(0, self.segments.height() + 60)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self.segments.show_theme(theme, theme.small_control_height, theme.label_size + 0.5)
        self._column.setSpacing(theme.px(4))

    def show_view(self, key: str) -> None:
        """Another view in front."""
        self._stack.setCurrentIndex(self._keys.index(key))
        self.segments.show_choice(key)
