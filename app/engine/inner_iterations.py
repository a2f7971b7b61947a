"""Watches an optimizer that evaluates the loss itself, several times a step: LBFGS."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any

import numpy as np
import torch

from app.engine.trajectory import Array
from app.engine.walker import Walker

_Row = tuple[Array, Array, Array, float, float]


class InnerIterations:
    """Notes each iteration of LBFGS: where it began, the gradient there, its direction and its length, and whether it
    moved (1) or gave up (0).

    A line search tries moves and takes them back; only the last one of each search is kept. `closure` is what the
    optimizer is to be given.
    """

    def __init__(self, optimizer: torch.optim.Optimizer, walker: Walker, evaluate: Callable[[], Any]) -> None:
        self._optimizer, self._walker = optimizer, walker
        self._evaluate = evaluate
        self._move, self._put_back = optimizer._add_grad, optimizer._set_param  # type: ignore[attr-defined]
        optimizer._add_grad, optimizer._set_param = self._note, self._forget  # type: ignore[attr-defined]
        self._counted, self._loss = 0, 0.0
        self._begin()

    def _begin(self) -> None:
        self._rows: list[_Row] = []
        self._gradient: Array | None = None
        self._direction: torch.Tensor | None = None
        self._tried: dict[float, Array] = {}
        self._length = 0.0
        self._evaluations = 0

    def closure(self) -> Any:
        """Evaluate, and note the gradient."""
        loss = self._evaluate()
        self._loss = float(loss)
        self._latest: Array = self._walker.gradient.copy()
        self._evaluations += 1
        if self._gradient is None:
            self._gradient = self._latest
        return loss

    def step(self, take: Callable[[Callable[[], Any]], object]) -> None:
        """Take a step of the optimizer. Its line search breaks at a trial where the loss is not a number (torch 2.13):
        the step then ends at that trial.
        """
        try:
            take(self.closure)
        except IndexError:
            if self._direction is None or isfinite(self._loss):
                raise
            self._note(self._length, self._direction)

    def taken(self) -> tuple[dict[str, Array], dict[str, Array]]:
        """Counts (1,) of the step just taken, and the rows (n, ·) of its iterations; the next step begins empty."""
        self._note_a_move_not_taken()
        rows, size = self._rows, len(self._walker.values)
        dtype = self._walker.values.dtype
        counts = {"iterations": np.array([len(rows)]), "evaluations": np.array([self._evaluations])}
        names = {"point": size, "gradient": size, "direction": size, "length": 1, "moved": 1}
        columns = {
            name: np.array([row[at] for row in rows], dtype).reshape(len(rows), width)
            for at, (name, width) in enumerate(names.items())
        }
        self._begin()
        return counts, columns

    def _note_a_move_not_taken(self) -> None:
        """The last iteration may find that its direction leads nowhere: LBFGS remembers it and does not move."""
        state = self._optimizer.state[self._walker.parameters[0]]
        count = state.get("n_iter", 0) - self._counted
        self._counted += count
        if count > len(self._rows):
            self._rows.append(
                (self._point(), self._vector(state["prev_flat_grad"]), self._vector(state["d"]), float(state["t"]), 0.0)
            )

    def _point(self) -> Array:
        return self._walker.values.copy()

    def _note(self, length: Any, direction: torch.Tensor) -> None:
        assert self._gradient is not None
        if direction is not self._direction:
            if self._direction is not None:
                # Where the iteration before ended, a trial was made, or the loss was evaluated anew.
                self._gradient = self._tried.get(self._length, self._latest)
            self._direction, self._tried = direction, {0.0: self._gradient}
        self._length = float(length)
        self._rows.append((self._point(), self._gradient, self._vector(direction), self._length, 1.0))
        self._move(length, direction)

    def _forget(self, parameters: Any) -> None:
        *_, length, _ = self._rows.pop()
        self._tried[length] = self._latest
        self._put_back(parameters)

    def _vector(self, tensor: torch.Tensor) -> Array:
        return self._walker.arranged(tensor.detach().numpy().reshape(-1)).copy()
