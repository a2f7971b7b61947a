"""How many seeds solve the task with so many hidden units: bars to pick a run from."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.gates.seed_bars_count import SeedCount, heads, next_seed, words
from app.views.gates.seed_bars_paint import are_upright, foot_height, paint_bar, paint_bar_name, paint_number

_BAR, _GAP = 30.0, 8.0
_RING = 2.0


class SeedBars(QWidget):
    """A click on a bar picks its first seed, each further click the next; its menu the next that fails or solves."""

    bar_picked = pyqtSignal(int, int)
    start_requested = pyqtSignal()
    cancel_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._hidden: tuple[int, ...] = ()
        self._names: dict[int, str] = {}
        self._counts: dict[int, SeedCount] = {}
        self._chosen: tuple[int, int] | None = None
        self._running = False
        self._focused = 0
        self._pointed = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What is told

    def show_theme(self, theme: Theme) -> None:
        """Take colors and fonts."""
        self._theme = theme
        self._describe()
        self.updateGeometry()
        self.update()

    def show_hidden(self, hidden: tuple[int, ...]) -> None:
        """The numbers of hidden units, from left to right."""
        self._hidden = hidden
        self._focused = max(min(self._focused, len(hidden) - 1), 0)
        self._describe()
        self.update()

    def show_names(self, names: Mapping[int, str]) -> None:
        """What the bars stand for, where that is not the number of hidden units."""
        self._names = dict(names)
        self._describe()
        self.update()

    def show_counts(self, counts: Mapping[int, SeedCount]) -> None:
        """Take what was counted so far, by the number of hidden units."""
        self._counts = dict(counts)
        self._describe()
        self.update()

    def show_chosen(self, hidden: int, seed: int) -> None:
        """Which run is looked at: its bar is pink."""
        self._chosen = (hidden, seed)
        self.update()

    def show_running(self, running: bool) -> None:
        """Whether seeds are being counted."""
        self._running = running
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the bars are meant to be."""
        return QSize(self._theme.px(190), self._theme.px(100))

    def minimumSizeHint(self) -> QSize:
        """Numbers above and below must have room."""
        return QSize(self._theme.px(140), self._theme.px(72))

    # What follows from it

    @property
    def progress(self) -> float:
        """The share of all the counting that is done."""
        return sum(self._count(hidden).progress for hidden in self._hidden) / max(len(self._hidden), 1)

    def _count(self, hidden: int) -> SeedCount:
        return self._counts.get(hidden, SeedCount())

    def _describe(self) -> None:
        self.setAccessibleName(tr("Seeds that solve it") if self._names else tr("Seeds that solve it, by hidden units"))
        self.setAccessibleDescription("; ".join(self.words(hidden).split("\n")[0] for hidden in self._hidden))

    def words(self, hidden: int) -> str:
        """What the tooltip of a bar says."""
        return words(self._names.get(hidden) or tr("h = {hidden}", hidden=hidden), self._count(hidden))

    def _texts(self) -> tuple[str, ...]:
        return tuple(self._names.get(hidden, str(hidden)) for hidden in self._hidden)

    @property
    def _left(self) -> float:
        """The letter h stands at the left of numbers; names say by themselves what they are."""
        return self._theme.px(2 if self._names else 18)

    @property
    def _pitch(self) -> float:
        return (self.width() - self._left) / max(len(self._hidden), 1)

    # Where things are

    def _rows(self) -> tuple[float, float, float]:
        """Top and bottom of the bars, and the bottom of the head."""
        theme = self._theme
        head = theme.px(20)
        return head + theme.px(20), self.height() - foot_height(theme, self._texts(), self._pitch), head

    def bar(self, hidden: int) -> QRectF:
        """The room of a bar as if all seeds solved the task."""
        place, theme = self._hidden.index(hidden), self._theme
        left, pitch = self._left, self._pitch
        width = min(_BAR * theme.scale, pitch - min(_GAP * theme.scale, 0.25 * pitch))
        top, bottom, _ = self._rows()
        return QRectF(left + (place + 0.5) * pitch - width / 2, top, width, max(bottom - top, 4.0))

    @property
    def head(self) -> str:
        """What the numbers are, in as many words as there is room for beside the action."""
        of = max((self._count(hidden).of for hidden in self._hidden), default=0)
        metrics = QFontMetricsF(self._theme.font(self._theme.label_size))
        room = self.action.left() - self._theme.px(8)
        *longer, shortest = heads(of, self.progress if self._running else None)
        return next((text for text in longer if metrics.horizontalAdvance(text) <= room), shortest)

    @property
    def action(self) -> QRectF:
        """The word that starts or ends the counting, at the upper right."""
        width = QFontMetricsF(self._theme.font(self._theme.label_size, 600)).horizontalAdvance(self._action_word)
        return QRectF(self.width() - width - self._theme.px(6), 0.0, width + self._theme.px(6), self._rows()[2])

    @property
    def _action_word(self) -> str:
        if self._running:
            return tr("cancel")
        return "" if self.progress >= 1 else tr("count")

    def hidden_at(self, pixel: QPointF) -> int | None:
        """Whose bar, with its numbers, lies under a pixel."""
        if pixel.y() < self._rows()[2]:
            return None
        for hidden in self._hidden:
            bar = self.bar(hidden)
            if bar.left() - self._theme.px(4) <= pixel.x() <= bar.right() + self._theme.px(4):
                return hidden
        return None

    # Drawing

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Head, bars, numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        for place, hidden in enumerate(self._hidden):
            self._paint_bar(painter, hidden, self.hasFocus() and place == self._focused)
        theme = self._theme
        if not self._names:
            painter.setFont(theme.font(theme.label_size))
            painter.setPen(theme.color("text2"))
            painter.drawText(QPointF(theme.px(2), self.height() - theme.px(5)), "h")
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font(theme.label_size))
        painter.setPen(theme.color("text2"))
        painter.drawText(QPointF(theme.px(2), theme.px(14)), self.head)
        painter.setFont(theme.font(theme.label_size, 600))
        painter.setPen(theme.color("text"))
        painter.drawText(QPointF(self.action.left(), theme.px(14)), self._action_word)

    def _paint_bar(self, painter: QPainter, hidden: int, focused: bool) -> None:
        theme, bar, count = self._theme, self.bar(hidden), self._count(hidden)
        chosen = self._chosen is not None and self._chosen[0] == hidden
        paint_bar(painter, theme, bar, count, chosen, self._pointed == hidden)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), _RING))
            ring = theme.px(2)
            painter.drawRoundedRect(bar.adjusted(-ring, -ring, ring, ring), theme.px(3), theme.px(3))
        painter.setFont(theme.font(theme.label_size, 700 if chosen else 500))
        painter.setPen(theme.color("text"))
        above = str(len(count.solved)) if count.done else "–"
        paint_number(painter, theme, above, QPointF(bar.center().x(), bar.top() - theme.px(4)), self._pitch)
        text, upright = self._names.get(hidden, str(hidden)), are_upright(theme, self._texts(), self._pitch)
        paint_bar_name(painter, theme, text, QPointF(bar.center().x(), bar.bottom()), upright, chosen)

    # The hand

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Pick from a bar, start or cancel."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._action_word and self.action.contains(event.position()):
            (self.cancel_requested if self._running else self.start_requested).emit()
            return
        hidden = self.hidden_at(event.position())
        if hidden is not None:
            self._focused = self._hidden.index(hidden)
            self.pick(hidden, self._count(hidden).seeds)

    def pick(self, hidden: int, among: tuple[int, ...]) -> None:
        """Wish for the next of these seeds; for seed 0 where none was run."""
        here = self._chosen is not None and self._chosen[0] == hidden
        self.bar_picked.emit(hidden, next_seed(among, self._chosen[1] if self._chosen and here else None))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Light what the pointer is on."""
        if event is None:
            return
        hidden = self.hidden_at(event.position())
        over = hidden is not None or (bool(self._action_word) and self.action.contains(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self._pointed = -1 if hidden is None else hidden
        self.update()

    def leaveEvent(self, event: QEvent | None) -> None:
        """Nothing is pointed at any more."""
        self._pointed = -1
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """A failing or a solving seed of the bar under the pointer, or of the one with the focus."""
        if event is None:
            return
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        hidden = self._hidden[self._focused] if by_keyboard else self.hidden_at(QPointF(event.pos()))
        if hidden is not None:
            at = self.mapToGlobal(self.bar(hidden).center().toPoint()) if by_keyboard else event.globalPos()
            menu = self.menu(hidden)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(QPoint(at))

    def menu(self, hidden: int) -> QMenu:
        """What a bar offers beside its next seed."""
        menu, count = QMenu(self), self._count(hidden)
        for text, among in ((tr("A failing seed"), count.failed), (tr("A solving seed"), count.solved)):
            action = QAction(text, menu)
            action.setEnabled(bool(among))
            action.triggered.connect(lambda _checked, among=among: self.pick(hidden, among))
            menu.addAction(action)
        return menu

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Arrows go from bar to bar, Space and Enter pick, Escape cancels."""
        if event is None:
            return
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if way:
            self._focused = min(max(self._focused + way, 0), len(self._hidden) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            hidden = self._hidden[self._focused]
            self.pick(hidden, self._count(hidden).seeds)
        elif event.key() == Qt.Key.Key_Escape and self._running:
            self.cancel_requested.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """The tooltip names the seeds of the bar under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hidden = self.hidden_at(QPointF(event.pos()))
            if hidden is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.words(hidden), self)
            return True
        return bool(super().event(event))
