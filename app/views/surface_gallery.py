"""The surfaces to choose from, as pictures over the window, with formula and lesson of the one pointed at."""

from __future__ import annotations

import math

from PyQt6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QHideEvent, QMouseEvent
from PyQt6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.function_latex import function_latex
from app.views.surface_tiles import KEY, SurfaceTiles
from app.views.typeset import Typeset
from surfaces import SURFACES, Surface

_MOST_COLUMNS = 6
_MARGIN, _PADDING, _SCROLL_BAR, _FORMULA, _LESSON = 8, 8, 8, 40, 22
_BY_KEY = {surface.key: surface for surface in SURFACES}


class SurfaceGallery(QFrame):
    """Opens over the window of the button it belongs to, and closes at a choice, at Escape and at a click outside."""

    chosen = pyqtSignal(str)

    def __init__(self, button: QWidget) -> None:
        super().__init__(button, Qt.WindowType.Popup)
        self._button, self._theme = button, DARK
        self.setAccessibleName(tr("Surface"))
        self.tiles = SurfaceTiles()
        self.tiles.setAccessibleName(tr("Surface"))
        self.formula = Typeset(size=15)
        self.formula.wrap()
        self.lesson = QLabel()
        self.lesson.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._formula_room = QFrame()
        self._lay_out()
        self.tiles.chosen.connect(self._choose)
        self.tiles.given_up.connect(self.close)
        self.tiles.entered.connect(self._explain)
        self.tiles.currentItemChanged.connect(lambda *_: self._explain(self.tiles.currentIndex()))

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        inside = QVBoxLayout(self._formula_room)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.formula)
        for part in (self.tiles, self._formula_room, self.lesson):
            self._column.addWidget(part)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._column.setContentsMargins(*[theme.px(_PADDING)] * 4)
        self.tiles.show_theme(theme)
        self.formula.show_theme(theme)
        self._formula_room.setFixedHeight(theme.px(_FORMULA))
        self.lesson.setFont(theme.font(theme.label_size))
        self.lesson.setFixedHeight(theme.px(_LESSON))

    def show_options(self, options: tuple[tuple[str, str], ...]) -> None:
        """Keys with their names, in the order of the tiles; a key that is no surface's is drawn as a formula."""
        self.tiles.show_options(tuple((key, name, _description(_BY_KEY.get(key))) for key, name in options))

    def open(self, key: str) -> None:
        """Show all, with the one that is chosen marked."""
        self.tiles.show_choice(key)
        self._explain(self.tiles.currentIndex())
        room = _within(self._button)
        columns, size = self._fitting(room)
        self.setGeometry(QRect(self._corner(size, room), size))
        self.show()
        self.tiles.arrange(columns, scrolls=size.height() == room.height())
        self.tiles.setFocus(Qt.FocusReason.PopupFocusReason)
        self.tiles.scrollToItem(self.tiles.currentItem())
        self.tiles.show_pictures()

    def _fitting(self, room: QRect) -> tuple[int, QSize]:
        """As many columns as fit, and the size with them; as high as the room where the rows must be scrolled."""
        theme, tile, frame = self._theme, self.tiles.tile, 2 * (self._theme.px(_PADDING) + 1)
        scroll_bar = theme.px(_SCROLL_BAR)
        columns = min(max((room.width() - frame - scroll_bar) // tile.width(), 1), _MOST_COLUMNS)
        rows = math.ceil(self.tiles.count() / columns)
        height = rows * tile.height() + theme.px(_FORMULA) + theme.px(_LESSON) + frame
        width = columns * tile.width() + frame + 2  # Qt breaks a row that fits to the pixel
        if height < room.height():
            return columns, QSize(width, height)
        return columns, QSize(width + scroll_bar, room.height())

    def _corner(self, size: QSize, room: QRect) -> QPoint:
        """Below the button, or as far above and to the left of that as is needed."""
        corner = self._button.mapToGlobal(QPoint(0, self._button.height() + self._theme.px(4)))
        left = max(min(corner.x(), room.right() + 1 - size.width()), room.left())
        top = max(min(corner.y(), room.bottom() + 1 - size.height()), room.top())
        return QPoint(left, top)

    def _explain(self, index: QModelIndex) -> None:
        surface = _BY_KEY.get(index.data(KEY))
        self.formula.show_latex("" if surface is None else function_latex(surface))
        self.lesson.setText(tr("Type a loss of x and y of your own.") if surface is None else tr(surface.teaches))

    def _choose(self, key: str) -> None:
        self.close()
        self.chosen.emit(key)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """What is not seen need not be drawn."""
        self.tiles.pictures.rest()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """A click on the button closes; it must not open again by the same click."""
        assert event is not None
        at = self._button.mapFromGlobal(event.globalPosition().toPoint())
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay, self._button.rect().contains(at))
        super().mousePressEvent(event)


def _description(surface: Surface | None) -> str:
    """What a screen reader says about a tile besides its name."""
    return "" if surface is None else f"{surface.loss.text}. {tr(surface.teaches)}"


def _within(button: QWidget) -> QRect:
    """The part of the screen, in its pixels, that the gallery may cover."""
    window = button.window()
    assert window is not None
    room = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
    screen = button.screen()
    if screen is not None:
        room = room.intersected(screen.availableGeometry())
    return room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
