"""The edits of runs as marks on a timeline: hollow markers that a hand can take and bring to another step."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QPainter, QPen

from app.theme import Theme
from app.views.run_look import RunLook
from app.views.run_style import marker_path

Position = Callable[[float], float]
_RADIUS, _AIM, _BESIDE = 4.4, 7.0, 13.0


@dataclass(frozen=True)
class EditMark:
    """The edit of a run (by its place in the list) at a step; `sentence` says what changes there."""

    run: int
    step: int
    look: RunLook
    sentence: str


class EditMarks:
    """The marks there are, and which of them is held or chosen."""

    def __init__(self) -> None:
        self.all: tuple[EditMark, ...] = ()
        self.chosen: EditMark | None = None
        self.held: EditMark | None = None
        self._taken_at = 0

    def show(self, marks: Sequence[EditMark]) -> None:
        """Other marks; the one that is held or chosen stays so where it still is."""
        self.all = tuple(marks)
        self.chosen, self.held = self._again(self.chosen), self._again(self.held)

    def _again(self, mark: EditMark | None) -> EditMark | None:
        if mark is None:
            return None
        return next((each for each in self.all if (each.run, each.step) == (mark.run, mark.step)), None)

    def at(self, x: float, position: Position, theme: Theme) -> EditMark | None:
        """The mark nearest to a pixel, within reach."""
        places = self.places(position, theme)
        near = [mark for mark in self.all if abs(places[mark] - x) <= _AIM * theme.scale]
        return min(near, key=lambda mark: abs(places[mark] - x), default=None)

    def places(self, position: Position, theme: Theme) -> dict[EditMark, float]:
        """The pixel of every marker: above its step, or beside the one that is there already."""
        places: dict[EditMark, float] = {}
        before = -math.inf
        for mark in sorted(self.all, key=lambda mark: (mark.step, mark.run)):
            places[mark] = before = max(position(mark.step), before + _BESIDE * theme.scale)
        return places

    def take(self, mark: EditMark) -> None:
        """A hand takes it."""
        self.held = self.chosen = mark
        self._taken_at = mark.step

    def pull(self, step: int) -> EditMark | None:
        """The held mark where it was, if it can go to the step; from then on it is there."""
        mark = self.held
        if mark is None or step == mark.step:
            return None
        if any((each.run, each.step) == (mark.run, step) for each in self.all):
            return None
        moved = replace(mark, step=step)
        self.all = tuple(moved if each == mark else each for each in self.all)
        self.held = self.chosen = moved
        return mark

    def let_go(self) -> bool:
        """Whether it was brought to another step."""
        held, self.held = self.held, None
        return held is not None and held.step != self._taken_at

    def paint(self, painter: QPainter, theme: Theme, position: Position, y: float, foot: float) -> None:
        """Hollow markers at a height, each with a line down through the groove; the chosen one has a ring."""
        for mark, x in self.places(position, theme).items():
            color, knee = theme.run(mark.look.color), position(mark.step)
            painter.setPen(QPen(color, 1.6 * theme.scale))
            painter.drawLine(QPointF(x, y + 5 * theme.scale), QPointF(knee, foot - 8 * theme.scale))
            painter.drawLine(QPointF(knee, foot - 8 * theme.scale), QPointF(knee, foot))
            painter.setBrush(theme.color("bg1"))
            painter.drawPath(marker_path(mark.look.marker, QPointF(x, y), _RADIUS * theme.scale))
            if mark == self.chosen:
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.setBrush(theme.color("bg1", 0.0))
                painter.drawEllipse(QPointF(x, y), 7.5 * theme.scale, 7.5 * theme.scale)
