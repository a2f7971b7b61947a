"""How the columns of the truth table share its width, and how its numbers are written so that they have room."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PyQt6.QtGui import QFontMetricsF

from app.theme import Theme
from app.views.gates.table_model import Column, TableModel

RADIUS, RADIUS_COMPACT = 8.5, 9.5
"""Of the badges, in pixels at scale 1."""
_SHARES: dict[Column, float] = {
    "x1": 0.08, "x2": 0.08, "h1": 0.12, "h2": 0.12, "target": 0.15, "z": 0.165, "output": 0.2, "says": 0.18,
    "loss": 0.145,
}  # fmt: skip
_CLOUD_SHARES: dict[Column, float] = {
    **_SHARES, "x1": 0.07, "x2": 0.07, "target": 0.145, "z": 0.16, "output": 0.155, "says": 0.25, "loss": 0.13,
}  # fmt: skip
"""Of clouds the count of the right ones is the widest text."""
_STEPS = (
    (Theme.number_size, False),
    (Theme.number_size, True),
    (Theme.body_size, True),
    (Theme.label_size, True),
    (Theme.tick_size, True),
)
"""Size of all numbers, and whether they have fewer digits: the first with which all have room, else the last."""
_PAD, _RIGHT_PAD = 5, 6
_BAR, _CHECKED = 40, 44
"""Least widths of an output's bar, and of what is said with its check, in pixels at scale 1."""


@dataclass(frozen=True)
class Columns:
    """Widths in pixels, the numbers' size in pixels at scale 1, and whether they are written with fewer digits."""

    widths: tuple[int, ...] = ()
    size: int = Theme.number_size
    is_short: bool = False

    @property
    def head_size(self) -> int:
        """The size of names and quieter numbers."""
        return min(self.size, Theme.body_size)


def columns_of(model: TableModel, theme: Theme, compact: bool, width: int) -> Columns:
    """By shares that do not change while a run is played; a column in need takes from those that have room to spare."""
    counted = model.task.cloud is not None and "output" in model.columns  # a small table has them in two lines
    shares = [(_CLOUD_SHARES if counted else _SHARES)[column] for column in model.columns]
    usual, needs, size, is_short = [width * share / sum(shares) for share in shares], [0.0], *_STEPS[-1]
    for size, is_short in _STEPS:
        needs = [_need(model, theme, compact, column, Columns((), size, is_short)) for column in model.columns]
        if sum(needs) <= width:
            break
    missing = sum(max(need - own, 0.0) for need, own in zip(needs, usual, strict=True))
    spare = sum(max(own - need, 0.0) for need, own in zip(needs, usual, strict=True))
    taken = min(missing / spare, 1.0) if spare else 0.0
    given = min(spare / missing, 1.0) if missing else 0.0
    ends, left = [0], 0.0
    for need, own in zip(needs, usual, strict=True):
        left += own + (given if need > own else taken) * (need - own)
        ends.append(round(left))
    return Columns(tuple(right - start for start, right in pairwise(ends)), size, is_short)


def _need(model: TableModel, theme: Theme, compact: bool, column: Column, written: Columns) -> float:
    """The width in pixels with which head and cells of a column have room."""
    scale, numbers = theme.scale, QFontMetricsF(theme.font(written.size, 600 if column[0] == "h" else 400))
    quiet = QFontMetricsF(theme.font(written.head_size, 600 if column[0] == "h" else 400))
    head = quiet.horizontalAdvance(model.head(column)) + _PAD * scale
    if column == "says":
        return max(head, _said(model, theme, compact, written))
    if column == "target":
        return max(head, 2 * RADIUS_COMPACT * scale)
    rows = range(model.rowCount())
    widest = max((numbers.horizontalAdvance(model.text(row, column, written.is_short)) for row in rows), default=0.0)
    pad = _RIGHT_PAD if column in ("z", "loss") else _PAD
    return max(head, widest + pad * scale, _BAR * scale if column == "output" else 0.0)


def _said(model: TableModel, theme: Theme, compact: bool, written: Columns) -> float:
    """What is said, with its mark beside it or the output below it; of a cloud how many are right."""
    quiet, bold = (QFontMetricsF(theme.font(*each)) for each in ((written.head_size,), (written.size, 600)))
    if model.task.cloud is not None:
        count = len(str(model.task.cloud.count))
        return bold.horizontalAdvance("8" * count if compact else f"{'8' * count}/{'8' * count}") + 4
    if not compact:
        return _CHECKED * theme.scale
    outputs = [model.output_text(answer, written.is_short) for answer in model.answers]
    widest = max(map(quiet.horizontalAdvance, outputs), default=0.0)
    return max(widest + _PAD * theme.scale, 2 * RADIUS_COMPACT * theme.scale)
