"""The rows of the piece that is being recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.engine.trajectory import Array, Failure, Piece
from app.engine.walker import StateViews


class Rows:
    """Copies what it is shown, row after row; `piece` hands the rows over and begins anew."""

    def __init__(self, values: Array, state: StateViews, initial: Mapping[str, float], capacity: int) -> None:
        """`values` is a view of the parameters; `state` are views like those of the optimizer's state, and `initial`
        what their rows hold before there is one.
        """
        self._values, self._capacity = values, capacity
        self._templates, self._initial = state, initial
        self._watched: StateViews = {}
        self._clear()

    def _clear(self) -> None:
        capacity = self._capacity
        self._count = 0
        self._rates: list[float] = []
        self._taken: dict[str, list[Array]] = {}
        self._inner: dict[str, list[Array]] = {}
        self._parameters = np.empty((capacity, len(self._values)), self._values.dtype)
        self._losses = np.empty(capacity, self._values.dtype)
        self._gradients = np.empty_like(self._parameters)
        self._state = {
            name: np.full((capacity, sum(map(len, like))), self._initial.get(name, 0.0), like[0].dtype)
            for name, like in self._templates.items()
        }
        self._copied = self._columns(self._watched)

    @property
    def full(self) -> bool:
        """Whether there is no room for another row."""
        return self._count == self._capacity

    def watch(self, state: StateViews) -> None:
        """From the next row on, keep these views of the optimizer's state."""
        self._watched = state
        self._copied = self._columns(state)

    def _columns(self, state: StateViews) -> list[tuple[Array, Array]]:
        """Every view with the columns that it is copied to."""
        pairs: list[tuple[Array, Array]] = []
        for name, views in state.items():
            first = 0
            for view in views:
                pairs.append((view, self._state[name][:, first : first + len(view)]))
                first += len(view)
        return pairs

    def keep(self, loss: Any, gradient: Array) -> None:
        """One more row: parameters and state as they are now, the loss and gradient there."""
        row = self._count
        self._parameters[row] = self._values
        self._losses[row] = loss
        self._gradients[row] = gradient
        for view, kept in self._copied:
            kept[row] = view
        self._count = row + 1

    def take_step(self, rate: float) -> None:
        """The learning rate of the step that follows the last row."""
        self._rates.append(rate)

    def take(self, values: Mapping[str, Array]) -> None:
        """What else that step uses, each (n,)."""
        for name, value in values.items():
            self._taken.setdefault(name, []).append(np.array(value))

    def step_broke_off(self) -> None:
        """The step that was begun last is not taken: the last row is the end."""
        self._rates.pop()
        taken = len(self._rates)
        self._taken = {name: values[:taken] for name, values in self._taken.items() if taken}

    def iterate(self, values: Mapping[str, Array]) -> None:
        """What the iterations within that step used, each (count, n)."""
        for name, value in values.items():
            self._inner.setdefault(name, []).append(value)

    def piece(self, failure: Failure | None = None, complete: bool = False) -> Piece:
        """The rows so far, as a piece; the next piece begins empty."""
        rows = slice(self._count)
        piece = Piece(
            parameters=self._parameters[rows],
            losses=self._losses[rows],
            gradients=self._gradients[rows],
            learning_rates=np.array(self._rates),
            state={name: kept[rows] for name, kept in self._state.items()},
            taken={name: np.array(values) for name, values in self._taken.items()},
            inner={name: np.concatenate(values) for name, values in self._inner.items()},
            failure=failure,
            complete=complete,
        )
        self._clear()
        return piece
