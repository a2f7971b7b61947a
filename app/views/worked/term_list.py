"""The terms one below the other: done ones with results, the current one large, coming ones still to be guessed."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.choice import Choice
from app.views.numbers import axis_name
from app.views.worked.shown import Shown
from app.views.worked.term_cells import State, columns_of
from app.views.worked.term_row import TermRow
from app.views.worked.typesetting import LEAST_DIGITS, MOST_DIGITS

_ZOOMS = (1.4, 1.2, 1.0)
"""How large the rows may be: few terms fill the room."""


class TermList(QFrame):
    """Head, rows, and a bar to scroll where they do not fit."""

    term_hovered = pyqtSignal(int, bool)
    term_chosen = pyqtSignal(int)
    digits_chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.rows: list[TermRow] = []
        self._shown: Shown | None = None
        self._before: object = None
        self._about: object = None
        self._fold, self._zoom, self._barred = 0, 0, False
        self.head = ListHead(self)
        self.head.digits.chosen.connect(lambda key: self.digits_chosen.emit(int(key)))
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._scroll.setWidget(self._inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._scroll, 1)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self.head.show_theme(theme)

    def show_terms(self, shown: Shown) -> None:
        """Another step, another term, other digits."""
        self._shown = shown
        self.head.show_axes(shown)
        while len(self.rows) < len(shown.terms):
            row = TermRow(len(self.rows), self._inside)
            row.hovered.connect(self.term_hovered)
            row.chosen.connect(self.term_chosen)
            self.rows.append(row)
        self._arrange()

    def _arrange(self) -> None:
        shown, view, bar = self._shown, self._scroll.viewport(), self._scroll.verticalScrollBar()
        if shown is None or view is None or bar is None:
            return
        room = view.height()
        heights, width = self._heights(shown, self._scroll.width(), bar.sizeHint().width(), room)
        top = 0
        for index, row in enumerate(self.rows):
            row.setVisible(index < len(heights))
            if index < len(heights):
                row.setGeometry(0, top, width, int(heights[index]))
                top += int(heights[index])
        self._inside.resize(width, max(top, room))
        self._follow(shown)

    def _heights(self, shown: Shown, width: int, bar: int, room: int) -> tuple[list[float], int]:
        """The height of every row, and the width that they have beside the bar, if they need one.

        They are as large as fits. Where not all fit, the first of the done ones fold to one line; at last all are
        open, and scroll. All of that stays until something other than the numbers changes: nothing jumps while a hand
        scrubs.
        """
        last = len(shown.terms) - 1
        about = (last, shown.term, shown.digits, width, room)
        if about != self._about:
            self._about, self._fold, self._zoom, self._barred = about, 0, 0, False
        while True:
            heights = self._prepared(shown, width - bar * self._barred)
            if sum(heights) <= room or not self._give_way(shown):
                return heights, width - bar * self._barred

    def _give_way(self, shown: Shown) -> bool:
        """Take less room in the next best way; False where there is none left."""
        if self._zoom < len(_ZOOMS) - 1:
            self._zoom += 1
        elif shown.term < len(shown.terms) - 1 and self._fold < shown.term:
            self._fold += 1
        elif not self._barred:
            self._barred = True
        else:
            return False
        return True

    def _prepared(self, shown: Shown, width: int) -> list[float]:
        zoom = _ZOOMS[self._zoom]
        return [
            row.prepare(shown, self._state(shown, index, self._fold), width, zoom)
            for index, row in enumerate(self.rows[: len(shown.terms)])
        ]

    def _state(self, shown: Shown, index: int, folded: int) -> State:
        if index == shown.term:
            return "current"
        return "coming" if not shown.revealed(index) else "folded" if index < folded else "open"

    def _follow(self, shown: Shown) -> None:
        """Keep the current term in sight, where it changed."""
        about = (shown.term, len(shown.terms), self._inside.height())
        if about != self._before:
            self._before = about
            row = self.rows[shown.term].geometry()
            self._scroll.ensureVisible(0, row.bottom(), 0, 0)
            self._scroll.ensureVisible(0, row.top(), 0, 0)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._arrange()


class ListHead(QWidget):
    """The names of the columns, and how many digits they have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._shown: Shown | None = None
        self.digits = Choice(tr("Digits"), ghost=True, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._theme = theme
        self.setFixedHeight(theme.px(38))
        self.digits.show_theme(theme)
        counts = range(LEAST_DIGITS, MOST_DIGITS + 1)
        self.digits.show_options(tuple((str(count), tr("{count} digits", count=count)) for count in counts))
        self._place()

    def show_axes(self, shown: Shown) -> None:
        """Their names."""
        self._shown = shown
        self.digits.show_choice(str(shown.digits))
        self._place()
        self.update()

    def _place(self) -> None:
        size = self.digits.sizeHint()
        self.digits.resize(QSize(size.width(), self.digits.height()))
        self.digits.move(self.width() - size.width() - self._theme.px(8), (self.height() - self.digits.height()) // 2)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The digits stay at the right."""
        self._place()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Three words."""
        if self._shown is None:
            return
        theme, painter = self._theme, QPainter(self)
        columns = columns_of(theme, self.width(), self._shown.digits)
        base = self.height() / 2 + theme.px(5)
        painter.setFont(theme.font(13.5))
        painter.setPen(theme.color("text2"))
        painter.drawText(QPointF(columns.formula, base), tr("formula"))
        for left, name in zip((columns.first, columns.second), self._shown.surface.axes, strict=True):
            self._paint_axis(painter, QPointF(left, base), axis_name(name))
        painter.end()

    def _paint_axis(self, painter: QPainter, at: QPointF, name: str) -> None:
        theme = self._theme
        large = theme.font(16, 700)
        painter.setFont(large)
        painter.setPen(theme.color("text"))
        painter.drawText(at, name)
        beside = QPointF(at.x() + QFontMetricsF(large).horizontalAdvance(name) + theme.px(6), at.y())
        word = tr("axis")
        if QRectF(self.digits.geometry()).left() > beside.x() + QFontMetricsF(theme.font(13.5)).horizontalAdvance(word):
            painter.setFont(theme.font(13.5))
            painter.setPen(theme.color("text2"))
            painter.drawText(beside, word)
