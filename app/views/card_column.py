"""The column in which cards stand below each other and scroll."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.theme import DARK, Theme


class CardColumn(QScrollArea):
    """Cards keep their width, whether or not there is a scroll bar; `pane` is what they stand on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self.pane = QWidget()
        self._column = QVBoxLayout(self.pane)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.pane)
        bar = self.verticalScrollBar()
        assert bar is not None
        bar.rangeChanged.connect(self._make_way)

    def show_theme(self, theme: Theme) -> None:
        """Take sizes."""
        self._theme = theme
        self._column.setSpacing(theme.px(6))
        self._make_way(0, 0)

    def show_cards(self, before: Sequence[QWidget], cards: Sequence[QWidget]) -> None:
        """These in this order; of those `before` them the others go."""
        for card in before:
            if card not in cards:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
        for at, card in enumerate(cards):
            if self._column.indexOf(card) != at:
                self._column.insertWidget(at, card)

    def settle(self) -> None:
        """Give parts that were just opened their places now."""
        self._column.activate()

    def reveal(self, part: QWidget, margin: float) -> None:
        """Scroll until a part of a card is seen, and `margin` around it, in pixels at scale 1."""
        self.ensureWidgetVisible(part, 0, self._theme.px(margin))

    def _make_way(self, first: int, last: int) -> None:
        """The scroll bar takes the margin's place, so that the cards keep their width."""
        margin = self._theme.px(8)
        self._column.setContentsMargins(margin, self._theme.px(2), 0 if last > first else margin, margin)
