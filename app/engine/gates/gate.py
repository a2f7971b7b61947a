"""What every gate states about itself."""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.gates.task import Row

CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
"""(x1, x2) in the order of a truth table."""


@dataclass(frozen=True)
class Gate:
    """A truth table of two inputs. `targets` are in the order of `CORNERS`; `notes` are weights (b, w1, w2) of one
    unit that computes it with a step at 0, where there are any.
    """

    key: str
    name: str
    targets: tuple[int, int, int, int]
    sentence: str
    notes: tuple[float, float, float] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The truth table."""
        return tuple(Row(x1, x2, target) for (x1, x2), target in zip(CORNERS, self.targets, strict=True))
