"""Which two parameters the opened update is seen along, where there are more."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.engine.worked.along import Axes
from app.i18n import tr
from app.theme import Theme
from app.views.buttons import explain
from app.views.choice import Choice
from app.views.numbers import axis_name


class AxesChooser(QWidget):
    """Two menus with all names; what is chosen twice changes places. Says what is wished for."""

    axes_chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes: Axes = (0, 1)
        self._word = QLabel(tr("along"))
        self.first, self.second = Choice(tr("To the right"), True, self), Choice(tr("Upwards"), True, self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._word, self.first, self.second):
            self._row.addWidget(widget)
        for place, choice in enumerate((self.first, self.second)):
            choice.chosen.connect(lambda key, place=place: self._take(place, int(key)))
        explain(self.first, tr("First parameter"), tr("To the right on the map, and the first column of numbers."))
        explain(self.second, tr("Second parameter"), tr("Upwards on the map, and the second column of numbers."))
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._word.setFont(theme.font(14))
        self._row.setSpacing(theme.px(2))
        for choice in (self.first, self.second):
            choice.show_theme(theme)

    def show_axes(self, names: tuple[str, ...], axes: Axes) -> None:
        """All names, and the places of the two; nothing where there are no more."""
        self._axes = axes
        self.setVisible(len(names) > len(axes))
        options = tuple((str(place), axis_name(name)) for place, name in enumerate(names))
        for choice, place in zip((self.first, self.second), axes, strict=True):
            choice.show_options(options)
            choice.show_choice(str(place))

    def _take(self, place: int, axis: int) -> None:
        first, second = self._axes
        other = (second, first)[place]
        if axis == other:
            self.axes_chosen.emit((second, first))
        else:
            self.axes_chosen.emit((axis, second) if place == 0 else (first, axis))
