"""How the network's page divides itself: three columns, and what takes turns where there is no room for both."""

from __future__ import annotations

from PyQt6.QtCore import QRect
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.gates.card import Card
from app.views.segments import Segments

MIDDLE = (290, 340)
LEAST_RIGHT, LEAST_LEFT = 290, 260
BESIDE = 420
"""From this width on the hidden space and the seeds stand beside each other."""
_EDGE, _GAP = 12, 10


class NetworkLayout:
    """`middle` from top to bottom; of `sights` both or one are above `curves`."""

    def __init__(
        self, page: QWidget, left: Card, middle: tuple[Card, ...], sights: tuple[Card, Card], curves: Card
    ) -> None:
        self._page, self._left, self._middle_cards, self._sights, self._curves = page, left, middle, sights, curves
        self._theme: Theme | None = None
        self._sight = "hidden"
        self._wide_seeds = False
        choices = (("hidden", tr("Hidden space")), ("seeds", tr("Many seeds")))
        self.sight = Segments(choices, tr("Shown"), page)
        self.sight.show_choice(self._sight)
        self.sight.chosen.connect(self.show_sight)
        self._row, self._middle = QHBoxLayout(page), QVBoxLayout()
        self._right, self._beside = QVBoxLayout(), QHBoxLayout()
        self._row.addWidget(left)
        for card in middle:
            self._middle.addWidget(card)
        for card in sights:
            self._beside.addWidget(card, 1)
        self._right.addWidget(self.sight)
        self._right.addLayout(self._beside, 52)
        self._right.addWidget(curves, 48)
        self._row.addLayout(self._middle)
        self._row.addLayout(self._right, 1)

    @property
    def cards(self) -> tuple[Card, ...]:
        """All of them."""
        return (self._left, *self._middle_cards, *self._sights, self._curves)

    def show_theme(self, theme: Theme) -> None:
        """Take sizes."""
        self._theme = theme
        for card in self.cards:
            card.show_theme(theme)
        gap = theme.px(_GAP)
        self._row.setContentsMargins(theme.px(_EDGE), gap, theme.px(_EDGE), gap)
        for layout in (self._row, self._middle, self._right, self._beside):
            layout.setSpacing(gap)
        self.sight.show_theme(theme, theme.small_control_height, theme.label_size + 0.5)
        self.divide()

    def show_sight(self, key: str) -> None:
        """Which of the two is shown where there is room for one."""
        self._sight = key
        self.sight.show_choice(key)
        self.divide()

    def show_wide_seeds(self, wide: bool) -> None:
        """Whether the seeds need the whole column."""
        self._wide_seeds = wide
        self.divide()

    def middle_place(self) -> QRect:
        """Where the middle column is."""
        return self._middle_cards[0].geometry().united(self._middle_cards[-1].geometry())

    def divide(self) -> None:
        """The plane is square, the middle as wide as its table; the rest is the loss's."""
        theme, page = self._theme, self._page
        if theme is None:
            return
        width = page.width() - 2 * theme.px(_EDGE) - 2 * theme.px(_GAP)
        least, most = map(theme.px, MIDDLE)
        middle = min(max(round(width * 0.245), least), most)
        high = page.height() - 2 * theme.px(_GAP)
        left = max(min(round(high * 0.8), width - middle - theme.px(LEAST_RIGHT)), theme.px(LEAST_LEFT))
        self._left.setFixedWidth(left)
        for card in self._middle_cards:
            card.setFixedWidth(middle)
        narrow = width - middle - left < theme.px(BESIDE)
        self.sight.setVisible(narrow)
        hidden, seeds = self._sights
        hidden.setVisible(self._sight == "hidden" if narrow else not self._wide_seeds)
        seeds.setVisible(not narrow or self._sight == "seeds")
