"""A text that gives way: cut with an ellipsis, and gone where only a few letters would be left."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.theme import DARK, Theme
from app.views.buttons import literal


class ElidedLabel(QWidget):
    """One line in the color of captions, or `strong` as a heading, as wide as there is room."""

    _LEAST = 36

    def __init__(self, strong: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._theme, self._strong = "", DARK, strong
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    def show_theme(self, theme: Theme) -> None:
        """Take font and color."""
        self._theme = theme
        self.setFont(theme.font(theme.body_size, 600) if self._strong else theme.font(theme.label_size))
        self.update()

    def show_text(self, text: str) -> None:
        """Another text; the whole of it is the tooltip."""
        self._text = text
        self.setToolTip(literal(text))
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        """The whole text."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text), metrics.height())

    def shown(self) -> str:
        """What there is room for."""
        metrics = QFontMetrics(self.font())
        if self.width() < min(self._theme.px(self._LEAST), metrics.horizontalAdvance(self._text)):
            return ""
        return metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """One line of text."""
        painter = QPainter(self)
        painter.setPen(self._theme.color("text" if self._strong else "text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.shown())
        painter.end()
