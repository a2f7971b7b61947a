"""The bars of many seeds with what they stand for, wired to the worker that counts them."""

from __future__ import annotations

from typing import cast

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.engine.sweep import rate_of
from app.i18n import tr
from app.labs.gates.study_bars import Kind
from app.labs.gates.study_link import StudyLink
from app.theme import DARK, Theme
from app.views.gates.seed_bars import SeedBars
from app.views.number_text import shown_number
from app.views.segments import Segments
from app.views.sentence import Sentence


class StudyPanel(QWidget):
    """Says what it is told by the link; clicks go to the link."""

    kind_changed = pyqtSignal()

    def __init__(self, studies: StudyLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studies, self._theme = studies, DARK
        self._kind: Kind = "hidden"
        kinds = (("hidden", tr("hidden")), ("activation", tr("activation")), ("optimizer", tr("optimizer")))
        self.kinds, self.bars, self.sentence = Segments(kinds, tr("Bars stand for"), self), SeedBars(), Sentence()
        self.kinds.explain_choice("hidden", tr("Networks of 1 to 8 hidden units."))
        self.kinds.explain_choice("activation", tr("The same network with other activations."))
        self.kinds.explain_choice("optimizer", tr("The same learning rate for every optimizer, else torch's defaults."))
        self.kinds.show_choice(self._kind)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.kinds)
        self._column.addWidget(self.bars, 1)
        self._column.addWidget(self.sentence)
        self.kinds.chosen.connect(self._choose)
        self.bars.bar_picked.connect(studies.pick)
        self.bars.start_requested.connect(studies.count)
        self.bars.cancel_requested.connect(studies.cancel)
        studies.changed.connect(self._show)

    @property
    def needs_width(self) -> bool:
        """Whether there are more bars than half a column has room for."""
        return self._kind == "optimizer"

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._column.setSpacing(theme.px(6))
        self.kinds.show_theme(theme, theme.small_control_height, theme.label_size + 0.5)
        self.bars.show_theme(theme)
        self.sentence.show_theme(theme)

    def begin(self) -> None:
        """Its page is in front: count what is not known."""
        self._studies.open(self._kind)

    def showEvent(self, event: QShowEvent | None) -> None:
        """What is known by now."""
        super().showEvent(event)
        self._show()

    def _choose(self, kind: str) -> None:
        self._kind = cast(Kind, kind)
        self._studies.open(self._kind)
        self.kind_changed.emit()

    def _show(self) -> None:
        studies = self._studies
        if studies.kind != self._kind or not self.isVisible():
            return
        bars = studies.bars
        self.bars.setVisible(bool(bars))
        if bars:
            self.bars.show_hidden(tuple(bar.key for bar in bars))
            self.bars.show_names({} if self._kind == "hidden" else {bar.key: bar.name for bar in bars})
        self.bars.show_counts(studies.counts)
        self.bars.show_chosen(*studies.chosen)
        self.bars.show_running(studies.running)
        self.sentence.show_sentence(self._said())

    def _said(self) -> str:
        studies = self._studies
        if studies.reason is not None:
            return tr(studies.reason)
        if not studies.bars:
            return tr("No run to train.")
        study = studies.bars[0].study
        rate = shown_number(rate_of(studies.bars[0].run))
        if self._kind == "optimizer":
            return tr("each {steps} steps at lr {rate}", steps=study.steps, rate=rate)
        return tr(
            "each {steps} steps, {optimizer} lr {rate}", steps=study.steps, optimizer=study.run.optimizer, rate=rate
        )
