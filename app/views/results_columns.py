"""Which columns of the table of results there is room for: what matters most comes first."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtGui import QFontMetrics

from app.engine.results import Column
from app.theme import Theme

PAD = 4
"""Left and right of a text, in pixels at scale 1."""
_SIGN = 4  # beyond the room of a number, where a sign of warning stands before "∞"
# In the order of what matters, each with the widest text that it is made for.
_WIDEST: dict[Column, str] = {
    "loss": "9.9·10⁻¹²",
    "distance": "9.9·10⁻¹²",
    "reached": "10000",
    "evaluations": "10000",
    "step": "10000",
    "minimizer": "(−3.78, −3.28)",
    "status": "Converged to (−2.81, 3.13) at step 190",
}


def fitting(theme: Theme, heads: Mapping[Column, str], room: int) -> dict[Column, int]:
    """The columns beside the names that fit into so many pixels, with their widths; the loss always does."""
    found: dict[Column, int] = {}
    for column, widest in _WIDEST.items():
        width = _width(theme, column, widest, heads[column])
        if found and width > room:
            break
        found[column] = width
        room -= width
    return found


def _width(theme: Theme, column: Column, widest: str, head: str) -> int:
    numbers, heads = QFontMetrics(theme.font(theme.label_size)), QFontMetrics(theme.font(theme.tick_size))
    least = max(numbers.horizontalAdvance(widest), heads.horizontalAdvance(head))
    return least + 2 * theme.px(PAD) + 2 + (theme.px(_SIGN) if column == "loss" else 0)
