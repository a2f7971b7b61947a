"""One claim as a column, read downwards: what is claimed, whether it holds, why, the plane with its table, evidence."""

from __future__ import annotations

from PyQt6.QtCore import QRect, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetricsF, QResizeEvent
from PyQt6.QtWidgets import QFrame, QLabel, QWidget

from app.theme import DARK, Theme
from app.views.elided_label import ElidedLabel
from app.views.gates.claim_head import HEIGHT, Claim, ClaimHead
from app.views.gates.claim_layout import Places, places_in

SIZES = Theme.sentence_sizes
"""Of sentences, from the largest on, until each fits into a line."""
_PAD, _GAP = 14, 4


class ClaimColumn(QFrame):
    """Lays out what it is given and knows nothing of it. `opened`: the head was clicked; `divided`: all parts have
    their room anew.
    """

    opened = pyqtSignal()
    divided = pyqtSignal()

    def __init__(self, number: int, plane: QWidget, table: QWidget, evidence: tuple[QWidget, QWidget]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._theme = DARK
        self.plane, self.table, self.evidence = plane, table, evidence
        self.head, self.sentence = ClaimHead(number, self), QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.captions = (ElidedLabel(), ElidedLabel())
        self._rule, self._tool = QFrame(self), None
        self._sentence_size, self._sentence_height = SIZES[0], 0
        self._rule.setObjectName("rule")
        for widget in (plane, table, *evidence, *self.captions):
            widget.setParent(self)
        self.head.clicked.connect(self.opened)

    _tool: QWidget | None

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes; what it was given takes its own."""
        self._theme = theme
        self.head.show_theme(theme)
        self.sentence.setFont(theme.font(self._sentence_size))
        self._rule.setStyleSheet(f"#rule {{ background: {theme.line}; }}")
        for caption in self.captions:
            caption.show_theme(theme)
            caption.setFont(theme.font(theme.body_size))
        self._place()

    def show_claim(self, claim: Claim, sentences: tuple[str, ...]) -> None:
        """What is claimed, how it fares, and why: a sentence a line."""
        self.head.show_claim(claim)
        text = "\n".join(sentences)
        if text != self.sentence.text():
            self.sentence.setText(text)

    def show_captions(self, left: str, right: str) -> None:
        """What the evidence is."""
        for label, text in zip(self.captions, (left, right), strict=True):
            if text != label.text:
                label.show_text(text)

    def set_tool(self, tool: QWidget) -> None:
        """A control at the end of the left caption's line."""
        self._tool = tool
        tool.setParent(self)

    def sentences_fit(self, width: int, size: float) -> bool:
        """Whether in a column of a width each sentence has one line, with letters of a size."""
        metrics = QFontMetricsF(self._theme.font(size))
        room = width - 2 * self._theme.px(_PAD)
        return all(metrics.horizontalAdvance(line) <= room for line in self.sentence.text().split("\n"))

    def show_sentence_size(self, size: float, width: int) -> int:
        """Letters of a size; returns how high the sentences are then in a column of a width, in pixels."""
        self._sentence_size = size
        self.sentence.setFont(self._theme.font(size))
        return self.sentence.heightForWidth(max(width - 2 * self._theme.px(_PAD), 1))

    def keep_sentence_height(self, height: int) -> None:
        """The height that the sentences get, so that planes of columns beside each other are level."""
        if height != self._sentence_height:
            self._sentence_height = height
            self._place()

    @property
    def places(self) -> Places:
        """Where everything below the sentences lies."""
        theme, pad = self._theme, self._theme.px(_PAD)
        top = theme.px(8) + theme.px(HEIGHT) + theme.px(_GAP) + self._sentence_height + theme.px(6)
        room = QRect(pad, top, max(self.width() - 2 * pad, 1), max(self.height() - top - theme.px(10), 1))
        return places_in(theme, room)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Divide the room anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        theme, pad, places = self._theme, self._theme.px(_PAD), self.places
        width = self.width() - 2 * pad
        self.head.setGeometry(pad, theme.px(8), width, theme.px(HEIGHT))
        top = theme.px(8) + theme.px(HEIGHT) + theme.px(_GAP)
        self.sentence.setGeometry(pad, top, width, self._sentence_height)
        self.plane.setGeometry(places.plane)
        self.table.setGeometry(places.table)
        self._rule.setGeometry(places.rule)
        for caption, room in zip(self.captions, places.captions, strict=True):
            caption.setGeometry(room)
        for widget, room in zip(self.evidence, places.evidence, strict=True):
            widget.setGeometry(room)
        if self._tool is not None:
            self._place_tool(self._tool, places.captions[0])
        for widget in (self._rule, *self.captions, *self.evidence, *(() if self._tool is None else (self._tool,))):
            widget.setVisible(not places.folded)
        self.divided.emit()

    def _place_tool(self, tool: QWidget, room: QRect) -> None:
        width = min(tool.sizeHint().width(), room.width())
        tool.setGeometry(room.right() - width + 1, room.top(), width, tool.sizeHint().height())
        self.captions[0].setGeometry(room.left(), room.top(), max(room.width() - width, 0), room.height())
