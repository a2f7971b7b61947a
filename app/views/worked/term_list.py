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
from app.views.worked.term_row import State, TermRow, columns_of
from app.views.worked.typesetting import LEAST_DIGITS, MOST_DIGITS


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
        self._fold = 0
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
        shown = self._shown
        if shown is None:
            return
        view = self._scroll.viewport()
        assert view is not None
        width, room = view.width(), view.height()
        heights = self._folded(shown, width, room)
        top = 0
        for index, row in enumerate(self.rows):
            row.setVisible(index < len(heights))
            if index < len(heights):
                row.setGeometry(0, top, width, int(heights[index]))
                top += int(heights[index])
        self._inside.resize(width, max(top, room))
        if view.width() < width:
            # Its bar appeared, and took a part of the width.
            self._arrange()
            return
        self._follow(shown)

    def _folded(self, shown: Shown, width: int, room: int) -> list[float]:
        """The height of every row; the first of the done ones fold to one line where not all fit; at last all open.

        So many stay folded until something other than the numbers changes: nothing jumps while a hand scrubs.
        """
        last = len(shown.terms) - 1
        about = (last, shown.term, shown.digits, width, room)
        if about != self._about:
            self._about, self._fold = about, 0
        count = 0 if shown.term == last else self._fold
        heights = [
            row.prepare(shown, self._state(shown, index, count), width)
            for index, row in enumerate(self.rows[: last + 1])
        ]
        while shown.term != last and self._fold < shown.term and sum(heights) > room:
            heights[self._fold] = self.rows[self._fold].prepare(shown, "folded", width)
            self._fold += 1
        return heights

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
