"""What is said of rows that share an answer: no number to more digits than they agree in."""

from __future__ import annotations

from typing import Literal

import numpy as np

from app.engine.trajectory import Array
from surfaces.message import Message

Agreement = Literal["told", "same", "about", "nearly"]
AGREEMENTS: tuple[Agreement, ...] = ("told", "same", "about", "nearly")
"""The surer ones first."""
ROUNDING = 0.005
"""Numbers that differ by no more are one where two digits are said."""

_SENTENCES: dict[str, dict[Agreement, str]] = {
    "all": {
        "told": "all rows get one answer, {answer}: {best}",
        "about": "all rows get nearly one answer, about {answer}: {best}",
        "same": "all rows get one answer, and no other costs less",
        "nearly": "all rows get nearly one answer, and no other costs less",
    },
    "three": {
        "told": "one row is sure, {rows} share the answer {answer}",
        "about": "one row is sure, {rows} get about {answer}",
        "same": "one row is sure, {rows} share an answer",
        "nearly": "one row is sure, {rows} get nearly one answer",
    },
    "two": {
        "told": "two rows are sure, {rows} are a coin",
        "about": "two rows are sure, {rows} are nearly a coin",
        "same": "two rows are sure, {rows} share an answer",
        "nearly": "two rows are sure, {rows} get nearly one answer",
    },
    "other": {
        "told": "rows of both classes share an answer",
        "about": "rows of both classes get nearly one answer",
        "same": "rows of both classes share an answer",
        "nearly": "rows of both classes get nearly one answer",
    },
}


def agreement(answers: Array, sums: Array, best: float, near: float) -> Agreement:
    """How well a group's answers agree: with their `best` single answer, to two digits or within `near`, else with one
    another. `answers` and `sums` (N,) are what they answer, as outputs and as z.
    """
    off = float(np.abs(answers - best).max())
    if off <= ROUNDING:
        return "told"
    if off <= near:
        return "about"
    return "same" if np.ptp(sums) <= ROUNDING else "nearly"


def level_sentence(key: str, how: Agreement, rows: str, best: float, of_ones: bool) -> Message:
    """Of the rows of a level, `rows` being those that share an answer, and `best` the one that costs least: the share
    of ones among them where `of_ones`.
    """
    what = Message("the share of ones") if of_ones else Message("the mean of what they should get")
    return Message(_SENTENCES[key][how], rows=rows, answer=f"{best:.2g}".replace("-", "\u2212"), best=what)
