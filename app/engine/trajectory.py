"""The record: what one run did, as arrays. Made once, never edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from app.engine.experiment import Run

Array = npt.NDArray[Any]
Failure = Literal["loss", "gradient", "parameter", "search"]


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Rows 0 … T of one run; row k is what step k starts from.

    `parameters (T+1, P)`, `losses (T+1,)`, `gradients (T+1, P)` and each of `state (T+1, P or 1)` hold the values after
    k steps, in the dtype that torch gives them; what torch makes only later on the way is nan until then. State that
    some parameters have and others have not, as the rows and columns of a matrix, stands in a row as long as it is.
    `learning_rates (T,)` holds the one that step k uses, and `taken`, each (T, n), what else step k used, where that is
    not plain from the row: the `gradient` after noise and clipping (P), a scheduled `momentum` (1), the number of
    `iterations` (1) and gradient `evaluations` (1) within the step. `inner`, each (N, n), has a row for each of all
    those iterations. `failure` names what was not finite in the last row, which is kept, or says that torch's line
    `search` broke off there; `complete` is false while rows are still being recorded. `run` is the one that walked,
    where that is known.
    """

    parameters: Array
    losses: Array
    gradients: Array
    learning_rates: Array
    state: Mapping[str, Array]
    taken: Mapping[str, Array] = field(default_factory=dict)
    inner: Mapping[str, Array] = field(default_factory=dict)
    failure: Failure | None = None
    complete: bool = True
    run: Run | None = None

    @property
    def steps(self) -> int:
        """The number of steps recorded (rows less one)."""
        return len(self.losses) - 1

    @property
    def last_finite(self) -> int:
        """The last row in which everything is finite; -1 if not even the start is."""
        return self.steps - (self.failure not in (None, "search"))

    def row(self, step: int) -> int:
        """The row to show at a step of the playhead: the last one once the run has ended."""
        return min(max(step, 0), self.steps)


@dataclass(frozen=True, eq=False)
class Piece:
    """Consecutive new rows of one trajectory, as the recorder yields them.

    `learning_rates` and `taken` hold one row a step taken, so they are one shorter than the others in the first piece
    (row 0 takes none) and as long in the rest.
    """

    parameters: Array
    losses: Array
    gradients: Array
    learning_rates: Array
    state: Mapping[str, Array]
    taken: Mapping[str, Array] = field(default_factory=dict)
    inner: Mapping[str, Array] = field(default_factory=dict)
    failure: Failure | None = None
    complete: bool = False


def join(pieces: Sequence[Piece]) -> Trajectory:
    """One trajectory of all pieces of a run, in order; at least one piece is needed."""

    def whole(name: str) -> Array:
        return np.concatenate([getattr(piece, name) for piece in pieces])

    return Trajectory(
        parameters=whole("parameters"),
        losses=whole("losses"),
        gradients=whole("gradients"),
        learning_rates=whole("learning_rates"),
        state=_columns([piece.state for piece in pieces]),
        taken=_columns([piece.taken for piece in pieces]),
        inner=_columns([piece.inner for piece in pieces]),
        failure=pieces[-1].failure,
        complete=pieces[-1].complete,
    )


def _columns(parts: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
    """A piece without a step of its own has no column of what a step takes."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: np.concatenate([part[name] for part in parts if name in part]) for name in names}
