"""Every change of a run on the way, a line each, and a button that adds one where the playhead is."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from app.engine.experiment import Run
from app.engine.forking import editable_names
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import TextButton, explain
from app.views.edit_line import Change, EditLine
from app.views.sentence import Sentence


class EditLines(QWidget):
    """Emits the run that is wished for; `edit_wanted` names a hyperparameter that is to change at the playhead."""

    edited = pyqtSignal(Run)
    edit_wanted = pyqtSignal(str)
    controls_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._run = DARK, Run("")
        self.lines: list[EditLine] = []
        self._title = QLabel(tr("Edits"))
        self._title.setProperty("quiet", True)
        self.add = TextButton(tr("Edit from here"), "plus", ghost=True)
        explain(self.add, tr("Edit from here."), tr("Changes a hyperparameter from the playhead's step on."))
        self._names = QMenu(self.add)
        self._names.aboutToShow.connect(self._fill)
        self.add.setMenu(self._names)
        self.refusal = Sentence(refusal=True)
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._head.addWidget(self.add)
        self._column.addLayout(self._head)
        self._column.addWidget(self.refusal)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key visits, in order."""
        return self.add, *(control for line in self.lines for control in line.controls)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._theme = theme
        self._column.setSpacing(theme.px(4))
        self._title.setFont(theme.font(theme.label_size))
        self._names.setFont(theme.font())
        self.add.show_theme(theme, theme.label_size, theme.small_control_height)
        self.refusal.show_theme(theme)
        for line in self.lines:
            line.show_theme(theme)

    def show_run(self, run: Run, steps: int, samples: int) -> None:
        """Show a run's edits as they are, without a signal."""
        changes = [(edit.step, name) for edit in run.edits for name, _ in edit.settings]
        if run != self._run:
            self.refusal.show_sentence("")
        self._run = run
        for line in self.lines[len(changes) :]:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        del self.lines[len(changes) :]
        while len(self.lines) < len(changes):
            self._add_line(changes[len(self.lines)])
        for line, change in zip(self.lines, changes, strict=True):
            line.show_run(run, change, steps, samples)
        self.controls_changed.emit()

    def open(self, step: int, name: str) -> None:
        """Let the value of a change be typed over."""
        next(line for line in self.lines if line.change == (step, name)).take_focus()

    def _add_line(self, change: Change) -> None:
        line = EditLine(change)
        line.edited.connect(self._take)
        line.refused.connect(self.refusal.show_sentence)
        line.show_theme(self._theme)
        self._column.insertWidget(1 + len(self.lines), line)
        self.lines.append(line)

    def _take(self, run: Run) -> None:
        self.refusal.show_sentence("")
        self.edited.emit(run)

    def _fill(self) -> None:
        self._names.clear()
        for name in editable_names(self._run, 0):
            action = self._names.addAction(name)
            assert action is not None
            action.triggered.connect(partial(self._want, name))

    def _want(self, name: str, _checked: bool = False) -> None:
        self.edit_wanted.emit(name)
