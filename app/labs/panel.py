"""A panel of a column: its head and its body, and a switch in the head where it shares its place with others."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.segments import Segments


class Panel(QWidget):
    """`key` names it among those that share its place."""

    chosen = pyqtSignal(str)

    def __init__(self, key: str, title: str, body: QWidget, tools: tuple[QWidget, ...] = ()) -> None:
        super().__init__()
        self.key, self.title, self._theme = key, title, DARK
        self.switch: Segments | None = None
        self._head, self._title = QWidget(self), QLabel(title, self)
        self._row, column = QHBoxLayout(self._head), QVBoxLayout(self)
        self._row.addWidget(self._title)
        growing = [tool for tool in tools if tool.sizePolicy().expandingDirections() & Qt.Orientation.Horizontal]
        if not growing:
            self._row.addStretch(1)
        for tool in tools:
            self._row.addWidget(tool, int(tool in growing))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(body, 1)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._theme = theme
        self._title.setFont(theme.font(theme.body_size, 600))
        self._row.setContentsMargins(theme.px(12), theme.px(2), theme.px(8), 0)
        self._row.setSpacing(theme.px(8))
        self._head.setFixedHeight(theme.px(theme.head_height))
        if self.switch is not None:
            self.switch.show_theme(theme, theme.small_control_height, theme.tick_size)

    def show_sharing(self, panels: Sequence[Panel]) -> None:
        """The panels that share its place, itself among them: more than one are chosen from instead of a title."""
        if self.switch is not None:
            self._row.removeWidget(self.switch)
            self.switch.hide()
            self.switch.deleteLater()
            self.switch = None
        self._title.setVisible(len(panels) < 2)
        if len(panels) < 2:
            return
        self.switch = Segments(tuple((each.key, each.title) for each in panels), tr("Panel"), self)
        self.switch.show_choice(self.key)
        self.switch.chosen.connect(self._choose)
        self._row.insertWidget(0, self.switch)
        self.switch.show()
        self.show_theme(self._theme)

    def take_focus(self) -> None:
        """The keyboard comes over from the switch of another panel."""
        if self.switch is not None:
            self.switch.focus_choice(Qt.FocusReason.TabFocusReason)

    def _choose(self, key: str) -> None:
        assert self.switch is not None
        self.switch.show_choice(self.key)
        self.chosen.emit(key)
