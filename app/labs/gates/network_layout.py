"""How the network's page divides itself: three columns, and what takes turns where there is no room for both."""

from __future__ import annotations

from PyQt6.QtCore import QRect
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.gates.card import Card
from app.views.segments import Segments

MIDDLE = (290, 340)
LEAST_RIGHT, LEAST_LEFT = 290, 260
BESIDE = 420
"""From this width on the hidden space and the seeds stand beside each other."""
HIGH = 520
"""From this height on there is room for the choices, the diagram and the rows."""
ROWS = 186
_EDGE, _GAP = 12, 10


class NetworkLayout:
    """`left` holds the plane. `middle` are choices, diagram and rows; `sights` the hidden space and the seeds."""

    def __init__(
        self, page: QWidget, left: Card, middle: tuple[Card, Card, Card], sights: tuple[Card, Card], curves: Card
    ) -> None:
        self._page, self._left, self._middle_cards, self._sights, self._curves = page, left, middle, sights, curves
        self._theme = DARK
        self._wide_seeds = False
        self._sight, self._turn = "hidden", "choices"
        self.sight = Segments((("hidden", tr("Hidden space")), ("seeds", tr("Many seeds"))), tr("Shown"), page)
        self.turn = Segments((("choices", tr("Choices")), ("rows", tr("Rows"))), tr("Shown"), page)
        self.sight.show_choice(self._sight)
        self.turn.show_choice(self._turn)
        self.sight.chosen.connect(self.show_sight)
        self.turn.chosen.connect(self.show_turn)
        self._row, self._middle = QHBoxLayout(page), QVBoxLayout()
        self._right, self._beside = QVBoxLayout(), QHBoxLayout()
        self._row.addWidget(left)
        self._middle.addWidget(self.turn)
        for card, stretch in zip(middle, (0, 1, 0), strict=True):
            self._middle.addWidget(card, stretch)
        for card in sights:
            self._beside.addWidget(card, 1)
        self._right.addWidget(self.sight)
        self._right.addLayout(self._beside, 53)
        self._right.addWidget(curves, 47)
        self._row.addLayout(self._middle)
        self._row.addLayout(self._right, 1)

    @property
    def cards(self) -> tuple[Card, ...]:
        """All of them."""
        return (self._left, *self._middle_cards, *self._sights, self._curves)

    @property
    def is_low(self) -> bool:
        """Whether choices and rows take turns."""
        return self._page.height() < self._theme.px(HIGH)

    @property
    def is_narrow(self) -> bool:
        """Whether the hidden space and the seeds take turns."""
        width, left, middle = self._widths()
        return width - middle - left < self._theme.px(BESIDE)

    def show_theme(self, theme: Theme) -> None:
        """Take sizes."""
        self._theme = theme
        for card in self.cards:
            card.show_theme(theme)
        gap = theme.px(_GAP)
        self._row.setContentsMargins(theme.px(_EDGE), gap, theme.px(_EDGE), gap)
        for layout in (self._row, self._middle, self._right, self._beside):
            layout.setSpacing(gap)
        for segments in (self.sight, self.turn):
            segments.show_theme(theme, theme.small_control_height, theme.label_size + 0.5)
        self.divide()

    def show_sight(self, key: str) -> None:
        """Hidden space or seeds, where there is room for one."""
        self._sight = key
        self.sight.show_choice(key)
        self.divide()

    def show_turn(self, key: str) -> None:
        """Choices or rows, where there is room for one."""
        self._turn = key
        self.turn.show_choice(key)
        self.divide()

    def show_wide_seeds(self, wide: bool) -> None:
        """Whether the seeds need the whole column."""
        self._wide_seeds = wide
        self.divide()

    def middle_place(self) -> QRect:
        """Where the middle column is."""
        first = next(card for card in self._middle_cards if not card.isHidden())
        last = next(card for card in reversed(self._middle_cards) if not card.isHidden())
        place = first.geometry().united(last.geometry())
        return place if self.turn.isHidden() else place.united(self.turn.geometry())

    def divide(self) -> None:
        """The plane is square, the middle as wide as its table; the rest is the loss's."""
        theme = self._theme
        _, left, middle = self._widths()
        self._left.setFixedWidth(left)
        for card in self._middle_cards:
            card.setFixedWidth(middle)
        low, narrow = self.is_low, self.is_narrow
        choices, _, rows = self._middle_cards
        rows.setFixedHeight(max(theme.px(ROWS), round(0.3 * self._page.height())))
        self.turn.setVisible(low)
        choices.setVisible(not low or self._turn == "choices")
        rows.setVisible(not low or self._turn == "rows")
        hidden, seeds = self._sights
        self.sight.setVisible(narrow)
        for card in self._sights:
            card.show_head(not narrow)
        hidden.setVisible(self._sight == "hidden" if narrow else not self._wide_seeds)
        seeds.setVisible(not narrow or self._sight == "seeds")

    def _widths(self) -> tuple[int, int, int]:
        """Of all three columns, of the left one, and of the middle one."""
        theme, page = self._theme, self._page
        width = page.width() - 2 * theme.px(_EDGE) - 2 * theme.px(_GAP)
        least, most = map(theme.px, MIDDLE)
        middle = min(max(round(width * 0.245), least), most)
        high = page.height() - 2 * theme.px(_GAP)
        left = max(min(round(high * 0.8), width - middle - theme.px(LEAST_RIGHT)), theme.px(LEAST_LEFT))
        return width, left, middle
