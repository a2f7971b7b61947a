"""A field for one number, with its name inside."""

from __future__ import annotations

import math
from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.buttons import set_property
from app.views.number_text import parsed_number, shown_number, stepped
from app.views.typeset import Typeset
from surfaces.message import Message

Check = Callable[[float], Message | None]
Parse = Callable[[str], float | Message]
Show = Callable[[float], str]


def nothing_wrong(value: float) -> Message | None:
    """Every number is taken."""
    return None


class NumberEdit(QLineEdit):
    """The text of a number: Enter and leaving commit, Escape gives up, Up and Down step."""

    committed = pyqtSignal()
    restored = pyqtSignal()
    step_wanted = pyqtSignal(int)
    focus_changed = pyqtSignal(bool)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Enter, Escape, Up and Down; all else is text."""
        assert event is not None
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.committed.emit()
        elif key == Qt.Key.Key_Escape:
            self.restored.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(1 if key == Qt.Key.Key_Up else -1)
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.hasSelectedText():
            event.ignore()  # there is nothing to copy here, but perhaps around the field
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Say so, for the border."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Commit, unless the focus only went to a menu or another window."""
        assert event is not None
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.committed.emit()
        self.focus_changed.emit(False)


class NumberField(QFrame):
    """Emits what was typed once it is sound; otherwise says why not, and keeps the last good value.

    `refused` carries the sentence for the place below the field, empty once all is well again.
    """

    entered = pyqtSignal(float)
    refused = pyqtSignal(str)
    focused = pyqtSignal()

    def __init__(self, name: str, prefix: str | Typeset | None = None, parent: QWidget | None = None) -> None:
        """`name` is for screen readers; `prefix` stands inside at the left, one letter in italics."""
        super().__init__(parent)
        self._value = 0.0
        self._step: float | None = None
        self._check: Check = nothing_wrong
        self._parse: Parse = parsed_number
        self._show: Show = shown_number
        self.edit = NumberEdit(self)
        self.edit.setFrame(False)
        self.edit.setMinimumWidth(12)
        self.edit.setAccessibleName(name)
        self._prefix = QLabel(prefix) if isinstance(prefix, str) else prefix
        self._row = QHBoxLayout(self)
        if self._prefix is not None:
            self._prefix.setProperty("quiet", True)
            self._row.addWidget(self._prefix)
        self._row.addWidget(self.edit, 1)
        self.edit.committed.connect(self._commit)
        self.edit.restored.connect(self.restore)
        self.edit.step_wanted.connect(self._take_step)
        self.edit.focus_changed.connect(self._show_focus)
        self.installEventFilter(self)

    def set_rules(
        self, check: Check, parse: Parse = parsed_number, step: float | None = None, show: Show = shown_number
    ) -> None:
        """How to judge, read and write what is typed; Up and Down go by `step`, else by the first digit."""
        self._check, self._parse, self._step, self._show = check, parse, step, show

    @property
    def value(self) -> float:
        """The last good value."""
        return self._value

    def show_name(self, name: str) -> None:
        """Another name inside the field."""
        if isinstance(self._prefix, QLabel):
            self._prefix.setText(name)

    def explain(self, tooltip: str) -> None:
        """What the number does."""
        self.setToolTip(tooltip)
        self.edit.setAccessibleDescription(tooltip)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self.setFixedHeight(theme.px(theme.control_height))
        self._row.setContentsMargins(theme.px(8) - 1, 0, theme.px(6) - 1, 0)
        self._row.setSpacing(theme.px(6))
        self.edit.setFont(theme.font(theme.body_size, 500))
        if isinstance(self._prefix, Typeset):
            self._prefix.show_theme(theme)
        elif self._prefix is not None:
            self._prefix.setFont(theme.font(theme.label_size, italic=len(self._prefix.text()) <= 2))

    def show_value(self, value: float) -> None:
        """Show the value as it is, without a signal; what is being typed stays."""
        unchanged = _same(value, self._value) and self.edit.text() != ""
        self._value = value
        if unchanged or (self.edit.isModified() and self.edit.hasFocus()):
            return
        self._show_text()
        if self.property("refused"):
            # What was refused is not shown any more.
            self._refuse("")

    def restore(self) -> None:
        """Back to the last good value."""
        self._show_text()
        self._refuse("")
        self.edit.selectAll()

    def _show_text(self) -> None:
        self.edit.setText(self._show(self._value))
        self.edit.setCursorPosition(0)
        self.edit.setModified(False)

    def _commit(self) -> None:
        if not self.edit.isModified():
            return
        value = self._parse(self.edit.text())
        if isinstance(value, Message):
            self._say_kept(value)
        elif (problem := self._check(value)) is not None:
            self._say_kept(problem)
        else:
            self._take(value)

    def _take(self, value: float) -> None:
        changed = not _same(value, self._value)
        self._value = value
        self._show_text()
        self._refuse("")
        if self.edit.hasFocus():
            self.edit.selectAll()
        if changed:
            self.entered.emit(value)

    def _take_step(self, direction: int) -> None:
        typed = self._parse(self.edit.text())
        start = self._value if isinstance(typed, Message) or not self.edit.isModified() else typed
        if math.isnan(start):
            return
        wide = stepped(start, direction, self._step)
        fine = abs(wide - start) / 10
        for value in (wide, *(stepped(start, direction, fine / 10**k) for k in range(3) if fine > 0)):
            if self._check(value) is None and not isinstance(self._parse(shown_number(value)), Message):
                self._take(value)
                return

    def _say_kept(self, problem: Message) -> None:
        self._refuse(tr("{problem} Kept {value}.", problem=tr(problem), value=self._show(self._value)))

    def _refuse(self, sentence: str) -> None:
        set_property(self, "refused", bool(sentence))
        self.edit.setAccessibleDescription(sentence or self.toolTip())
        self.refused.emit(sentence)

    def _show_focus(self, focused: bool) -> None:
        set_property(self, "editing", focused)
        if focused:
            self.focused.emit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """A click on the name goes to the text."""
        assert event is not None
        if watched is self and event.type() == QEvent.Type.MouseButtonPress:
            self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
            self.edit.selectAll()
        return False


def _same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))
