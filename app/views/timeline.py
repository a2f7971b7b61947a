"""The steps as a groove: where the playhead is, where each run's story ended, and a hand to move it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.edit_marks import EditMark, EditMarks
from app.views.height_scale import nice_ticks
from app.views.numbers import tick
from app.views.run_look import RunLook
from app.views.run_menu import RunMenu, Wish
from app.views.run_style import draw_marker

EventKind = Literal["converged", "diverged"]
Event = tuple[RunLook, int, EventKind]
_MARGIN, _GROOVE_Y, _GROOVE, _THUMB = 12, 22, 4, 8.5
_MARKER_Y, _MARKER = 8, 4.4
_AIM = 7.0  # a press this near to an event goes to it


class Timeline(QWidget):
    """Press or drag to go to a step; a press on an event's marker goes to just that step.

    The mark of an edit is dragged to another step: every `edit_moved` (run, step, new step) of one drag is followed by
    `edit_finished`, or by `edit_given_up` where Escape ends it. Delete removes the mark that was pressed last.
    """

    step_requested = pyqtSignal(int)
    edit_moved = pyqtSignal(int, int, int)
    edit_finished = pyqtSignal()
    edit_given_up = pyqtSignal()
    edit_removed = pyqtSignal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._steps, self._step = 1, 0
        self._events: tuple[Event, ...] = ()
        self._ringed = False
        self._marks = EditMarks()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.setAccessibleName(tr("Timeline"))
        self.setFixedHeight(theme.px(46))
        self.update()

    def show_steps(self, steps: int) -> None:
        """The last step there is."""
        self._steps = max(steps, 1)
        self.update()

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        if step != self._step:
            self._step = step
            self.update()

    def set_events(self, events: Sequence[Event]) -> None:
        """Where runs ended their story: look, step and what happened there."""
        self._events = tuple(events)
        self.update()

    def set_edits(self, marks: Sequence[EditMark]) -> None:
        """Where runs change on the way."""
        self._marks.show(marks)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self._theme.px(400), self._theme.px(46))

    def minimumSizeHint(self) -> QSize:
        """Room enough to aim."""
        return QSize(self._theme.px(120), self._theme.px(46))

    def position_of(self, step: float) -> float:
        """The pixel of a step, from the left."""
        margin = self._theme.px(_MARGIN)
        return margin + (self.width() - 2 * margin) * min(max(step / self._steps, 0.0), 1.0)

    def step_at(self, x: float) -> int:
        """The step of a pixel."""
        margin = self._theme.px(_MARGIN)
        share = (x - margin) / max(self.width() - 2 * margin, 1)
        return round(min(max(share, 0.0), 1.0) * self._steps)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Go there; on a marker to its very step; the mark of an edit is taken."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        x, y = event.position().x(), event.position().y()
        mark = self._mark_at(event.position())
        self._marks.chosen = None
        self.update()
        if mark is not None:
            self._marks.take(mark)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        near = [each for _, each, _ in self._events if abs(self.position_of(each) - x) <= _AIM * self._theme.scale]
        if near and y < self._theme.px(_GROOVE_Y - 6):
            self.step_requested.emit(min(near, key=lambda step: abs(self.position_of(step) - x)))
        else:
            self.step_requested.emit(self.step_at(x))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Scrub, or bring an edit to another step."""
        assert event is not None
        step = self.step_at(event.position().x())
        if self._marks.held is not None:
            moved = self._marks.pull(min(step, self._steps - 1))
            if moved is not None and self._marks.held is not None:
                self.update()
                self.edit_moved.emit(moved.run, moved.step, self._marks.held.step)
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self.step_requested.emit(step)
        else:
            over = self._mark_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let go of an edit; one that was only pressed shows its step."""
        mark = self._marks.held
        if mark is None:
            return
        if self._marks.let_go():
            self.edit_finished.emit()
        else:
            self.step_requested.emit(mark.step)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """An edit can be removed."""
        assert event is not None
        mark = self._mark_at(QPointF(event.pos()))
        if mark is not None:
            self._marks.chosen = mark
            self.update()
            remove = Wish(tr("Remove this edit"), lambda: self.edit_removed.emit(mark.run, mark.step), "Del")
            menu = RunMenu(((remove,),), self)
            menu.setFont(self._theme.font())
            menu.popup(event.globalPos())

    def event(self, event: QEvent | None) -> bool:
        """What an edit changes, over its mark; Escape is the timeline's own while a hand holds one."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._mark_at(QPointF(event.pos()))
            text = "" if mark is None else f"{mark.sentence}\n{tr('Drag it to another step; Delete removes it.')}"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _mark_at(self, place: QPointF) -> EditMark | None:
        if place.y() >= self._theme.px(_GROOVE_Y - 6):
            return None
        return self._marks.at(place.x(), self.position_of, self._theme)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """PageUp and PageDown go a tenth of the way; Escape and Delete are for the edit that was pressed last."""
        if event is None or self._takes_key_of_edit(Qt.Key(event.key())):
            return
        tenth = max(1, self._steps // 10)
        way = {Qt.Key.Key_PageUp: tenth, Qt.Key.Key_PageDown: -tenth}.get(Qt.Key(event.key()), 0)
        if way:
            self.step_requested.emit(min(max(self._step + way, 0), self._steps))
        else:
            super().keyPressEvent(event)

    def _takes_key_of_edit(self, key: Qt.Key) -> bool:
        mark = self._marks.chosen
        if key == Qt.Key.Key_Escape and self._marks.held is not None:
            if self._marks.let_go():
                self.edit_given_up.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and mark is not None and self._marks.held is None:
            self.edit_removed.emit(mark.run, mark.step)
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """The focus shows only where the keyboard brought it."""
        self._ringed = event is not None and event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """No ring any more."""
        self._ringed = False
        if event is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._marks.chosen = None
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Groove, numbers, events, thumb."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y, thick, left, right = (
            theme.px(_GROOVE_Y),
            theme.px(_GROOVE),
            self.position_of(0),
            self.position_of(self._steps),
        )
        here = self.position_of(self._step)
        painter.setPen(Qt.PenStyle.NoPen)
        for token, end in (("bg4", right), ("accent", here)):
            painter.setBrush(theme.color(token))
            painter.drawRoundedRect(QRectF(left, y - thick / 2, end - left, thick), thick / 2, thick / 2)
        self._paint_numbers(painter, y)
        self._paint_events(painter, y - thick / 2)
        self._marks.paint(painter, theme, self.position_of, theme.px(_MARKER_Y), y + thick / 2)
        if self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawEllipse(QPointF(here, y), (_THUMB + 2.5) * theme.scale, (_THUMB + 2.5) * theme.scale)
        painter.setPen(QPen(theme.color("bg1"), 3 * theme.scale))
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(QPointF(here, y), _THUMB * theme.scale, _THUMB * theme.scale)
        painter.end()

    def _paint_numbers(self, painter: QPainter, y: int) -> None:
        """Round steps from 0 to the last, none closer than its text allows."""
        theme = self._theme
        painter.setFont(theme.font(theme.tick_size))
        painter.setPen(theme.color("text2"))
        metrics = QFontMetricsF(painter.font())
        room = metrics.horizontalAdvance(tick(self._steps)) + theme.px(28)
        count = max(1, min(8, int((self.position_of(self._steps) - self.position_of(0)) / room)))
        values = [value for value in nice_ticks(0, self._steps, count) if value == round(value)]
        reach = self.position_of(self._steps) - room
        shown = [value for value in values if self.position_of(value) <= reach] + [float(self._steps)]
        for value in shown:
            text = tick(value)
            width = metrics.horizontalAdvance(text)
            x = min(max(self.position_of(value) - width / 2, theme.px(8)), self.width() - width - theme.px(6))
            painter.drawText(QPointF(x, y + theme.px(20)), text)

    def _paint_events(self, painter: QPainter, groove: float) -> None:
        theme = self._theme
        for look, step, kind in self._events:
            x = self.position_of(step)
            color = theme.run(look.color)
            painter.setPen(QPen(theme.color("danger") if kind == "diverged" else color, 1.2 * theme.scale))
            painter.drawLine(QPointF(x, theme.px(13)), QPointF(x, groove))
            draw_marker(painter, look.marker, QPointF(x, theme.px(_MARKER_Y)), _MARKER * theme.scale, color)
