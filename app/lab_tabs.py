"""The labs by name, in the bar over them: the one in front is underlined."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.buttons import explain

LABS = ("descent", "gates")


class LabTab(QPushButton):
    """One of the labs."""


class LabTabs(QWidget):
    """A click or the arrow keys choose; what is in front stays until it is told."""

    chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group, row = QButtonGroup(self), QHBoxLayout(self)
        self._tabs: dict[str, LabTab] = {}
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        texts = {"descent": tr("Descent"), "gates": tr("Gates")}
        sentences = {
            "descent": tr("Optimizers walk down a surface."),
            "gates": tr("What a line can do, and what it cannot."),
        }
        for place, key in enumerate(LABS, start=1):
            tab = self._tabs[key] = LabTab(texts[key])
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tab.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
            explain(tab, tr("{lab} (Ctrl+{number})", lab=texts[key], number=place), sentences[key])
            tab.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
            self._group.addButton(tab)
            row.addWidget(tab)

    def show_theme(self, theme: Theme) -> None:
        """Take font and sizes."""
        for tab in self._tabs.values():
            tab.setFont(theme.font(theme.body_size, 600))

    def show_lab(self, key: str) -> None:
        """Underline the lab in front, without a signal."""
        self._tabs[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Left and right are the playhead's unless a tab has the focus."""
        assert event is not None
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = list(self._tabs)
        focused = next((at for at, key in enumerate(keys) if self._tabs[key].hasFocus()), None)
        if not step or focused is None:
            super().keyPressEvent(event)
        elif 0 <= focused + step < len(keys):
            tab = self._tabs[keys[focused + step]]
            tab.setFocus(Qt.FocusReason.TabFocusReason)
            tab.click()
