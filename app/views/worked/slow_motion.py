"""The bar below the opened update: walk the terms one at a time, forwards and backwards, and walk the steps."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.buttons import ToolButton
from app.views.numbers import tick
from app.views.play_button import PlayButton
from app.views.worked.shown import Shown
from app.views.worked.term_chain import TermChain


class SlowMotion(QWidget):
    """Says what is wished; the page walks."""

    term_by = pyqtSignal(int)
    play_toggled = pyqtSignal()
    step_by = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("column")
        self._title, self._term, self._step = QLabel(tr("Slow motion")), QLabel(), QLabel()
        self.back = ToolButton("back", tr("The term before (↑)"))
        self.play = PlayButton()
        self.on = ToolButton("fwd", tr("The next term (↓)"))
        self.chain = TermChain(self)
        self.step_back = ToolButton("back", tr("One step back (←)"))
        self.step_on = ToolButton("fwd", tr("One step on (→)"))
        self._row = QHBoxLayout(self)
        for widget in (self._title, self.back, self.play, self.on):
            self._row.addWidget(widget)
        self._row.addWidget(self.chain, 1)
        for widget in (self._term, self.step_back, self._step, self.step_on):
            self._row.addWidget(widget)
        self.back.clicked.connect(lambda: self.term_by.emit(-1))
        self.on.clicked.connect(lambda: self.term_by.emit(1))
        self.play.clicked.connect(lambda: self.play_toggled.emit())
        self.step_back.clicked.connect(lambda: self.step_by.emit(-1))
        self.step_on.clicked.connect(lambda: self.step_by.emit(1))

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self.setFixedHeight(theme.px(theme.transport_height - 12))
        self._row.setContentsMargins(theme.px(20), 0, theme.px(12), 0)
        self._row.setSpacing(theme.px(8))
        self._title.setFont(theme.font(15, 600))
        for label in (self._term, self._step):
            label.setFont(theme.font(15))
        for button in (self.back, self.on, self.step_back, self.step_on):
            button.setAutoRepeat(True)
            button.show_theme(theme, box=30)
        self.play.show_theme(theme)
        self.play.setFixedSize(theme.px(38), theme.px(38))

    def show_terms(self, shown: Shown) -> None:
        """Where the walk stands."""
        self.chain.show_terms(shown)
        self._term.setText(tr("term {number} / {count}", number=_bold(shown.term + 1), count=len(shown.terms)))
        self.back.setEnabled(shown.term > 0)
        self.on.setEnabled(shown.term < len(shown.terms) - 1)

    def show_reachable(self, terms: bool) -> None:
        """Whether there are terms to walk."""
        for widget in (self.back, self.play, self.on, self.chain, self._term):
            widget.setVisible(terms)

    def show_step(self, step: int, steps: int) -> None:
        """Where the playhead is."""
        self._step.setText(tr("step {number} / {count}", number=_bold(step), count=tick(steps)))
        self.step_back.setEnabled(step > 0)
        self.step_on.setEnabled(step < steps)

    def show_playing(self, playing: bool) -> None:
        """Whether the terms walk by themselves."""
        self.play.show_playing(playing)


def _bold(number: int) -> str:
    return f"<b>{tick(number)}</b>"
