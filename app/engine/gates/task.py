"""The choice: which truth table is learned, and by what."""

from __future__ import annotations

from dataclasses import dataclass

MOST_HIDDEN = 8
MOST_ROWS = 16
MOST_CLOUD = 100
REACH = 10.0
"""No input of a row is farther from 0."""


@dataclass(frozen=True)
class Row:
    """One line of the truth table: a point of the input plane, and the class 0 or 1 that belongs to it."""

    x1: float
    x2: float
    target: int


@dataclass(frozen=True)
class Cloud:
    """Fuzzy corners: `count` points around each row, with a standard deviation of `spread`, drawn from `seed`."""

    count: int
    spread: float = 0.2
    seed: int = 0


@dataclass(frozen=True)
class GateTask:
    """What is learned, by one unit (`hidden` 0) or by a network of so many hidden units and one output unit.

    `activation` is the unit's own, or that of all hidden units. A network's output unit is a sigmoid. `loss` is the
    key of one of LOSSES, `initialization` that of one of INITIALIZATIONS.
    """

    rows: tuple[Row, ...]
    cloud: Cloud | None = None
    hidden: int = 0
    activation: str = "sigmoid"
    loss: str = "bce"
    initialization: str = "default"

    @property
    def size(self) -> int:
        """How many parameters there are: b, w1, w2, or four a hidden unit and the output's bias."""
        return 4 * self.hidden + 1 if self.hidden else 3
