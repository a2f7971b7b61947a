"""Walks the real `torch.optim` optimizers down a loss and records every step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from time import perf_counter
from typing import Any

import numpy as np
import torch

from app.engine.experiment import Experiment, Run
from app.engine.objective import objective_of
from app.engine.requests import RecordRequest
from app.engine.rows import Rows
from app.engine.stepper import Stepper
from app.engine.trajectory import Array, Failure, Piece, Trajectory, join
from app.engine.walker import Objective

# A piece is shown while the rest is recorded: short enough for a hand, and far below 1 MB.
SLICE_SECONDS = 0.025
# A unit's 500 steps take about 0.08 s: so much of an opening shows the whole walk while a hand drags its line.
GATE_OPENING_SECONDS = 0.12
PIECE_ROWS = 4096


def record(experiment: Experiment) -> tuple[Trajectory, ...]:
    """The whole trajectory of every run, in order."""
    objective = objective_of(experiment)
    return tuple(join(list(record_run(objective, experiment, run))) for run in experiment.runs)


def record_pieces(request: RecordRequest) -> Iterator[Mapping[int, Piece]]:
    """New rows of the wanted walks, all growing together; a round takes about `SLICE_SECONDS`."""
    share = 1 / max(len(request.walks), 1)
    growing = {
        index: record_run(objective_of(walk), walk, walk.runs[0], SLICE_SECONDS * share, _opening(walk) * share)
        for index, walk in enumerate(request.walks)
    }
    while growing:
        pieces = {index: next(pieces) for index, pieces in growing.items()}
        growing = {index: growing[index] for index, piece in pieces.items() if not piece.complete}
        yield pieces


def _opening(walk: Experiment) -> float:
    return SLICE_SECONDS if walk.gate is None else GATE_OPENING_SECONDS


def record_run(
    objective: Objective,
    experiment: Experiment,
    run: Run,
    seconds: float = float("inf"),
    opening: float | None = None,
) -> Iterator[Piece]:
    """Pieces of new rows, about every `seconds`, the first one after `opening` of them where that is said; the last one
    is complete.

    Ends early only where loss, gradient or a parameter is not finite, or torch's line search breaks off; that row is
    kept as the last one.
    """
    steps = experiment.steps
    stepper = Stepper(objective, experiment, run)
    rows = Rows(stepper.values, stepper.state_to_come(), stepper.initial_state(), min(PIECE_ROWS, steps + 1))
    values, evaluate, step = stepper.values, stepper.evaluate, stepper.step
    prepare, adapt, inner = stepper.prepare, stepper.adapt, stepper.inner
    noted = bool(prepare or adapt)
    deadline = perf_counter() + (seconds if opening is None else opening)
    for row in range(steps + 1):
        with torch.no_grad(), np.errstate(all="ignore"):
            loss, gradient = evaluate()
            rows.keep(loss, gradient)
            failure = _failure(values, loss, gradient)
            if failure is not None or row == steps:
                break
            if prepare is not None:
                prepare(row)
            rows.take_step(stepper.rate)
            if noted:
                rows.take(stepper.taken())
            try:
                step()
            except ZeroDivisionError:  # the line search of LBFGS, where the learning rate is 0 (torch 2.13)
                rows.step_broke_off()
                failure = "search"
                break
            if inner is not None:
                counts, iterations = inner.taken()
                rows.take(counts)
                rows.iterate(iterations)
            if adapt is not None:
                adapt(loss)
        if row == 0 or stepper.edited(row):
            rows.watch(stepper.state())
        if rows.full or perf_counter() >= deadline:
            yield rows.piece()
            deadline = perf_counter() + seconds
    yield rows.piece(failure, complete=True)


def _failure(values: Array, loss: Any, gradient: Array) -> Failure | None:
    if not all(map(isfinite, values.tolist())):
        return "parameter"
    if not isfinite(loss):
        return "loss"
    return None if all(map(isfinite, gradient.tolist())) else "gradient"
