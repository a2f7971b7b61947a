"""The right half of the opened update: the terms on the map, and below it the divisor where there is one."""

from __future__ import annotations

from PyQt6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.worked.divisor_view import DivisorView
from app.views.worked.shown import Shown
from app.views.worked.term_map import TermMap


class Pictures(QWidget):
    """Two panels with their titles; without a divisor the map takes the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map, self.divisor = TermMap(self), DivisorView(self)
        self._map_title, self._divisor_title = QLabel(tr("The same terms on the map")), QLabel()
        self._map_panel, self._divisor_panel = QFrame(self), QFrame(self)
        self._inside: list[QVBoxLayout] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for panel, share, parts in (
            (self._map_panel, 35, (self._map_title, self.map)),
            (self._divisor_panel, 22, (self._divisor_title, self.divisor)),
        ):
            panel.setObjectName("panel")
            self._column.addWidget(panel, share)
            inside = QVBoxLayout(panel)
            for place, part in enumerate(parts):
                inside.addWidget(part, place)
            self._inside.append(inside)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        for title in (self._map_title, self._divisor_title):
            title.setFont(theme.font(15, 600))
        what = tr("{begin}the usual size of the slope{end}", begin=_quiet(theme), end="</span>")
        self._divisor_title.setText(f"{tr('The divisor:')} {what}")
        margin, gap = theme.px(12), theme.px(7)
        self._column.setSpacing(theme.px(10))
        for inside in self._inside:
            inside.setContentsMargins(margin, gap, margin, margin)
            inside.setSpacing(gap)

    def show_terms(self, shown: Shown) -> None:
        """Another step, another term, another light."""
        title = tr("The same terms on the map")
        held = f" {_quiet(shown.theme)}{shown.held}</span>" if shown.held else ""
        self._map_title.setText(f"{title}{':' if held else ''}{held}")
        self._divisor_panel.setVisible(shown.divisor is not None)
        self.map.show_terms(shown)
        self.divisor.show_terms(shown)


def _quiet(theme: Theme) -> str:
    return f"<span style='font-weight: 400; color: {theme.text2}'>"
