"""How the cells of the truth table are drawn: digits, badges, the output's bar with the threshold's tick."""

from __future__ import annotations

import math
from typing import Protocol

from PyQt6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PyQt6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.gates.badges import class_token, draw_class_badge, draw_undecided_badge, draw_wrong_badge
from app.views.gates.diagram_names import hidden_color
from app.views.gates.table_answers import Answer
from app.views.gates.table_columns import RADIUS, RADIUS_COMPACT, Columns
from app.views.gates.table_model import Column, TableModel

_TALL = 36  # a row from which on a small table has room for the output below what is said
_BAR = 3.6


class Shown(Protocol):
    """What the cells need to know of their table."""

    theme: Theme
    threshold: float
    has_threshold: bool
    compact: bool
    colored_layers: bool
    columns_shown: Columns
    numbers: TableModel


def bar_of(theme: Theme, cell: QRectF) -> QRectF:
    """The bar below an output, from 0 to 1, in its cell."""
    width = min(cell.width() - theme.px(8), theme.px(64))
    middle = cell.center()
    return QRectF(middle.x() - width / 2, middle.y() + 7 * theme.scale, width, _BAR * theme.scale)


class Cells(QStyledItemDelegate):
    """Paints one cell by its column."""

    def __init__(self, table: QWidget, shown: Shown) -> None:
        super().__init__(table)
        self._shown = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """The table says how large its cells are."""
        return QSize(0, 0)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """By column."""
        assert painter is not None
        model, theme, rect = self._shown.numbers, self._shown.theme, QRectF(option.rect)
        column, answer = model.columns[index.column()], model.answer(index.row())
        text = model.text(index.row(), column, self._shown.columns_shown.is_short)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column == "target":
            draw_class_badge(painter, theme, rect.center(), self._radius, model.task.rows[index.row()].target)
        elif answer is None and column not in ("x1", "x2"):
            self._write(painter, rect, text, theme.color("text2"))
        elif column == "says" and answer is not None:
            self._paint_says(painter, rect, answer, text)
        elif column == "output" and answer is not None:
            self._paint_output(painter, rect, answer, text)
        else:
            self._paint_number(painter, rect, column, answer, text)
        painter.restore()

    @property
    def _radius(self) -> float:
        return (RADIUS_COMPACT if self._shown.compact else RADIUS) * self._shown.theme.scale

    def _paint_number(self, painter: QPainter, rect: QRectF, column: Column, answer: Answer | None, text: str) -> None:
        theme = self._shown.theme
        color, weight = theme.color("text"), 400
        if column in ("h1", "h2"):
            color, weight = QColor(hidden_color(theme, int(column[1]) - 1, self._shown.colored_layers)), 600
        right = column in ("z", "loss")
        room = rect.adjusted(theme.px(2), 0, -theme.px(4 if right else 2), 0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignHCenter
        number = {"z": answer.z, "loss": answer.loss}.get(column, 0.0) if answer is not None else 0.0
        bad = not math.isfinite(number)
        self._write(painter, room, text, theme.color("danger") if bad else color, side, weight=weight)

    def _write(
        self, painter: QPainter, room: QRectF, text: str, color: QColor,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter, quiet: bool = False, weight: int = 400,
    ) -> None:  # fmt: skip
        """All numbers in one size; `quiet` in that of the heads."""
        columns = self._shown.columns_shown
        painter.setFont(self._shown.theme.font(columns.head_size if quiet else columns.size, weight))
        painter.setPen(color)
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_output(self, painter: QPainter, rect: QRectF, answer: Answer, text: str) -> None:
        theme, bar = self._shown.theme, bar_of(self._shown.theme, rect)
        room = QRectF(rect.left() + 2, bar.top() - theme.px(19), rect.width() - 4, theme.px(18))
        self._write(painter, room, text, theme.color("danger" if math.isnan(answer.output) else "text"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bg4"))
        radius = bar.height() / 2
        painter.drawRoundedRect(bar, radius, radius)
        share = min(max(answer.share, 0.0), 1.0) if math.isfinite(answer.share) else 0.0
        if share > 0:
            painter.setBrush(theme.color(class_token(answer.says)))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), radius, radius)
        if self._shown.has_threshold:
            x = bar.left() + self._shown.threshold * bar.width()
            painter.setPen(QPen(theme.color("text"), max(1.4, 1.4 * theme.scale)))
            painter.drawLine(QPointF(x, bar.top() - 2.2 * theme.scale), QPointF(x, bar.bottom() + 3.2 * theme.scale))

    def _paint_says(self, painter: QPainter, rect: QRectF, answer: Answer, text: str) -> None:
        theme, compact, radius = self._shown.theme, self._shown.compact, self._radius
        if answer.points > 1:
            self._paint_share(painter, rect, answer, text)
            return
        output = self._shown.numbers.output_text(answer, self._shown.columns_shown.is_short)
        tall = compact and rect.height() >= theme.px(_TALL) and bool(output)
        center = rect.center() + (QPointF(0, -8 * theme.scale) if tall else QPointF())
        apart = min(theme.px(10), rect.width() / 2 - radius)
        if not compact:
            center -= QPointF(apart, 0)
        if answer.undecided:
            self._paint_undecided(painter, rect, center, text)
        else:
            draw_class_badge(painter, theme, center, radius, answer.says)
            if compact and not answer.correct:
                # The head of the table must not cut it off.
                above = min(1.0 * radius, max(rect.height() / 2 + center.y() - rect.center().y() - 0.85 * radius, 0.0))
                aside = 1.4 * radius - 0.25 * above
                draw_wrong_badge(painter, theme, center + QPointF(aside, -above), 0.74 * radius)
            elif not compact:
                self._paint_mark(painter, center + QPointF(2.1 * apart, 0), answer.correct)
        if tall:
            room = QRectF(rect.left(), center.y() + radius + theme.scale, rect.width(), theme.px(15))
            self._write(painter, room, output, theme.color("text2"), quiet=True)

    def _paint_share(self, painter: QPainter, rect: QRectF, answer: Answer, text: str) -> None:
        """How many of how many, in as many words as there is room for; below each other in a small table."""
        theme = self._shown.theme
        token = "ok" if answer.correct else "text" if 2 * answer.right >= answer.points else "danger"
        room = rect.adjusted(2, 0, -2, 0)
        if self._shown.compact and rect.height() >= theme.px(_TALL):
            line = theme.px(18)
            above = QRectF(room.left(), room.center().y() - line, room.width(), line)
            self._write(painter, above, str(answer.right), theme.color(token), weight=600)
            words = tr("of {points}", points=answer.points)
            self._write(painter, above.translated(0, line), words, theme.color("text2"), quiet=True)
            return
        longest = tr("{right} of {points}", right=answer.points, points=answer.points)  # all rows alike
        if QFontMetricsF(theme.font(self._shown.columns_shown.size, 600)).horizontalAdvance(longest) > room.width():
            text = f"{answer.right}/{answer.points}"
        self._write(painter, room, text, theme.color(token), weight=600)

    def _paint_undecided(self, painter: QPainter, rect: QRectF, center: QPointF, text: str) -> None:
        """A gray badge with a question mark, or the word where there is room for it."""
        theme = self._shown.theme
        font = theme.font(self._shown.columns_shown.head_size)
        if QFontMetricsF(font).horizontalAdvance(text) <= rect.width() - 2:
            room = QRectF(rect.left(), center.y() - theme.px(10), rect.width(), theme.px(20))
            self._write(painter, room, text, theme.color("text2"), quiet=True)
            return
        draw_undecided_badge(painter, theme, center, self._radius)

    def _paint_mark(self, painter: QPainter, at: QPointF, right: bool) -> None:
        """A check, or a red cross."""
        theme, size = self._shown.theme, 6.5 * self._shown.theme.scale
        pen = QPen(theme.color("ok" if right else "danger"), 2.2 * theme.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if right:
            tick = ((-0.75, 0.0), (-0.15, 0.62), (0.85, -0.66))
            painter.drawPolyline(QPolygonF([at + QPointF(x * size, y * size) for x, y in tick]))
            return
        for side in (-1, 1):
            reach = QPointF(0.62 * size, 0.62 * side * size)
            painter.drawLine(at - reach, at + reach)


class Heads(QHeaderView):
    """The names of the columns, above what they name."""

    def __init__(self, table: QWidget, shown: Shown) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._shown = shown
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter | None, rect: QRect, logicalIndex: int) -> None:
        """In quiet letters; hidden units in their colors."""
        assert painter is not None
        cell = QRectF(rect)
        theme, model = self._shown.theme, self._shown.numbers
        column = model.columns[logicalIndex]
        text, size = model.head(column), self._shown.columns_shown.head_size
        right = column in ("z", "loss")
        color, font = theme.color("text2"), theme.font(size)
        if column in ("h1", "h2"):
            color = QColor(hidden_color(theme, int(column[1]) - 1, self._shown.colored_layers))
            font = theme.font(size, 600)
        painter.save()
        painter.fillRect(cell, theme.color("bg1"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(cell.left(), cell.bottom() - 0.5), QPointF(cell.right() + 1, cell.bottom() - 0.5))
        room = cell.adjusted(1, 0, -theme.px(4) if right else -1, -theme.px(2))
        painter.setFont(font)
        painter.setPen(color)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
