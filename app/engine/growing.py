"""A trajectory that grows: every piece is copied once, into arrays that have room for all rows to come."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from app.engine.trajectory import Array, Piece, Trajectory


class Growing:
    """The pieces of one run that takes at most so many steps, put together as they arrive."""

    def __init__(self, steps: int) -> None:
        self._rows = steps + 1
        self._arrays: dict[str, Array] = {}
        self._counts: dict[str, int] = {}
        self._columned: dict[tuple[str, str], Array] = {}

    def add(self, piece: Piece) -> Trajectory:
        """The trajectory with this piece at its end; those that were returned before stay what they are."""
        return Trajectory(
            parameters=self._grown("parameters", piece.parameters),
            losses=self._grown("losses", piece.losses),
            gradients=self._grown("gradients", piece.gradients),
            learning_rates=self._grown("learning_rates", piece.learning_rates),
            state=self._columns("state", piece.state),
            taken=self._columns("taken", piece.taken),
            inner=self._columns("inner", piece.inner),
            failure=piece.failure,
            complete=piece.complete,
        )

    def _columns(self, kind: str, new: Mapping[str, Array]) -> dict[str, Array]:
        """Every column so far: a piece without a step of its own has none of what a step takes."""
        for name, rows in new.items():
            self._columned[kind, name] = self._grown(f"{kind} {name}", rows)
        return {name: rows for (of, name), rows in self._columned.items() if of == kind}

    def _grown(self, name: str, new: Array) -> Array:
        """The rows of one array so far, to be read only: they are never written again."""
        before = self._counts.get(name, 0)
        count = self._counts[name] = before + len(new)
        if name not in self._arrays:
            self._arrays[name] = np.empty((max(self._rows, count), *new.shape[1:]), new.dtype)
        elif count > len(self._arrays[name]):  # only iterations within steps are more than rows
            wider = np.empty((2 * count, *new.shape[1:]), new.dtype)
            wider[:before] = self._arrays[name][:before]
            self._arrays[name] = wider
        self._arrays[name][before:count] = new
        rows = self._arrays[name][:count]
        rows.flags.writeable = False
        return rows
