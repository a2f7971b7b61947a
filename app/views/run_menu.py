"""The menu of what can be done with a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True)
class Wish:
    """One line of the menu; `keys` only says which keys do the same."""

    text: str
    wish: Callable[[], object]
    keys: str = ""
    possible: bool = True


class RunMenu(QMenu):
    """Groups of wishes with lines between; it goes when it is closed."""

    def __init__(self, groups: Sequence[Sequence[Wish]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in groups:
            if self.actions():
                self.addSeparator()
            for wish in group:
                self.addAction(self._action(wish))

    def _action(self, wish: Wish) -> QAction:
        action = QAction(wish.text, self)
        if wish.keys:
            action.setShortcut(QKeySequence(wish.keys))
            action.setShortcutVisibleInContextMenu(True)
            # The window's own shortcut does it; two of the same keys would do nothing.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setEnabled(wish.possible)
        action.triggered.connect(lambda _checked: wish.wish())
        return action
