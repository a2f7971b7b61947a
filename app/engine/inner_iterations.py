"""Watches an optimizer that evaluates the loss itself, several times a step: LBFGS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from app.engine.trajectory import Array


class InnerIterations:
    """Notes each move that LBFGS keeps: where it began, the gradient there, its direction and its length.

    A line search tries moves and takes them back; only the last one of each search is kept. `closure` is what the
    optimizer is to be given.
    """

    def __init__(self, optimizer: torch.optim.Optimizer, evaluate: Callable[[], Any]) -> None:
        self._parameters: torch.Tensor = optimizer.param_groups[0]["params"][0]
        self._evaluate = evaluate
        self._move, self._put_back = optimizer._add_grad, optimizer._set_param  # type: ignore[attr-defined]
        optimizer._add_grad, optimizer._set_param = self._note, self._forget  # type: ignore[attr-defined]
        self._tried: dict[float, Array] = {}
        self._length = 0.0
        self._begin()

    def _begin(self) -> None:
        self._moves: list[tuple[Array, Array, Array, float]] = []
        self._gradient: Array | None = None
        self._evaluations = 0

    def closure(self) -> Any:
        """Evaluate, and note the gradient."""
        loss = self._evaluate()
        gradient = self._parameters.grad
        assert gradient is not None
        self._latest: Array = gradient.numpy().reshape(-1).copy()
        self._evaluations += 1
        if self._gradient is None:
            self._gradient = self._latest
        return loss

    def taken(self) -> tuple[dict[str, Array], dict[str, Array]]:
        """Counts (1,) of the step just taken, and the rows (n, ·) of its iterations; the next step begins empty."""
        moves, size = self._moves, self._parameters.numel()
        dtype = self._parameters.detach().numpy().dtype
        counts = {"iterations": np.array([len(moves)]), "evaluations": np.array([self._evaluations])}
        names = ("point", "gradient", "direction", "length")
        shapes = ((0, size), (0, size), (0, size), (0, 1))
        rows = {
            name: np.array([np.atleast_1d(move[at]) for move in moves], dtype) if moves else np.empty(shape, dtype)
            for at, (name, shape) in enumerate(zip(names, shapes, strict=True))
        }
        self._begin()
        return counts, rows

    def _note(self, length: Any, direction: torch.Tensor) -> None:
        if self._moves:
            # Between two moves that are kept lies an evaluation: a trial of the same length, or the one after it.
            self._gradient = self._tried.pop(self._length, self._latest)
            self._tried.clear()
        point = self._parameters.detach().numpy().reshape(-1).copy()
        assert self._gradient is not None
        self._length = float(length)
        self._moves.append((point, self._gradient, direction.detach().numpy().reshape(-1).copy(), self._length))
        self._move(length, direction)

    def _forget(self, parameters: Any) -> None:
        *_, length = self._moves.pop()
        self._tried[length] = self._latest
        self._put_back(parameters)
