"""The record: what one run did, as arrays. Made once, never edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Failure = Literal["loss", "gradient", "parameter"]


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Rows 0 … T of one run; row k is what step k starts from.

    `parameters (T+1, P)`, `losses (T+1,)`, `gradients (T+1, P)` and each of `state (T+1, P)` hold the values after
    k steps, in the run's dtype; `learning_rates (T,)` the one that step k uses. A state that torch has not made yet
    (row 0) is zero. `failure` names what was not finite in the last row, which is kept; `complete` is false while
    rows are still being recorded.
    """

    parameters: Array
    losses: Array
    gradients: Array
    learning_rates: Array
    state: Mapping[str, Array]
    failure: Failure | None = None
    complete: bool = True

    @property
    def steps(self) -> int:
        """The number of steps recorded (rows less one)."""
        return len(self.losses) - 1

    @property
    def last_finite(self) -> int:
        """The last row in which everything is finite; -1 if not even the start is."""
        return self.steps - (self.failure is not None)

    def row(self, step: int) -> int:
        """The row to show at a step of the playhead: the last one once the run has ended."""
        return min(max(step, 0), self.steps)


@dataclass(frozen=True, eq=False)
class Piece:
    """Consecutive new rows of one trajectory, as the recorder yields them.

    `learning_rates` holds one value a step taken, so it is one shorter than the rows in the first piece
    (row 0 takes none) and as long in the others.
    """

    parameters: Array
    losses: Array
    gradients: Array
    learning_rates: Array
    state: Mapping[str, Array]
    failure: Failure | None = None
    complete: bool = False


def join(pieces: Sequence[Piece]) -> Trajectory:
    """One trajectory of all pieces of a run, in order; at least one piece is needed."""
    names = pieces[-1].state.keys()

    def whole(name: str) -> Array:
        return np.concatenate([getattr(piece, name) for piece in pieces])

    return Trajectory(
        parameters=whole("parameters"),
        losses=whole("losses"),
        gradients=whole("gradients"),
        learning_rates=whole("learning_rates"),
        state={name: np.concatenate([piece.state[name] for piece in pieces]) for name in names},
        failure=pieces[-1].failure,
        complete=pieces[-1].complete,
    )
