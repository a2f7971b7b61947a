"""A card that is pulled to another place: a picture of it follows the hand, a line shows where it lands."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QObject, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QWidget

from app.theme import DARK, Theme
from app.timers import timer

SCROLL_MS = 16
_EDGE = 32  # this near to an edge of the list, in pixels at scale 1, the list scrolls
_FASTEST = 14


class DropLine(QFrame):
    """Where the card would land."""


class Veil(QFrame):
    """Lies over the card that is on its way."""


class RunDrag(QObject):
    """Follows one hand at a time; Escape, or another list under the hand, gives the drag up."""

    moved = pyqtSignal(int, int)

    def __init__(self, area: QScrollArea, pane: QWidget) -> None:
        super().__init__(area)
        self._area, self._pane, self._theme = area, pane, DARK
        self._cards: Sequence[QWidget] = ()
        self._index, self._held, self._at = -1, QPoint(), QPoint()
        self.veil, self.ghost, self.line = Veil(pane), QLabel(pane), DropLine(pane)
        self.ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for part in (self.veil, self.ghost, self.line):
            part.hide()
        self._scrolling = timer(self, SCROLL_MS, self._scroll)

    @property
    def active(self) -> bool:
        """Whether a card is on its way."""
        return self.ghost.isVisibleTo(self._pane)

    @property
    def target(self) -> int:
        """The place that the card would take."""
        y = self._pane.mapFromGlobal(self._at).y() - self._held.y() + self._cards[self._index].height() / 2
        others = [card for at, card in enumerate(self._cards) if at != self._index]
        return sum(card.geometry().center().y() < y for card in others)

    def show_theme(self, theme: Theme) -> None:
        """Take sizes."""
        self._theme = theme

    def grip(self, cards: Sequence[QWidget], index: int, at: QPoint) -> None:
        """A hand is on a card, at a point of the screen."""
        self.cancel()
        self._cards, self._index, self._at = tuple(cards), index, at
        self._held = cards[index].mapFromGlobal(at)

    def pull(self, at: QPoint) -> None:
        """The hand moves; from some way on the card comes along."""
        if self._index < 0:
            return
        if not self.active:
            if (at - self._at).manhattanLength() < QApplication.startDragDistance():
                return
            self._begin()
        self._at = at
        self._follow()

    def let_go(self) -> None:
        """The hand opens: the card lands."""
        index, landed = self._index, self.active
        to = self.target if landed else index
        self.cancel()
        if landed and to != index:
            self.moved.emit(index, to)

    def cancel(self) -> None:
        """Everything as it was."""
        self._scrolling.stop()
        if self.active:
            application = QApplication.instance()
            assert application is not None
            application.removeEventFilter(self)
        for part in (self.veil, self.ghost, self.line):
            part.hide()
        self._index = -1

    def _begin(self) -> None:
        card = self._cards[self._index]
        self.ghost.setPixmap(card.grab())
        self.ghost.resize(card.size())
        self.veil.setGeometry(card.geometry())
        for part in (self.veil, self.ghost):
            part.raise_()
            part.show()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self._scrolling.start()

    def _follow(self) -> None:
        card = self._cards[self._index]
        top = self._pane.mapFromGlobal(self._at).y() - self._held.y()
        self.ghost.move(card.x(), min(max(top, 0), self._pane.height() - self.ghost.height()))
        thick, gap = max(2, self._theme.px(2)), self._theme.px(6)
        others = [each for at, each in enumerate(self._cards) if at != self._index]
        to = self.target
        y = others[to].y() - gap // 2 if to < len(others) else self._cards[-1].geometry().bottom() + gap // 2
        self.line.setGeometry(card.x(), max(y - thick // 2, 0), card.width(), thick)
        self.line.setVisible(to != self._index)
        self.line.raise_()

    def _scroll(self) -> None:
        """Near an edge the list moves, the faster the nearer."""
        bar, view = self._area.verticalScrollBar(), self._area.viewport()
        assert bar is not None and view is not None
        y, edge = view.mapFromGlobal(self._at).y(), self._theme.px(_EDGE)
        way = max(0, y - (view.height() - edge)) - max(0, edge - y)
        if way:
            bar.setValue(bar.value() + round(_FASTEST * max(-1.0, min(1.0, way / edge))))
            self._follow()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Escape gives the drag up, whatever has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return True
        return False
