"""The few dialogs of the window: an unexpected error, about, and the shortcuts."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont, QGuiApplication
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import Theme

PACKAGES = ("thalweg", "PyQt6", "pyqtgraph", "numpy", "torch")


def versions() -> list[tuple[str, str]]:
    """Name and version of what the program stands on, without loading any of it."""
    from importlib.metadata import PackageNotFoundError, version  # here, as the first window must not wait for it

    found = [("Python", platform.python_version())]
    for name in PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            found.append((name, "—"))
    return found


def closing_box(dialog: QDialog) -> QDialogButtonBox:
    """The row of buttons of a dialog that is only read."""
    buttons = QDialogButtonBox(dialog)
    close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    assert close is not None
    close.setDefault(True)
    buttons.rejected.connect(dialog.reject)
    return buttons


class ErrorDialog(QDialog):
    """Something unexpected happened: what, in full, to be copied. The experiment stays."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Unexpected error"))
        layout = QVBoxLayout(self)
        sentence = QLabel(tr("Something unexpected went wrong. Your experiment is kept."), self)
        sentence.setWordWrap(True)
        self.details = QPlainTextEdit(details, self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("Details of the error"))
        buttons = closing_box(self)
        self.copy = buttons.addButton(tr("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
        assert self.copy is not None
        self.copy.clicked.connect(self._copy)
        for widget in (sentence, self.details, buttons):
            layout.addWidget(widget)
        self.resize(640, 360)
        self.copy.setFocus()

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        clipboard.setText(self.details.toPlainText())


class TextDialog(QDialog):
    """A title, sentences, and a table of two columns."""

    def __init__(
        self, title: str, sentences: Sequence[str], rows: Sequence[tuple[str, str]], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole, table = QVBoxLayout(self), QGridLayout()
        whole.setContentsMargins(*[theme.px(20)] * 4)
        whole.setSpacing(theme.px(10))
        table.setHorizontalSpacing(theme.px(24))
        table.setVerticalSpacing(theme.px(5))
        table.setColumnStretch(1, 1)
        whole.addWidget(self._label(title, theme.font(theme.step_size, 600)))
        for sentence in sentences:
            label = self._label(sentence, theme.font())
            label.setWordWrap(True)
            label.setMinimumWidth(theme.px(380))
            whole.addWidget(label)
        for at, (left, right) in enumerate(rows):
            table.addWidget(self._label(left, theme.font(theme.label_size, 600)), at, 0)
            table.addWidget(self._label(right, theme.font(theme.label_size), quiet=True), at, 1)
        whole.addLayout(table)
        whole.addSpacing(theme.px(6))
        whole.addWidget(closing_box(self))

    def _label(self, text: str, font: QFont, quiet: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("quiet", quiet)
        label.setFont(font)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def about_dialog(theme: Theme, parent: QWidget) -> TextDialog:
    """What the program is, its licence, and the versions it stands on."""
    sentences = (
        tr("A thalweg is the line of lowest elevation along a valley, the way water goes down."),
        tr("Real optimizers of torch walk down loss surfaces, and every step is recorded."),
        tr("Free software under the GNU General Public License, version 3 or later, without any warranty."),
        tr("The typeface is Inter, under the SIL Open Font License."),
    )
    return TextDialog(tr("About Thalweg"), sentences, versions(), theme, parent)


def shortcuts_dialog(shortcuts: Sequence[tuple[str, str]], theme: Theme, parent: QWidget) -> TextDialog:
    """Keys and what they do."""
    return TextDialog(tr("Shortcuts"), (), shortcuts, theme, parent)


class ErrorGuard:
    """Shows unexpected errors in a dialog instead of ending the program; one dialog at a time."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
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
