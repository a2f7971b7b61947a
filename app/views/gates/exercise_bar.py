"""A question over the plane, and its answer when it is wanted."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.engine.gates.slips import Slip
from app.i18n import tr
from app.theme import Theme
from app.views.buttons import TextButton
from app.views.sentence import Sentence


class ExerciseBar(QFrame):
    """Hidden while there is no question. `closed` says that the question is done with."""

    closed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self._slip: Slip | None = None
        self.sentence = Sentence()
        self.reveal, self._close = TextButton(tr("Reveal")), TextButton(tr("Done"), ghost=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.sentence, 1)
        self._row.addWidget(self.reveal)
        self._row.addWidget(self._close)
        self.reveal.clicked.connect(self._reveal)
        self._close.clicked.connect(self.closed)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._row.setContentsMargins(theme.px(10), theme.px(6), theme.px(8), theme.px(6))
        self._row.setSpacing(theme.px(8))
        self.sentence.show_theme(theme)
        for button in (self.reveal, self._close):
            button.show_theme(theme, theme.label_size, theme.small_control_height)

    def show_slip(self, slip: Slip | None) -> None:
        """Ask; None asks nothing."""
        self._slip = slip
        self.setVisible(slip is not None)
        self.reveal.setVisible(True)
        self.sentence.show_sentence("" if slip is None else tr(slip.question))

    def _reveal(self) -> None:
        if self._slip is not None:
            self.sentence.show_sentence(tr(self._slip.answer))
            self.reveal.hide()
