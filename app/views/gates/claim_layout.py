"""How a column divides its room: plane and table side by side, and the evidence below them, beside them, or folded."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QRect

from app.theme import Theme

CAPTION = 23
LEAST_TABLE, MOST_TABLE, MOST_BESIDE, LEAST_PLANE, LEAST_EVIDENCE = 104, 190, 150, 150, 108
LOW = 150
"""Evidence of less height has no room for two things below each other."""
_GAP, _SHARE, _WIDE = 8, 0.46, 1.75
_MOST_OF_HEIGHT = 0.56


@dataclass(frozen=True)
class Places:
    """Where parts lie, in pixels. `rule` is the hairline over the evidence, at its left where that is beside. Without
    room for it `folded` says that plane and table are all there is.
    """

    plane: QRect
    table: QRect
    rule: QRect
    captions: tuple[QRect, QRect]
    evidence: tuple[QRect, QRect]
    folded: bool

    def is_low(self, theme: Theme) -> bool:
        """Whether the evidence has little height."""
        return self.evidence[0].height() < theme.px(LOW)


def places_in(theme: Theme, room: QRect) -> Places:
    """What lies below a claim's head and sentence."""
    if room.width() > _WIDE * room.height() and room.width() >= theme.px(600):
        return _beside(theme, room)
    return _below(theme, room)


def _below(theme: Theme, room: QRect) -> Places:
    least = theme.px(LEAST_EVIDENCE + CAPTION + _GAP)
    across = room.width() - theme.px(LEAST_TABLE)
    folded = room.height() - theme.px(LEAST_PLANE) < least
    most = room.height() if folded else min(room.height() - least, round(_MOST_OF_HEIGHT * room.height()))
    side = max(min(across, most), 1)
    plane = QRect(room.left(), room.top(), side, side)
    table = _table(theme, room, plane)
    top = plane.bottom() + theme.px(_GAP)
    rule = QRect(room.left(), top, room.width(), 1)
    below = QRect(room.left(), top + 2, room.width(), max(room.bottom() - top - 1, 0))
    return Places(plane, table, rule, *_evidence(theme, below), folded)


def _beside(theme: Theme, room: QRect) -> Places:
    side = min(room.height(), round(0.36 * room.width()))
    plane = QRect(room.left(), room.top(), side, side)
    table = QRect(plane.right() + 1 + theme.px(4), plane.top(), theme.px(MOST_BESIDE), plane.height())
    left = table.right() + theme.px(_GAP)
    rule = QRect(left, room.top(), 1, room.height())
    rest = QRect(left + theme.px(_GAP), room.top(), max(room.right() - left - theme.px(_GAP), 0), room.height())
    return Places(plane, table, rule, *_evidence(theme, rest), folded=False)


def _table(theme: Theme, room: QRect, plane: QRect) -> QRect:
    """As near to the plane as its numbers are wide, at the right end where there is more room than it needs."""
    left = plane.right() + 1 + theme.px(4)
    width = min(room.right() + 1 - left, theme.px(MOST_TABLE))
    over = room.right() + 1 - left - width
    return QRect(left + over // 2, plane.top(), width, plane.height())


def _evidence(theme: Theme, room: QRect) -> tuple[tuple[QRect, QRect], tuple[QRect, QRect]]:
    caption, gap = theme.px(CAPTION), theme.px(_GAP)
    split = round(_SHARE * (room.width() - gap))
    widths = ((room.left(), split), (room.left() + split + gap, room.width() - split - gap))
    captions = tuple(QRect(left, room.top(), width, caption) for left, width in widths)
    bodies = tuple(QRect(left, room.top() + caption, width, max(room.height() - caption, 0)) for left, width in widths)
    return (captions[0], captions[1]), (bodies[0], bodies[1])
