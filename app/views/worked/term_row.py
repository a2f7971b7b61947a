"""One term of the update: its number, its formula, this step's numbers and the result, an axis beside the other."""

from __future__ import annotations

import math

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.worked.copied import copy_latex, copy_line, line_of
from app.views.worked.math_line import Ink
from app.views.worked.reading import sentence_of
from app.views.worked.shown import COMING, Shown
from app.views.worked.term_cells import (
    FORMULA,
    GAP,
    LEAST,
    NUMBERS,
    RESULTS,
    Cell,
    Columns,
    State,
    cell_of,
    columns_of,
)
from app.views.worked.typesetting import formula_of


class TermRow(QWidget):
    """Paints one term; hovering or focusing it says so, a click goes there."""

    hovered = pyqtSignal(int, bool)
    chosen = pyqtSignal(int)

    def __init__(self, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index, self._state = index, "open"
        self._shown: Shown | None = None
        self._zoom = 1.0
        self._cells: tuple[Cell, ...] = ()
        self._columns = Columns(0, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def state(self) -> str:
        """Open, folded, current or coming."""
        return self._state

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What stands in the columns."""
        return self._cells

    def prepare(self, shown: Shown, state: State, width: float, zoom: float = 1.0) -> float:
        """Lay out anew, `zoom` times as large as usual; how high the row wants to be."""
        self._shown, self._state, self._zoom = shown, state, zoom
        theme = shown.theme
        self._columns = columns_of(theme, width, shown.digits)
        self._cells = self._made(shown, state)
        if state == "current" or self.hasFocus():
            self.setAccessibleName(self._spoken(shown))
        self.update()
        words = QFontMetricsF(theme.font(NUMBERS[state] * self._zoom)).height()
        tallest = max((cell.height(words, theme.px(GAP[state])) for cell in self._cells), default=0.0)
        picture = formula_of(shown.terms[self._index], theme, shown.run_color)
        size = self._formula_size(shown)
        tallest = max(tallest, picture.ascent(size) + picture.descent(size))
        pad = theme.px(zoom * (8 if state in ("folded", "coming") else 12 if state == "open" else 22))
        wanted = max(theme.px(LEAST[state] * zoom), math.ceil(tallest) + pad)
        return wanted + (self._sentence_height(shown, width) if state == "current" else 0)

    def _spoken(self, shown: Shown) -> str:
        term = shown.terms[self._index]
        if not shown.revealed(self._index):
            return tr("Term {number}, not revealed yet", number=self._index + 1)
        return tr("Term {number}: {line}. {sentence}", number=self._index + 1, line=line_of(term, shown.digits,
                  shown.surface.axes), sentence=tr(term.sentence))  # fmt: skip

    def _made(self, shown: Shown, state: State) -> tuple[Cell, ...]:
        term = shown.terms[self._index]
        if state == "coming":
            return ()
        columns = self._columns
        lefts = (columns.first,) if term.coupled else (columns.first, columns.second)
        return tuple(
            cell_of(shown, self._index, state, axis, left, columns.room(axis, term.coupled), self._zoom)
            for axis, left in enumerate(lefts)
        )

    def _formula_size(self, shown: Shown) -> float:
        """As large as the state has it, smaller where its column is too narrow."""
        size = FORMULA[self._state] * self._zoom * shown.theme.scale
        picture = formula_of(shown.terms[self._index], shown.theme, shown.run_color)
        room = self._columns.first - self._columns.formula - shown.theme.px(14)
        return min(size, size * room / max(picture.width(size), 1.0))

    def _sentence_font(self, theme: Theme) -> QFont:
        return theme.font(13.5 * min(self._zoom, 1.25), 600)

    def _sentence_height(self, shown: Shown, width: float) -> int:
        metrics = QFontMetricsF(self._sentence_font(shown.theme))
        room = QRectF(0, 0, width - self._columns.formula - shown.theme.px(22), 10_000)
        rect = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._sentence(shown))
        return math.ceil(rect.height()) + shown.theme.px(18)

    def _sentence(self, shown: Shown) -> str:
        return sentence_of(shown, self._index)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Frame, number, formula, columns, sentence."""
        shown = self._shown
        if shown is None or self._index >= len(shown.terms):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._state == "current"
        bottom = float(self.height())
        if current:
            self._paint_frame(painter, shown)
            bottom -= self._sentence_height(shown, self.width())
            self._paint_sentence(painter, shown, bottom)
        elif self.hasFocus() or shown.lit == self._index:
            self._paint_ground(painter, shown)
        if not current:
            painter.setPen(QPen(shown.theme.color("line"), 1))
            painter.drawLine(
                QPointF(shown.theme.px(16), bottom - 0.5), QPointF(self.width() - shown.theme.px(12), bottom - 0.5)
            )
        painter.setOpacity(1.0 if shown.revealed(self._index) else COMING)
        middle = bottom / 2
        self._paint_number(painter, shown, shown.theme.px(26) if current else middle)
        self._paint_formula(painter, shown, middle)
        painter.setOpacity(1.0)
        self._paint_cells(painter, shown, middle)
        painter.end()

    def _paint_frame(self, painter: QPainter, shown: Shown) -> None:
        radius = shown.theme.px(shown.theme.card_radius)
        painter.setPen(QPen(shown.run_color, 2))
        painter.setBrush(shown.theme.color("bg2"))
        side = shown.theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(side, 1, -2, -1), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_ground(self, painter: QPainter, shown: Shown) -> None:
        radius = shown.theme.px(shown.theme.control_radius)
        painter.setPen(QPen(shown.theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(shown.theme.color("bg2"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(shown.theme.px(8), 2, -2, -3), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_sentence(self, painter: QPainter, shown: Shown, top: float) -> None:
        theme = shown.theme
        left, right = self._columns.formula, self.width() - theme.px(18)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(QPointF(left, top + 0.5), QPointF(right, top + 0.5))
        painter.setFont(self._sentence_font(theme))
        painter.setPen(theme.color("text"))
        room = QRectF(left, top + theme.px(6), right - left, self.height() - top)
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), self._sentence(shown))

    def _paint_number(self, painter: QPainter, shown: Shown, middle: float) -> None:
        theme, color = shown.theme, shown.term_color(self._index)
        center, radius = QPointF(theme.px(32), middle), theme.px(12)
        filled = self._state == "current"
        painter.setPen(QPen(color, max(1.5, 1.6 * theme.scale)))
        painter.setBrush(color if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(center, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(theme.font(12.5, 700))
        painter.setPen(theme.color("bg0" if theme.dark else "on_accent") if filled else color)
        box = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._index + 1))

    def _paint_formula(self, painter: QPainter, shown: Shown, middle: float) -> None:
        picture = formula_of(shown.terms[self._index], shown.theme, shown.run_color)
        size = self._formula_size(shown)
        high = picture.ascent(size) + picture.descent(size)
        picture.paint(painter, QPointF(self._columns.formula, middle - high / 2 + picture.ascent(size)), size)

    def _paint_cells(self, painter: QPainter, shown: Shown, middle: float) -> None:
        theme = shown.theme
        if not self._cells:
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font(15 * self._zoom, 700))
            lefts = (
                (self._columns.first,)
                if shown.terms[self._index].coupled
                else (self._columns.first, self._columns.second)
            )
            for left in lefts:
                painter.drawText(QPointF(left, middle + theme.px(5)), "= ?")
            return
        font = theme.font(NUMBERS[self._state] * self._zoom)
        words = QFontMetricsF(font)
        gap = theme.px(GAP[self._state])
        for cell in self._cells:
            top = middle - cell.height(words.height(), gap) / 2
            if cell.numbers is not None:
                cell.numbers.paint(painter, QPointF(cell.left, top), self._quiet(shown))
                top += cell.numbers.height + gap
            elif cell.words:
                painter.setFont(font)
                painter.setPen(theme.color("text2"))
                painter.drawText(QPointF(cell.left, top + words.ascent()), cell.words)
                top += words.height() + gap
            color = shown.ink(cell.role) if cell.finite else theme.color("danger")
            cell.result.paint(painter, QPointF(cell.left, top), _one(color, theme.color("text2")))

    def _quiet(self, shown: Shown) -> Ink:
        """The line of numbers is quiet; in the current term every number has the color of what it is."""
        if self._state == "current":
            return shown.ink
        return lambda role: shown.theme.color("text2")

    def enterEvent(self, event: QEnterEvent | None) -> None:
        """Light it."""
        self.hovered.emit(self._index, True)

    def leaveEvent(self, event: QEvent | None) -> None:
        """No more."""
        self.hovered.emit(self._index, False)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """The keyboard lights it as the pointer does, and readers of the screen hear its line."""
        if self._shown is not None:
            self.setAccessibleName(self._spoken(self._shown))
        self.hovered.emit(self._index, True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """No more."""
        self.hovered.emit(self._index, False)
        super().focusOutEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Go there."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.chosen.emit(self._index)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """What can be copied."""
        if event is None or self._shown is None:
            return
        term, axes = self._shown.terms[self._index], self._shown.surface.axes
        menu = QMenu(self)
        for text, copied in (
            (tr("Copy line"), lambda: copy_line(term, axes)),
            (tr("Copy LaTeX"), lambda: copy_latex(term, axes)),
        ):
            action = menu.addAction(text)
            assert action is not None
            action.triggered.connect(lambda _checked, copied=copied: copied())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def _one(color: QColor, quiet: QColor) -> Ink:
    """The result in its color, what stands before it quiet."""
    return lambda role: color if role == RESULTS else quiet
