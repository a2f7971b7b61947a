"""Walks the real `torch.optim` optimizers down a loss and records every step."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from time import perf_counter
from typing import Any

import numpy as np
import torch

from app.engine.experiment import Experiment, Run
from app.engine.objective import Objective, SurfaceObjective
from app.engine.optimizers import optimizer_named
from app.engine.problem import surface_of
from app.engine.requests import RecordRequest
from app.engine.trajectory import Array, Failure, Piece, Trajectory, join

DTYPES = {"float32": torch.float32, "float64": torch.float64}
# A piece is shown while the rest is recorded: short enough for a hand, and far below 1 MB.
SLICE_SECONDS = 0.025
PIECE_ROWS = 4096

Evaluate = Callable[[], tuple[Any, Array]]


def build_optimizer(parameters: torch.Tensor, run: Run) -> torch.optim.Optimizer:
    """The torch optimizer of a run, with every hyperparameter given by name."""
    optimizer = optimizer_named(run.optimizer)
    made: torch.optim.Optimizer = getattr(torch.optim, optimizer.name)([parameters], **optimizer.values(run))
    return made


def record(experiment: Experiment) -> tuple[Trajectory, ...]:
    """The whole trajectory of every run, in order."""
    objective = SurfaceObjective(surface_of(experiment))
    return tuple(
        join(list(record_run(objective, experiment.start, run, experiment.dtype, experiment.steps)))
        for run in experiment.runs
    )


def record_pieces(request: RecordRequest) -> Iterator[Mapping[int, Piece]]:
    """New rows of the wanted runs, all runs growing together; a round takes about `SLICE_SECONDS`."""
    experiment = request.experiment
    objective = SurfaceObjective(surface_of(experiment))
    seconds = SLICE_SECONDS / max(len(request.wanted), 1)
    growing = {
        index: record_run(
            objective, experiment.start, experiment.runs[index], experiment.dtype, experiment.steps, seconds
        )
        for index in request.wanted
    }
    while growing:
        pieces = {index: next(pieces) for index, pieces in growing.items()}
        growing = {index: growing[index] for index, piece in pieces.items() if not piece.complete}
        yield pieces


def record_run(
    objective: Objective,
    start: tuple[float, ...],
    run: Run,
    dtype: str,
    steps: int,
    seconds: float = float("inf"),
) -> Iterator[Piece]:
    """Pieces of new rows, about every `seconds`; the last one is complete.

    Ends early only where loss, gradient or a parameter is not finite; that row is kept as the last one.
    """
    parameters = torch.tensor(start, dtype=DTYPES[dtype], requires_grad=True)
    optimizer = build_optimizer(parameters, run)
    evaluate = _evaluation(objective, parameters)
    step = inspect.unwrap(type(optimizer).step)
    group = optimizer.param_groups[0]
    values = parameters.detach().numpy()
    rows = _Rows(values, min(PIECE_ROWS, steps + 1))
    deadline = perf_counter() + seconds
    for row in range(steps + 1):
        # The wrapped `step` spends its time on hooks that nobody set (measured: 0.29 against 0.20 of a plain loop).
        with torch.no_grad(), np.errstate(all="ignore"):
            loss, gradient = evaluate()
            rows.keep(loss, gradient)
            failure = _failure(values, loss, gradient)
            if failure is not None or row == steps:
                break
            rows.take_step(group["lr"])
            step(optimizer)
        if row == 0:
            rows.watch(_state_views(optimizer, parameters))
        if rows.full or perf_counter() >= deadline:
            yield rows.piece()
            deadline = perf_counter() + seconds
    yield rows.piece(failure, complete=True)


def _evaluation(objective: Objective, parameters: torch.Tensor) -> Evaluate:
    """Loss and gradient at the parameters, the gradient also left in `parameters.grad`."""
    code = objective.scalar(parameters.dtype)
    if code is None:
        return lambda: _autograd(objective, parameters)
    parameters.grad = torch.zeros_like(parameters)
    values, gradient = parameters.detach().numpy(), parameters.grad.numpy()
    # Python floats are the fastest doubles; single precision needs numpy's own scalars.
    read = values.tolist if parameters.dtype == torch.float64 else values.__iter__

    def evaluate() -> tuple[Any, Array]:
        x, y = read()
        loss, gradient[0], gradient[1] = code(x, y)
        return loss, gradient

    return evaluate


def _autograd(objective: Objective, parameters: torch.Tensor) -> tuple[float, Array]:
    parameters.grad = None
    with torch.enable_grad():
        loss = objective.loss(parameters)
        loss.backward()  # type: ignore[no-untyped-call]
    gradient = parameters.grad
    # A loss that does not depend on the parameters leaves no gradient.
    if gradient is None:
        gradient = parameters.grad = torch.zeros_like(parameters)
    return loss.item(), gradient.numpy()


def _failure(values: Array, loss: Any, gradient: Array) -> Failure | None:
    if not all(map(isfinite, values.tolist())):
        return "parameter"
    if not isfinite(loss):
        return "loss"
    return None if all(map(isfinite, gradient.tolist())) else "gradient"


def _state_views(optimizer: torch.optim.Optimizer, parameters: torch.Tensor) -> dict[str, Array]:
    """The tensors of the optimizer's state that have the parameters' shape; torch updates them in place."""
    state = optimizer.state[parameters]
    return {
        name: tensor.detach().numpy()
        for name, tensor in state.items()
        if torch.is_tensor(tensor) and tensor.shape == parameters.shape
    }


class _Rows:
    """The rows of the piece that is being recorded."""

    def __init__(self, values: Array, capacity: int) -> None:
        self._values = values
        self._capacity = capacity
        self._watched: dict[str, Array] = {}
        self._clear()

    def _clear(self) -> None:
        shape = (self._capacity, len(self._values))
        self._count = 0
        self._rates: list[float] = []
        self._parameters = np.empty(shape, self._values.dtype)
        self._losses = np.empty(self._capacity, self._values.dtype)
        self._gradients = np.empty(shape, self._values.dtype)
        self._state = [(view, np.empty(shape, self._values.dtype)) for view in self._watched.values()]

    @property
    def full(self) -> bool:
        return self._count == self._capacity

    def watch(self, state: dict[str, Array]) -> None:
        """From the next row on, keep these views too; the row before them is zero."""
        self._watched = state
        self._state = [(view, np.zeros_like(self._parameters)) for view in state.values()]

    def keep(self, loss: Any, gradient: Array) -> None:
        row = self._count
        self._parameters[row] = self._values
        self._losses[row] = loss
        self._gradients[row] = gradient
        for view, kept in self._state:
            kept[row] = view
        self._count = row + 1

    def take_step(self, rate: float) -> None:
        self._rates.append(rate)

    def piece(self, failure: Failure | None = None, complete: bool = False) -> Piece:
        """The rows so far, as a piece; the next piece begins empty."""
        rows = slice(self._count)
        piece = Piece(
            parameters=self._parameters[rows],
            losses=self._losses[rows],
            gradients=self._gradients[rows],
            learning_rates=np.array(self._rates),
            state={name: kept[rows] for name, (_, kept) in zip(self._watched, self._state, strict=True)},
            failure=failure,
            complete=complete,
        )
        self._clear()
        return piece
