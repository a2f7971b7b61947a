"""One row worked out: from its inputs to z, to what is said, to what it costs, with numbers that add up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PyQt6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from app.engine.gates.forward import is_composition
from app.engine.gates.task import GateTask
from app.engine.worked.expression import Role
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.gates.row_view_digits import MOST_OF_SUM
from app.views.gates.row_view_lines import FEW, WorkedLine, worked_lines
from app.views.numbers import tick
from app.views.run_look import RunLook
from app.views.worked.math_line import Lines, laid_out
from app.views.worked.math_tree import text_of

_HEAD, _HEAD_LOW = 28, 22
_LEADING, _TIGHT = 7, 3
_STEPS = (
    (Theme.formula_size, _LEADING, _HEAD),
    (Theme.number_size, 5, _HEAD),
    (Theme.body_size, _TIGHT, _HEAD_LOW),
    (Theme.label_size, 2, _HEAD_LOW),
    (Theme.label_size, 2, 0),
)
"""Size of the letters, leading, and height of the name: the first with which all lines show, else the last."""
_TOKENS: dict[Role, str] = {"point": "text", "one": "one", "zero": "zero"}


@dataclass(frozen=True)
class Placed:
    """A line with its parts laid out: `top` in pixels from the first line's top, `height` of all of its lines."""

    line: WorkedLine
    top: float
    height: float
    formula: Lines
    aside: Lines | None


class RowView(QAbstractScrollArea):
    """Shows the worked row under its name (`headed`); all digits are in the tooltips.

    Where it is low the lines move together, then the name goes; what is left scrolls, with the result in sight. While
    a run is played the lines do not move: they lie as those with the most digits do.
    """

    def __init__(self, headed: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headed = headed
        self._theme, self._task, self._look = DARK, GateTask(()), RunLook(2, 2)
        self._values, self._threshold, self._row = np.empty(0), 0.5, -1
        self._placed: tuple[Placed, ...] = ()
        self._leading, self._head_height, self._symbol = _LEADING, _HEAD if headed else 0, Theme.number_size
        self._wanted, self._bottom = 0, 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def lines(self) -> tuple[WorkedLine, ...]:
        """What it shows."""
        return tuple(placed.line for placed in self._placed)

    @property
    def heading(self) -> str:
        """Which row it is."""
        if not 0 <= self._row < len(self._task.rows):
            return tr("A row, worked")
        row = self._task.rows[self._row]
        return tr("Row ({x1}, {x2}), worked", x1=tick(row.x1), x2=tick(row.x2))

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._lay_out()

    def show_task(self, task: GateTask, look: RunLook) -> None:
        """Another unit or network, or other rows."""
        self._task, self._look = task, look
        self._lay_out()

    def show_values(self, values: Any) -> None:
        """The parameters (P,) of the present step; empty before there are any."""
        self._values = np.asarray(values, np.float64)
        self._lay_out()

    def show_threshold(self, threshold: float) -> None:
        """From which share on a 1 is said."""
        self._threshold = threshold
        self._lay_out()

    def show_row(self, index: int) -> None:
        """The row that is worked out; -1 for none."""
        self._row = index
        self._lay_out()

    def wanted_height(self) -> int:
        """The height at which everything has its room, in pixels."""
        return self._wanted

    def result_shown(self) -> QRectF | None:
        """Where the result is seen: in its place, else at the lower end; None without a result."""
        each = self._result
        if each is None:
            return None
        top, most = self._top() + each.top, self._pinned_top(each)
        return QRectF(0, min(top, most), self._room() + self._symbols(), each.height)

    def sizeHint(self) -> QSize:
        """All lines."""
        return QSize(self._theme.px(288), self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        """The name and two lines; the others scroll."""
        return QSize(self._theme.px(160), math.ceil(self._head) + self._theme.px(48))

    @property
    def _head(self) -> float:
        return float(self._theme.px(self._head_height))

    @property
    def _result(self) -> Placed | None:
        return next((each for each in self._placed if each.line.result), None)

    def _pinned_top(self, each: Placed) -> float:
        return self.height() - each.height - self._theme.px(_TIGHT)

    def _room(self) -> float:
        view = self.viewport()
        assert view is not None
        return float(view.width()) - self._symbols() - self._theme.px(2)

    def _symbols(self) -> float:
        """How far from the left the `=` stand."""
        metrics = QFontMetricsF(self._theme.font(self._symbol))
        lines = worked_lines(self._task, self._values, -1)
        widest = max(metrics.horizontalAdvance(line.symbol) for line in (*lines, WorkedLine(tr("mean"), "")))
        return widest + self._theme.px(8)

    def _lay_out(self) -> None:
        lines = worked_lines(self._task, self._values, self._row, self._threshold)
        longest = lines
        if self._task.hidden <= FEW and not is_composition(self._task):
            longest = worked_lines(self._task, self._values, self._row, self._threshold, MOST_OF_SUM)
        for at, (size, leading, head) in enumerate(_STEPS):
            self._leading, self._symbol = leading, min(size, Theme.number_size)
            self._head_height = head if self._headed else 0
            placed = self._place(longest, size, leading)
            bottom = placed[-1].top + placed[-1].height if placed else 0.0
            needed = math.ceil(self._head + bottom) + self._theme.px(leading)
            self._wanted = needed if at == 0 else self._wanted
            if needed <= self.height():
                break
        self._placed = self._place(lines, size, leading)
        self._bottom = needed
        placed = self._placed
        self._scroll_range()
        spoken = (f"{each.line.symbol} {text_of(each.line.latex)} {text_of(each.line.aside)}" for each in placed)
        self.setAccessibleName(self.heading)
        self.setAccessibleDescription(". ".join(each.strip() for each in spoken))
        view = self.viewport()
        assert view is not None
        view.update()

    def _place(self, lines: tuple[WorkedLine, ...], size: int, leading: int) -> tuple[Placed, ...]:
        theme, room, top = self._theme, self._room(), 0.0
        font, small, placed = theme.font(size, 500), theme.font(self._symbol, 500), []
        for line in lines:
            aside = laid_out(line.aside, small, room, upright=False, breaks=False) if line.aside else None
            left = room - (aside.width + theme.px(6) if aside is not None else 0.0)
            # Of many hidden units each has one line, however small.
            formula = laid_out(line.latex, small if line.aside else font, left, False, breaks=not line.aside)
            height = max(formula.height, font.pixelSize() * 0.96)
            placed.append(Placed(line, top, height, formula, aside))
            top += height + theme.px(leading)
        return tuple(placed)

    def _scroll_range(self) -> None:
        bar = self.verticalScrollBar()
        assert bar is not None
        bar.setRange(0, max(self._bottom - self.height(), 0))
        bar.setPageStep(self.height())
        bar.setSingleStep(self._theme.px(Theme.formula_size + self._leading))

    def _top(self) -> float:
        bar = self.verticalScrollBar()
        assert bar is not None
        return self._head - bar.value()

    def _ink(self, role: Role) -> QColor:
        if role == "step":
            return self._theme.run(self._look.color)
        return self._theme.color(_TOKENS.get(role, "text2"))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw anew: the lines are few."""
        view = self.viewport()
        assert view is not None
        view.update()

    def viewportEvent(self, event: QEvent | None) -> bool:
        """The tooltip has all digits of the line under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            line = self.line_at(event.pos().y())
            QToolTip.showText(event.globalPos(), line.digits if line is not None else "", self)
            return True
        return super().viewportEvent(event)

    def line_at(self, y: float) -> WorkedLine | None:
        """The line at a height of the view."""
        result, pinned = self._result, self.result_shown()
        if result is not None and pinned is not None and y >= pinned.top() >= self._pinned_top(result):
            return result.line
        inside = (each for each in self._placed if 0 <= y - self._top() - each.top < each.height + self._leading)
        return next((each.line for each in inside), None)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The name, then symbols to the left of their `=`, and what is pushed at the right end."""
        view, theme = self.viewport(), self._theme
        assert view is not None
        painter = QPainter(view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(view.rect(), theme.color("bg1"))
        edge, top = self._symbols(), self._top()
        if self._head_height:
            painter.setFont(theme.font(theme.body_size, 600))
            painter.setPen(theme.color("text"))
            painter.drawText(QPointF(0, top - theme.px(0.45 * self._head_height)), self.heading)
        for each in self._placed:
            self._paint_line(painter, each, edge, top + each.top, float(view.width()))
        result = self._result
        if result is not None and top + result.top > self._pinned_top(result):
            self._paint_pinned(painter, result, edge, float(view.width()))
        painter.end()

    def _paint_pinned(self, painter: QPainter, each: Placed, edge: float, width: float) -> None:
        """The result below a line, over what scrolls."""
        top, around = self._pinned_top(each), self._theme.px(_TIGHT)
        painter.fillRect(QRectF(0, top - around, width, self.height() - top + around), self._theme.color("bg1"))
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLine(QPointF(0, top - around), QPointF(width, top - around))
        self._paint_line(painter, each, edge, top, width)

    def _paint_line(self, painter: QPainter, each: Placed, edge: float, top: float, width: float) -> None:
        font = self._theme.font(self._symbol, italic=each.line.italic)
        first = each.formula.lines[0]
        baseline = top + first.ascent
        painter.setFont(font)
        painter.setPen(self._theme.color("text2"))
        left = edge - self._theme.px(8) - QFontMetricsF(font).horizontalAdvance(each.line.symbol)
        painter.drawText(QPointF(left, baseline), each.line.symbol)
        each.formula.paint(painter, QPointF(edge, top), self._ink)
        if each.aside is not None:
            aside = each.aside
            aside.paint(painter, QPointF(width - aside.width - 2, baseline - aside.lines[0].ascent), self._ink)
