"""Which sample's own loss is drawn, where a loss is a sum over samples."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.choice import Choice
from app.views.number_text import shown_number
from app.views.sentence import Sentence
from surfaces.surface import Surface

_ALL = "all"


class SampleChoice(QWidget):
    """Hidden where there are no samples. Emits which one, counted from 0, or None for all."""

    chosen = pyqtSignal(object)

    def __init__(self, label: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self.choice, self.line = Choice(tr("Drawn")), Sentence()
        self.line.setProperty("quiet", True)
        what = tr("What surface and map show: the whole loss, or the valley that one sample alone would have.")
        self.choice.setToolTip(what)
        self._row, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(label)
        self._row.addWidget(self.choice, 1)
        self._column.addLayout(self._row)
        self._column.addWidget(self.line)
        self.choice.chosen.connect(lambda key: self.chosen.emit(None if key == _ALL else int(key)))
        self.hide()

    def show_theme(self, theme: Theme, spacing: int, indent: int) -> None:
        """Take fonts and sizes; the sentence begins where the button does."""
        self._row.setSpacing(spacing)
        self._column.setSpacing(theme.px(4))
        self.choice.show_theme(theme)
        self.line.show_theme(theme)
        self.line.setIndent(indent)

    def show_sample(self, surface: Surface, sample: int | None) -> None:
        """Show which one is drawn, without a signal."""
        points = [tuple(map(shown_number, point)) for point in surface.samples]
        named = [
            (str(at), tr("Sample {number}: ({input}, {target})", number=at + 1, input=x, target=y))
            for at, (x, y) in enumerate(points)
        ]
        self.choice.show_options(((_ALL, tr("All samples")), *named))
        self.choice.show_choice(_ALL if sample is None else str(sample))
        alone = tr("Surface and map show the loss of this sample alone.")
        self.line.show_sentence("" if sample is None else alone)
        self.setVisible(bool(surface.parts))
