"""While a text field has the focus, no shortcut fires."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


class TextFirst(QObject):
    """While a text field has the focus, every key is the field's, and no shortcut fires."""

    def watch(self, _old: QWidget | None, widget: QWidget | None) -> None:
        """Watch the widget that has taken the focus, where it takes text."""
        if isinstance(widget, (QLineEdit, QPlainTextEdit)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Claim every key before the shortcuts see it."""
        if event is not None and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return False
