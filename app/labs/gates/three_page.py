"""Three ways to XOR, beside each other: one line cannot, two lines and a unit can, and torch finds such lines."""

from __future__ import annotations

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.labs.gates.page import GatesPage, Shown
from app.labs.gates.row_walk import Walk, walk_at
from app.labs.gates.study_link import StudyLink
from app.labs.gates.three_layers import LayersColumn
from app.labs.gates.three_line import LineColumn
from app.labs.gates.three_network import NetworkColumn
from app.labs.gates.two_layers import layers_of
from app.theme import DARK, Theme
from app.views.gates.claim_column import SIZES

STACKED = 1000
"""Below this width, in pixels at scale 1, the columns are stacked."""
_STACK_HEIGHT, _EDGE, _GAP = 340, 12, 10


class ThreePage(GatesPage):
    """One playhead drives the two trainings, and walks the composition through the rows."""

    needs_unit = True
    needs_network = True

    def __init__(self, studies: StudyLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._shown, self._step, self._walked = DARK, None, 0, -1
        self._studies = studies
        self.line, self.layers, self.network = LineColumn(self), LayersColumn(self), NetworkColumn(self, studies)
        self.columns = (self.line.column, self.layers.column, self.network.column)
        self._inner, self._scroller = QWidget(), QScrollArea(self)
        self._inner.setObjectName("clear")
        for column in self.columns:
            column.setParent(self._inner)
        self._scroller.setWidget(self._inner)
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroller)

    _shown: Shown | None

    @property
    def is_stacked(self) -> bool:
        """Whether the columns are below each other."""
        return self.width() < self._theme.px(STACKED)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._scroller.setStyleSheet("QScrollArea, QWidget#clear { background: transparent; }")
        for part in (self.line, self.layers, self.network):
            part.show_theme(theme)
        self._divide()

    def show_shown(self, shown: Shown) -> None:
        """Another document, or other records."""
        before, self._shown = self._shown, shown
        self.line.show_shown(shown)
        self.network.show_shown(shown)
        rows, fuzzy = shown.document.rows, _is_fuzzy(shown)
        if before is None or (before.document.rows, _is_fuzzy(before)) != (rows, fuzzy):
            layers = layers_of(rows)
            if layers is not None:
                self.layers.show_layers(layers, fuzzy)
        self._show_values()
        self._divide()

    def show_step(self, step: int) -> None:
        """Move the playhead; where it comes to another row's part of the steps, that row is wished for."""
        self._step = step
        self._show_values()
        walk = self._walk
        if self._walked not in (-1, walk.row):
            self._walked = walk.row
            self.row_picked.emit(walk.row)
        self._walked = walk.row
        self.layers.show_walk(walk)

    def _show_values(self) -> None:
        self.line.show_step(self._step)
        self.network.show_step(self._step)

    @property
    def _walk(self) -> Walk:
        steps, count = (0, 0) if self._shown is None else (
            self._shown.document.experiment.steps, len(self._shown.document.rows)
        )  # fmt: skip
        return walk_at(self._step, steps, count)

    def show_row(self, row: int) -> None:
        """Another row of the truth table is in the foreground."""
        for part in (self.line, self.layers, self.network):
            part.show_row(row)
        self.layers.show_walk(self._walk)

    def runs_place(self) -> QRect:
        """Over the composition, which no run changes; over the right half of stacked columns."""
        if self.is_stacked:
            return QRect(self.width() // 2, 0, self.width() // 2, self.height())
        return self.columns[1].geometry()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Count seeds while the bars are in front."""
        super().showEvent(event)
        self._studies.open("hidden")

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Leave off."""
        super().hideEvent(event)
        self._studies.close()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Divide the room anew."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        """Three of one width beside each other, or of one height below each other."""
        theme, edge, gap = self._theme, self._theme.px(_EDGE), self._theme.px(_GAP)
        stacked, count = self.is_stacked, len(self.columns)
        across = self.width() - 2 * edge
        width = across if stacked else (across - (count - 1) * gap) // count
        fits = (size for size in SIZES if all(column.sentences_fit(width, size) for column in self.columns))
        size = next(fits, SIZES[1])
        heights = [column.show_sentence_size(size, width) for column in self.columns]
        height = theme.px(_STACK_HEIGHT) if stacked else self.height() - 2 * gap
        self._inner.resize(self.width(), count * (height + gap) + gap if stacked else self.height())
        for at, (column, own) in enumerate(zip(self.columns, heights, strict=True)):
            column.keep_sentence_height(own if stacked else max(heights))
            down, right = (height + gap, 0) if stacked else (0, width + gap)
            column.setGeometry(edge + at * right, gap + at * down, width, height)
        self.layers.show_walk(self._walk)


def _is_fuzzy(shown: Shown) -> bool:
    return shown.document.unit.cloud is not None
