"""The terms of one step in rows: symbol, formula, x and y; one of them is chosen."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QModelIndex, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PyQt6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.engine.worked.term import Term
from app.engine.worked.update import WorkedUpdate
from app.theme import DARK, Theme
from app.views.inline_latex import inline
from app.views.plain_table import make_plain
from app.views.plot_axes import name_width, paint_name
from app.views.worked.typesetting import Formula, formula, formula_latex
from app.views.worked_model import FIRST, FORMULA, SECOND, SYMBOL, TermsModel

COMPACT_ROW, TALL_ROW, HEAD = 19, 27, 18
_PAD, _SYMBOL, _VALUE, _INDENT = 6, 36, 68, 8
_SYMBOL_SIZE, _FORMULA_SIZE, _LEAST_SIZE = 14.0, 12.5, 8.0
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class TermTable(QTableView):
    """The pointer, or the keyboard's place, points at a term: `term_pointed` says which, −1 for none."""

    term_pointed = pyqtSignal(int)
    copy_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.tall, self.by_keys = DARK, False, False
        self._hovered, self._pointed, self._marked = -1, -1, -1
        self._joined: tuple[bool, ...] = ()
        self.bold = self.font()
        self.terms = TermsModel(self)
        self.setModel(self.terms)
        self.setItemDelegate(_Cell(self))
        make_plain(self)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        assert rows is not None and heads is not None
        self._rows, self._heads = rows, _Heads(self)
        self.setHorizontalHeader(self._heads)
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def marked(self) -> int:
        """The row that is chosen or pointed at, here or elsewhere; −1 for none."""
        return self._marked if self._marked < len(self.terms.terms) else -1

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self.theme = theme
        self.setFont(theme.font(theme.label_size))
        self.bold = theme.font(theme.label_size, 600)
        self._heads.setFixedHeight(theme.px(HEAD))
        self._measure()

    def show_tall(self, tall: bool) -> None:
        """High rows with typeset fractions, or low ones with all in a line."""
        self.tall = tall
        self._measure()

    def show_update(self, update: WorkedUpdate | None) -> None:
        """The terms of another step."""
        before = len(self.terms.terms)
        self.terms.show_update(update)
        if len(self.terms.terms) != before:
            self._marked = -1  # other rows: what is marked next is brought in sight
        joined = tuple(term.coupled for term in self.terms.terms)
        if joined != self._joined:
            self._joined = joined
            self.clearSpans()
            for row, both in enumerate(joined):
                if both:
                    self.setSpan(row, FIRST, 1, 2)

    def show_marked(self, row: int) -> None:
        """Mark a row, and bring it in sight."""
        if row != self._marked:
            self._marked = row
            self._bring_in_sight()
            self._repaint()

    def _bring_in_sight(self) -> None:
        if self.marked >= 0 and self._hovered < 0:
            self.executeDelayedItemsLayout()
            self.scrollTo(self.terms.index(self.marked, SYMBOL))

    def wanted_height(self, rows: int) -> int:
        """The height at which so many rows show, in pixels."""
        return self.theme.px(HEAD) + rows * self.row_height + 2

    @property
    def row_height(self) -> int:
        """In pixels."""
        return self.theme.px(TALL_ROW if self.tall else COMPACT_ROW)

    def written(self, term: Term) -> Formula:
        """The right side of a term, typeset once."""
        latex = formula_latex(term).split(" = ", 1)[1]
        return formula(latex if self.tall else inline(latex), self.theme.color("text2").name())

    def symbol(self, term: Term) -> Formula:
        """The name of a term."""
        return formula(term.latex, self.theme.color("text").name())

    def _measure(self) -> None:
        theme, view = self.theme, self.viewport()
        assert view is not None
        self._rows.setMinimumSectionSize(self.row_height)
        self._heads.setMinimumSectionSize(1)  # else as wide as the style wants, with the font of the moment
        self._rows.setDefaultSectionSize(self.row_height)
        symbol, value = theme.px(_SYMBOL), theme.px(_VALUE)
        for column, width in ((SYMBOL, symbol), (FIRST, value), (SECOND, value)):
            self.setColumnWidth(column, width)
        self.setColumnWidth(FORMULA, max(theme.px(40), view.width() - symbol - 2 * value))
        self._repaint()

    def _repaint(self) -> None:
        view = self.viewport()
        assert view is not None
        view.update()

    def _hover(self, row: int) -> None:
        self._hovered = row
        self._point()

    def _point(self) -> None:
        """What the pointer is over, else where the keyboard is."""
        current = self.currentIndex().row() if self.hasFocus() else -1
        pointed = self._hovered if self._hovered >= 0 else current
        if pointed != self._pointed:
            self._pointed = pointed
            self.term_pointed.emit(pointed)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """The keyboard, or a click, goes to another term."""
        super().currentChanged(current, previous)
        self._hovered = -1
        self._point()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Point at the term under the pointer."""
        super().mouseMoveEvent(event)
        if event is not None:
            self._hover(self.indexAt(event.position().toPoint()).row())

    def viewportEvent(self, event: QEvent | None) -> bool:
        """The pointer leaves."""
        if event is not None and event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """The keyboard begins at the term that is marked."""
        self.by_keys = event is not None and event.reason() in _KEYS
        if not self.currentIndex().isValid() and self.marked >= 0:
            self.setCurrentIndex(self.terms.index(self.marked, SYMBOL))
        super().focusInEvent(event)
        self._point()
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """No term is pointed at any more."""
        super().focusOutEvent(event)
        self._point()
        self._repaint()

    def event(self, event: QEvent | None) -> bool:
        """Copying is the table's own while it has the keyboard: the window's shortcut copies a run."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Arrows walk the terms; all else is the window's."""
        assert event is not None
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.key() in _MOVES:
            self.by_keys = True
            super().keyPressEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Divide the width anew."""
        super().resizeEvent(event)
        self._measure()
        self._bring_in_sight()


class _Heads(QHeaderView):
    """The names of the axes, in italics above their values."""

    def __init__(self, table: TermTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter | None, rect: object, section: int) -> None:
        """Right-aligned, without a ground."""
        assert painter is not None
        theme = self._table.theme
        name = str(self._table.terms.headerData(section, Qt.Orientation.Horizontal))
        if name:
            right = self.sectionViewportPosition(section) + self.sectionSize(section) - theme.px(_PAD)
            painter.setPen(theme.color("text2"))
            baseline = self.height() - theme.px(4)
            paint_name(painter, theme, name, QPointF(right - name_width(theme, name), baseline))


class _Cell(QStyledItemDelegate):
    """Paints a cell; symbols and numbers share a baseline."""

    def __init__(self, table: TermTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """As high as a row."""
        return QSize(0, self._table.row_height)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Ground, then symbol, formula or value."""
        assert painter is not None
        table, row, column = self._table, index.row(), index.column()
        theme, rect, marked = table.theme, QRectF(option.rect), index.row() == table.marked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marked:
            painter.fillRect(rect, theme.color("bg4"))
        if (option.state & QStyle.StateFlag.State_HasFocus and table.by_keys) or (
            table.hasFocus() and table.by_keys and row == table.currentIndex().row()
        ):
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), theme.color("focus"))
        font = table.bold if marked else table.font()
        baseline = rect.center().y() + QFontMetricsF(font).capHeight() / 2
        term = table.terms.terms[row]
        if column == SYMBOL:
            _paint_formula(painter, table.symbol(term), rect, theme.px(_INDENT), baseline, _SYMBOL_SIZE * theme.scale)
        elif column == FORMULA:
            room = rect.adjusted(0, 0, theme.px(_VALUE) - theme.px(24) if term.coupled else -theme.px(4), 0)
            painter.setClipRect(room)
            _paint_formula(painter, table.written(term), room, 0, baseline, _FORMULA_SIZE * theme.scale)
        else:
            text = table.terms.value_text(row, column - FIRST)
            _paint_value(painter, text, rect, baseline, font, theme)
        painter.restore()


def _paint_formula(
    painter: QPainter, written: Formula, room: QRectF, indent: float, baseline: float, size: float
) -> None:
    """At a size at which it fits, but no smaller than can be read; in the middle of the row where it is high."""
    high = written.ascent(size) + written.descent(size)
    fitting = size * min(1.0, (room.width() - indent) / max(written.width(size), 1.0), (room.height() - 2.0) / high)
    size = max(fitting, size * _LEAST_SIZE / _FORMULA_SIZE)
    above, below = written.ascent(size), written.descent(size)
    if baseline - above < room.top() or baseline + below > room.bottom():
        baseline = room.center().y() + (above - below) / 2
    written.paint(painter, QPointF(room.left() + indent, baseline), size)


def _paint_value(painter: QPainter, text: str, rect: QRectF, baseline: float, font: QFont, theme: Theme) -> None:
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    width = QFontMetricsF(painter.font()).horizontalAdvance(text)
    right = rect.right() - theme.px(_PAD)
    share = min(1.0, (rect.width() - theme.px(_PAD)) / max(width, 1.0))
    painter.translate(right - width * share, baseline)
    painter.scale(share, 1.0)
    painter.drawText(QPointF(0, 0), text)
