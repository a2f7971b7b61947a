"""The few dialogs of the window: an unexpected error, about, and the shortcuts."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
import traceback
from types import TracebackType

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import Theme

PACKAGES = ("thalweg", "PyQt6", "pyqtgraph", "numpy", "torch")


def versions() -> list[tuple[str, str]]:
    """Name and version of what the program stands on, without loading any of it."""
    found = [("Python", platform.python_version())]
    for name in PACKAGES:
        try:
            found.append((name, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            found.append((name, "—"))
    return found


class ErrorDialog(QDialog):
    """Something unexpected happened: what, in full, to be copied. The experiment stays."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Unexpected error"))
        layout = QVBoxLayout(self)
        sentence = QLabel(tr("Something went wrong that should not have. Your experiment is kept."), self)
        sentence.setWordWrap(True)
        self.details = QPlainTextEdit(details, self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("Details of the error"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy = buttons.addButton(tr("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
        assert self.copy is not None
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        for widget in (sentence, self.details, buttons):
            layout.addWidget(widget)
        self.resize(640, 360)

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        clipboard.setText(self.details.toPlainText())


class TextDialog(QDialog):
    """A short text with a title."""

    def __init__(self, title: str, html: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        layout = QVBoxLayout(self)
        self.text = QLabel(html, self)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout.addWidget(self.text)
        layout.addWidget(buttons)


def about_dialog(parent: QWidget) -> TextDialog:
    """What the program is, its licence, and the versions it stands on."""
    rows = "".join(f"<tr><td>{name}&nbsp;&nbsp;</td><td>{version}</td></tr>" for name, version in versions())
    paragraphs = (
        tr("The line of lowest elevation along a valley, the way water goes down."),
        tr("Real optimizers of torch walk down loss surfaces, and every step is recorded."),
        tr("Free software under the GNU General Public License, version 3 or later, without any warranty."),
        tr("The typeface is Inter, under the SIL Open Font License."),
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return TextDialog(tr("About Thalweg"), f"<h2>Thalweg</h2>{text}<table>{rows}</table>", parent)


def shortcuts_dialog(shortcuts: list[tuple[str, str]], parent: QWidget) -> TextDialog:
    """Keys and what they do."""
    rows = "".join(f"<tr><td><b>{keys}</b>&nbsp;&nbsp;&nbsp;</td><td>{what}</td></tr>" for keys, what in shortcuts)
    return TextDialog(tr("Shortcuts"), f"<table cellpadding='3'>{rows}</table>", parent)


class ErrorGuard:
    """Shows unexpected errors in a dialog instead of ending the program; one dialog at a time."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        self._parent = parent
        self._theme = theme
        self._before = sys.excepthook
        self.dialog: ErrorDialog | None = None

    def install(self) -> None:
        """From now on, errors in slots come here."""
        sys.excepthook = self.show

    def remove(self) -> None:
        """Put the previous hook back."""
        sys.excepthook = self._before

    def show(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """One error: to standard error, and into the dialog."""
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(details)
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.details.appendPlainText(details)
            return
        shown = "\n".join(f"{name} {version}" for name, version in versions())
        self.dialog = ErrorDialog(f"{details}\n{shown}", self._parent)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _forget(self) -> None:
        self.dialog = None
