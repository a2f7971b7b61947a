"""The field in which a run is given a name."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent
from PyQt6.QtWidgets import QLineEdit, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.run_look import MOST_CHARACTERS

_MOST_TYPED = 1000


class RunNameEdit(QLineEdit):
    """Enter and leaving commit, Escape gives up; a name that is too long is refused in a sentence.

    While a refused name is in the field, Enter keeps it open; leaving gives the name up.
    """

    committed = pyqtSignal(str)
    refused = pyqtSignal(str)
    focus_returned = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_MOST_TYPED)
        self.setAccessibleName(tr("Name of the run"))
        self.setToolTip(tr("Enter takes the name; empty gives the automatic name back."))
        self._open = False
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Take font and height."""
        self.setFont(theme.font(theme.body_size, 600))
        self.setFixedHeight(theme.px(theme.small_control_height + 2))

    def open(self, name: str, automatic: str) -> None:
        """Begin to type; `automatic` is what an empty name leaves."""
        self._open = True
        self.setPlaceholderText(automatic)
        self.setText(name)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Enter and Escape; all else is text."""
        assert event is not None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit(leaving=False)
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Commit, unless the focus only went to a menu or another window."""
        assert event is not None
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._commit(leaving=True)

    def _commit(self, leaving: bool) -> None:
        if not self._open:
            return
        name = " ".join("".join(each if each.isprintable() else " " for each in self.text()).split())
        if len(name) > MOST_CHARACTERS:
            problem = tr("A name has at most {limit} characters; this one has {count}.",
                         limit=MOST_CHARACTERS, count=len(name))  # fmt: skip
            self.refused.emit(problem)
            if leaving:
                self._close()
            return
        self.refused.emit("")
        self._close()
        self.committed.emit(name)

    def _close(self) -> None:
        self._open = False
        if self.hasFocus():
            self.focus_returned.emit()  # before hiding, which would give the keyboard to whatever comes next
        self.hide()
        self.closed.emit()
