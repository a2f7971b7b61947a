"""The few dialogs of the window: an unexpected error, about, and the shortcuts."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication
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
        self._whole, self._table = QVBoxLayout(self), QGridLayout()
        self._table.setColumnStretch(1, 1)
        self._title = self._label(title)
        self._sentences = [self._label(sentence) for sentence in sentences]
        self._rows = [(self._label(left), self._label(right, quiet=True)) for left, right in rows]
        self._whole.addWidget(self._title)
        for label in self._sentences:
            label.setWordWrap(True)
            self._whole.addWidget(label)
        for at, (left, right) in enumerate(self._rows):
            self._table.addWidget(left, at, 0)
            self._table.addWidget(right, at, 1)
        self._whole.addLayout(self._table)
        self._whole.addWidget(closing_box(self))
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._whole.setContentsMargins(*[theme.px(20)] * 4)
        self._whole.setSpacing(theme.px(10))
        self._table.setHorizontalSpacing(theme.px(24))
        self._table.setVerticalSpacing(theme.px(5))
        self._title.setFont(theme.font(theme.step_size, 600))
        for label in self._sentences:
            label.setFont(theme.font())
            label.setMinimumWidth(theme.px(380))
        for left, right in self._rows:
            left.setFont(theme.font(theme.label_size, 600))
            right.setFont(theme.font(theme.label_size))

    def _label(self, text: str, quiet: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("quiet", quiet)
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
