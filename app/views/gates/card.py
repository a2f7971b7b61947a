"""A part of the lab on a ground of its own, with a title and a quieter word beside it."""

from __future__ import annotations

from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.theme import Theme
from app.views.fitting_label import FittingLabel

BORDER = 1


class Card(QFrame):
    """Title, note and tools in a row, the body below; without a title the body alone, up to the edge where it is
    `bare`.
    """

    def __init__(
        self,
        body: QWidget,
        title: str = "",
        notes: tuple[str, ...] = (),
        tools: tuple[QWidget, ...] = (),
        bare: bool = False,
    ) -> None:
        """`notes` are forms of one note, the longest first."""
        super().__init__()
        self.setObjectName("panel")
        self.body, self._titled, self._bare = body, bool(title), bare
        self._title, self._note = QLabel(title, self), FittingLabel(parent=self)
        self._note.show_forms(*(notes or ("",)))
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        for label in (self._title, self._note):
            label.setVisible(bool(title))
        if title:
            self._head.addWidget(self._title)
            self._head.addWidget(self._note, 1)
            for tool in tools:
                self._head.addWidget(tool)
            self._column.addLayout(self._head)
        self._column.addWidget(body, 1)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes; the body takes its own."""
        self._title.setFont(theme.font(theme.body_size, 600))
        self._note.show_theme(theme)
        self._head.setSpacing(theme.px(8))
        self._head.setContentsMargins(theme.px(4), 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        margin = theme.px(1 if self._bare else 8)
        self._column.setContentsMargins(margin, theme.px(6) if self._titled else margin, margin, margin)

    @property
    def around(self) -> int:
        """How much higher it is than its body, in pixels."""
        margins = self._column.contentsMargins()
        head = self._head.sizeHint().height() + self._column.spacing() if self._titled else 0
        return margins.top() + margins.bottom() + head + 2 * BORDER

    def show_head(self, shown: bool) -> None:
        """Whether title and note are shown: not where something above says the same."""
        self._title.setVisible(shown)
        self._note.setVisible(shown)

    def show_note(self, note: str, *shorter: str) -> None:
        """Another quiet word beside the title, and shorter forms of it where it has no room."""
        self._note.show_forms(note, *shorter)
