"""How a training ended, in one sentence: right since when, or the level it is stuck on and why."""

from __future__ import annotations

import re

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.engine.diagnosis import Diagnosis
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.icons import icon_pixmap

_PAIR = re.compile(r"\((\S+), (\S+)\)")  # (0, 1) stays on one line
NARROW = 330
_ICONS = {"ok": "check", "warn": "warn", "danger": "warn"}


class OutcomeBar(QWidget):
    """Up to three lines of text, four where they are narrow; the whole sentence is in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._found: Diagnosis | None = None
        self._mark, self._said = QLabel(self), QLabel(self)
        self._said.setWordWrap(True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._said.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._said, 1)

    @property
    def text(self) -> str:
        """What is said."""
        return self._said.text()

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._said.setFont(theme.font(theme.body_size))
        self._row.setContentsMargins(theme.px(8), 0, theme.px(6), 0)
        self._row.setSpacing(theme.px(10))
        self._fit()
        self._show()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Narrow lines are more lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._theme
        self.setFixedHeight(theme.px(56 if self.width() >= theme.px(NARROW) else 74))

    def show_diagnosis(self, found: Diagnosis | None) -> None:
        """What became of the run; None where there is none."""
        self._found = found
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            self._mark.clear()
            self._said.clear()
            return
        text = tr("At the end: {sentence}", sentence=tr(found.sentence)) if found.kind else tr(found.sentence)
        self._said.setText(_PAIR.sub("(\\1,\u00a0\\2)", text))
        self._said.setToolTip(text)
        size = self._theme.px(18)
        if found.kind in _ICONS:
            color = self._theme.color(found.kind)
            self._mark.setPixmap(icon_pixmap(_ICONS[found.kind], color, size, self.devicePixelRatioF(), 2.0))
        else:
            self._mark.clear()
