"""The head of a run's card: how it looks, what it is called, which optimizer it is, and its tools."""

from __future__ import annotations

from collections.abc import Collection

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine.experiment import Run
from app.engine.optimizers import OPTIMIZERS, optimizer_named
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import ToolButton, explain
from app.views.choice import Choice
from app.views.elided_label import ElidedLabel
from app.views.run_look import RunLook
from app.views.run_name_edit import RunNameEdit
from app.views.run_sample import RunSample
from app.views.run_values import differences


class RunHead(QWidget):
    """One line; two where the run has a name of its own, which then stands first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sample = RunSample()
        explain(self.sample, tr("Color and marker."), tr("Choose how this run is drawn everywhere."))
        self.title, self.edit = ElidedLabel(strong=True), RunNameEdit()
        self.name = Choice(tr("Optimizer"), ghost=True)
        self.name.show_options(tuple((each.name, each.name) for each in OPTIMIZERS))
        self.note = ElidedLabel()
        why = tr("Copies this run and changes the copy from the playhead's step on.")
        self.fork = ToolButton("fork", tr("Fork here (B)"), why)
        self.duplicate = ToolButton("copy", tr("Duplicate this run."), tr("Change the copy and compare both."))
        self.remove = ToolButton("trash", tr("Remove this run."), tr("Undo brings it back."))
        self.eye = ToolButton("eye", tr("Hide this run."))
        self.expander = ToolButton("chev_d", tr("Show all hyperparameters."))
        self._tools = (self.fork, self.duplicate, self.remove, self.eye, self.expander)
        self._first, self._second, self._own_name = QHBoxLayout(), QHBoxLayout(), ""
        self._differences, self._sentence, self._compact = "", "", False
        self._theme = DARK
        for grip in (self.title, self.note):
            grip.setCursor(Qt.CursorShape.OpenHandCursor)
        self._lay_out()
        self.edit.closed.connect(self._arrange)

    def _lay_out(self) -> None:
        self._first.addWidget(self.sample)
        self._first.addWidget(self.title, 1)
        self._first.addWidget(self.edit, 1)
        self._first.addWidget(self.name)
        self._first.addWidget(self.note, 1)
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for button in self._tools:
            tools.addWidget(button)
        self._first.addLayout(tools)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._first)
        whole.addLayout(self._second)
        self._arrange()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key visits, in order."""
        return self.sample, self.name, *self._tools

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._second.setSpacing(theme.px(8))
        self._second.setContentsMargins(0, 0, theme.px(4), 0)
        self._fit_tools()
        for part in (self.sample, self.title, self.edit, self.name, self.note):
            part.show_theme(theme)

    def show_run(self, run: Run, look: RunLook) -> None:
        """Show a run as it is, without a signal."""
        self.sample.show_look(look)
        self.name.show_choice(run.optimizer)
        self._differences, self._sentence = differences(run), tr(optimizer_named(run.optimizer).sentence)
        self._show_note()
        self.title.show_text(look.name)
        self._own_name = look.name
        self._arrange()
        self.eye.show_icon("eye" if look.visible else "eyeoff")
        explain(self.eye, tr("Hide this run.") if look.visible else tr("Show this run."))

    def leave_out(self, names: Collection[str]) -> None:
        """Optimizers that are not offered."""
        self.name.show_options(tuple((each.name, each.name) for each in OPTIMIZERS if each.name not in names))

    def set_compact(self, compact: bool) -> None:
        """In a narrow window, what differs from torch's defaults is in the tooltip; forking is in the menu."""
        self._compact = compact
        self.fork.setVisible(not compact and not self.remove.isHidden())
        self._fit_tools()
        self._show_note()

    def _fit_tools(self) -> None:
        """The longest name of an optimizer beside all tools is as wide as a narrow window's card."""
        self._first.setSpacing(self._theme.px(4 if self._compact else 8))
        for button in self._tools:
            button.show_theme(self._theme, 16, 24 if self._compact else 26)

    def _show_note(self) -> None:
        hidden = self._differences if self._compact else ""
        self.note.show_text("" if self._compact else self._differences)
        self.name.setToolTip("\n".join(filter(None, (hidden, self._sentence))))

    def show_tools(self, shown: bool) -> None:
        """Fork, duplicate and remove are there only where they are wanted."""
        self.fork.setVisible(shown and not self._compact)
        self.duplicate.setVisible(shown)
        self.remove.setVisible(shown)

    def show_expanded(self, expanded: bool) -> None:
        """Which way the arrow points."""
        self.expander.show_icon("chev_u" if expanded else "chev_d")
        explain(self.expander, tr("Hide the hyperparameters.") if expanded else tr("Show all hyperparameters."))

    def open_name(self, automatic: str) -> None:
        """Let a name be typed in place; `automatic` is what an empty one leaves."""
        self.edit.open(self._own_name, automatic)
        self._arrange()

    def _arrange(self) -> None:
        """Put the optimizer below the name, or into its place where there is none."""
        typing = not self.edit.isHidden()
        self.title.setVisible(bool(self._own_name) and not typing)
        below = bool(self._own_name) or typing
        if below == (self._second.indexOf(self.name) >= 0):
            return
        if below:
            self._second.addWidget(self.name)
            self._second.addWidget(self.note, 1)
        else:
            self._first.insertWidget(3, self.name)
            self._first.insertWidget(4, self.note, 1)
