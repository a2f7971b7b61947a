"""Surfaces as pictures in rows, with the keyboard of a grid."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QPainter, QPen
from PyQt6.QtWidgets import QListView, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.theme import DARK, Theme
from app.views.surface_pictures import Look, SurfacePictures

KEY = Qt.ItemDataRole.UserRole
PICTURE = (128, 88)
_ROOM, _NAME = 6, 20


class SurfaceTiles(QListWidget):
    """Arrows move in the grid, letters jump to a name, Enter, Space or a click choose, Escape gives up."""

    chosen = pyqtSignal(str)
    given_up = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.theme, self.marked, self.columns = DARK, "", 1
        self.pictures = SurfacePictures(self)
        self.pictures.drawn.connect(self._show_picture)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setItemDelegate(_Tile(self))
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(KEY)))

    @property
    def tile(self) -> QSize:
        """The size of a tile in pixels."""
        width, height = PICTURE
        return QSize(self.theme.px(width + 2 * _ROOM), self.theme.px(height + 2 * _ROOM + _NAME))

    def show_theme(self, theme: Theme) -> None:
        """Take colors, font and sizes."""
        self.theme = theme
        self.setFont(theme.font(theme.label_size, 500))
        self.setGridSize(self.tile)

    def show_options(self, options: tuple[tuple[str, str, str], ...]) -> None:
        """Keys with their names and with what screen readers say besides."""
        self.clear()
        for key, name, description in options:
            item = QListWidgetItem(name)
            item.setData(KEY, key)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, description)
            self.addItem(item)

    def show_choice(self, key: str) -> None:
        """Mark what is chosen and begin there."""
        self.marked = key
        for row in range(self.count()):
            item = self.item(row)
            if item is not None and item.data(KEY) == key:
                self.setCurrentRow(row)

    def arrange(self, columns: int, scrolls: bool) -> None:
        """Lie in so many columns; the width given has room for just these."""
        self.columns = columns
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff)
        # Else Qt waits for a tenth of a second after a new size.
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()

    def show_pictures(self) -> None:
        """Have the pictures drawn that are missing in this look."""
        width, height = (self.theme.px(each) for each in PICTURE)
        self.pictures.want(Look(self.theme, width, height, self.devicePixelRatioF()))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """The grid's own keys; letters search as in every list."""
        assert event is not None
        last, row = self.count() - 1, self.currentRow()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self.columns, Qt.Key.Key_Down: self.columns,
                 Qt.Key.Key_Home: -row, Qt.Key.Key_End: last - row}  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            if 0 <= row + steps[key] <= last:
                self.setCurrentRow(row + steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            item = self.currentItem()
            if item is not None:
                self.chosen.emit(item.data(KEY))
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _show_picture(self, key: str) -> None:
        for row in range(self.count()):
            item = self.item(row)
            if item is not None and item.data(KEY) == key:
                self.update(self.indexFromItem(item))


class _Tile(QStyledItemDelegate):
    """Paints picture and name; the chosen one in a frame of ink, the one the keyboard is at in a focus ring."""

    def __init__(self, tiles: SurfaceTiles) -> None:
        super().__init__(tiles)
        self._tiles = tiles

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """All tiles are of one size."""
        return self._tiles.tile

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Ground, picture, name."""
        assert painter is not None
        theme, key = self._tiles.theme, index.data(KEY)
        rect, room = QRectF(option.rect), theme.px(_ROOM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option.state, rect, key == self._tiles.marked)
        place = QRectF(rect.x() + room, rect.y() + room, theme.px(PICTURE[0]), theme.px(PICTURE[1]))
        picture = self._tiles.pictures.picture(key)
        if picture is not None:
            painter.drawImage(QPointF(place.topLeft()), picture)
        elif not key:
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font(20, italic=True))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "f(x, y)")
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(theme.label_size, 600 if key == self._tiles.marked else 500))
        below = QRectF(rect.x(), place.bottom(), rect.width(), theme.px(_NAME) + room / 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, index.data(Qt.ItemDataRole.DisplayRole))
        painter.restore()

    def _paint_ground(self, painter: QPainter, state: QStyle.StateFlag, rect: QRectF, marked: bool) -> None:
        theme, inside = self._tiles.theme, rect.adjusted(2, 2, -2, -2)
        pointed = bool(state & QStyle.StateFlag.State_MouseOver)
        current = bool(state & QStyle.StateFlag.State_Selected)
        ring = theme.color("focus") if current else theme.color("text") if marked else None
        painter.setPen(Qt.PenStyle.NoPen if ring is None else QPen(ring, max(2, theme.px(2))))
        painter.setBrush(theme.color("bg4" if pointed or marked else "bg2"))
        painter.drawRoundedRect(inside, theme.px(theme.control_radius), theme.px(theme.control_radius))
