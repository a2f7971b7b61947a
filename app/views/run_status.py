"""How a run fares, in an icon and one sentence."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import set_property
from app.views.icons import icon_pixmap
from app.views.sentence import Sentence
from surfaces.message import Message

_ICONS = {"ok": "check", "warn": "wave", "danger": "warn"}


class RunStatus(QWidget):
    """Good news is quiet: its sentence is in the color of captions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._kind, self._message = DARK, "", Message("")
        self._icon, self._sentence = QLabel(self), Sentence()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._sentence, 1)

    @property
    def sentence(self) -> str:
        """What is said now."""
        return self._sentence.text()

    def show_theme(self, theme: Theme) -> None:
        """Take colors, font and sizes; one line keeps its place while nothing is said."""
        self._theme = theme
        self._sentence.show_theme(theme)
        self._row.setContentsMargins(0, theme.px(2), theme.px(4), 0)
        self._row.setSpacing(theme.px(6))
        self.setMinimumHeight(theme.px(18))
        self._icon.setFixedSize(theme.px(15), theme.px(15))
        self._draw_icon()

    def show_status(self, kind: str, message: Message) -> None:
        """`kind` is ok, warn, danger or empty."""
        if (kind, message) == (self._kind, self._message):
            return
        self._kind, self._message = kind, message
        set_property(self._sentence, "quiet", kind in ("", "ok"))
        self._sentence.show_sentence(tr(message))
        self._draw_icon()

    def _draw_icon(self) -> None:
        self._icon.setVisible(self._kind in _ICONS)
        if self._kind in _ICONS:
            size, ratio = self._theme.px(15), self.devicePixelRatioF()
            color = self._theme.color(self._kind)
            self._icon.setPixmap(icon_pixmap(_ICONS[self._kind], color, size, ratio, 1.8))
