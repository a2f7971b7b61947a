"""A page in the lab's place: it covers the lab while it is open, and gives it back."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QApplication, QWidget

from app.views.race.page import RacePage
from app.views.worked.page import WorkedPage


class OpenedPage(QObject):
    """Shows the page instead of the lab's parts, or these instead of the page; the keyboard goes along."""

    opening = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, page: WorkedPage | RacePage, parts: Sequence[QWidget], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page, self._parts = page, tuple(parts)
        self._focused: QWidget | None = None
        page.hide()
        page.back_requested.connect(self.close)

    @property
    def is_open(self) -> bool:
        """Whether the page is in the lab's place."""
        return not self._page.isHidden()

    def open(self) -> None:
        """The page instead of the lab."""
        if self.is_open:
            return
        self.opening.emit()
        self._focused = QApplication.focusWidget()
        for part in self._parts:
            part.hide()
        self._page.show()
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """The whole lab again."""
        if not self.is_open:
            return
        self._page.leave()
        self._page.hide()
        for part in self._parts:
            part.show()
        if self._focused is not None and self._focused.isVisible():
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def toggle(self) -> None:
        """Open or closed, the other way round."""
        if self.is_open:
            self.close()
        else:
            self.open()
