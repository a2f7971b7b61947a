"""Carries studies out: all seeds at once where each number is stepped by itself, else one real run after another.

Seeds that walk together take the steps of the real `torch.optim` on stacked parameters, to the very bits of a plain
loop for each (see `apart`); in clouds of many points torch adds up stacked products in another order, and they agree
within rounding. The bits matter: a training on a level has next to no gradient, and whether Adam leaves it in the end
may be decided by rounding alone. Of XOR with two ReLU units one seed of 32 is such a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan
from time import perf_counter
from typing import Any

import numpy as np
import torch

from app.engine.experiment import Run, Treatment
from app.engine.gates.data import data_of
from app.engine.gates.forward import logits
from app.engine.gates.objective import GateObjective
from app.engine.gates.seeds_objective import SeedsObjective, SeedsWalker
from app.engine.gates.study import Outcome, Studied, Study
from app.engine.gates.task import GateTask
from app.engine.gates.verdict import is_right, margins, verdict
from app.engine.optimizers import optimizer_named
from app.engine.record import SLICE_SECONDS, record_run
from app.engine.row_updates import UPDATES
from app.engine.schedules import scheduler_named
from app.engine.stepper import Stepper
from app.engine.trajectory import Array, Failure

_Progress = Iterator[tuple[float, tuple[Outcome, ...]]]
"""The share of one study that is done, and its outcomes so far."""
_MOST_ROWS = 256


def study_slices(studies: Sequence[Study]) -> Iterator[Studied]:
    """What is done so far, about every `SLICE_SECONDS`; the last one has all outcomes."""
    outcomes: dict[int, tuple[Outcome, ...]] = {}
    shares: dict[int, float] = {}
    for done, (index, study) in enumerate(_quick_first(studies)):
        for share, found in (_together if walks_together(study.run) else _one_by_one)(study):
            shares[index] = share
            if found:
                outcomes[index] = found
            yield Studied((done + share) / len(studies), dict(outcomes), shares=dict(shares))
    yield Studied(1.0, outcomes, finished=True, shares=shares)


def walks_together(run: Run) -> bool:
    """Whether a step treats each number by itself, and nothing that steers it depends on a loss or on the seed."""
    watches = run.schedule is not None and scheduler_named(run.schedule.name).watches_loss
    known = run.optimizer in UPDATES and optimizer_named(run.optimizer).form == "vector"
    return known and run.treatment == Treatment() and not watches


def _quick_first(studies: Sequence[Study]) -> list[tuple[int, Study]]:
    """With their positions: those whose seeds walk together before the others."""
    return sorted(enumerate(studies), key=lambda each: not walks_together(each[1].run))


class _Tally:
    """Counts since when all points are right, for S seeds side by side."""

    def __init__(self, task: GateTask, count: int) -> None:
        self._task, self._step = task, 0
        self._since = np.zeros(count, np.int64)

    def count(self, parameters: Array) -> None:
        """The next rows, (T, S, P)."""
        points, targets = data_of(self._task)
        z = logits(self._task, parameters.astype(np.float64), points)
        failing = ~is_right(margins(self._task, z, targets)).all(-1)
        steps = np.arange(self._step + 1, self._step + len(parameters) + 1)[:, None]
        self._since = np.maximum(self._since, np.where(failing, steps, 0).max(0))
        self._step += len(parameters)

    def outcome(self, seed: int, at: int, loss: float, values: Array) -> Outcome:
        """What the seed at a position came to, with parameters (P,); a loss of nan says that it diverged."""
        solved = bool(np.isfinite(loss)) and verdict(self._task, values).all_right
        return Outcome(seed, loss, solved, int(self._since[at]) if solved else None)


def _together(study: Study) -> _Progress:
    walk = _SeedsWalk(study)
    deadline = perf_counter() + SLICE_SECONDS
    for row in range(study.steps + 1):
        with torch.no_grad(), np.errstate(all="ignore"):
            if not walk.evaluate() or row == study.steps:
                break
            walk.step(row)
        if perf_counter() >= deadline:
            yield row / study.steps, ()
            deadline = perf_counter() + SLICE_SECONDS
    yield 1.0, walk.outcomes()


class _SeedsWalk:
    """All seeds of a study side by side: `evaluate`, then `step`.

    A seed that is not finite walks on, but nothing more is told about it: its record would end there.
    """

    def __init__(self, study: Study) -> None:
        self._study, count = study, len(study.seeds)
        self._walker = walker = SeedsWalker(study.task, study.seeds, study.dtype)
        self._stepper = Stepper(SeedsObjective(walker), study.experiment(study.seeds[0]), study.run)
        self._alive = np.ones(count, bool)
        self._tally = _Tally(study.task, count)
        self._rows = np.empty((_MOST_ROWS, self._stepper.values.size), self._stepper.values.dtype)
        self._kept = 0

    def evaluate(self) -> bool:
        """Losses and gradients at the parameters; whether any seed still walks."""
        total, gradient = self._stepper.evaluate()
        values = self._stepper.values
        if not (np.isfinite(total) and np.isfinite(gradient).all() and np.isfinite(values).all()):
            numbers = self._walker.by_seed(np.stack([gradient, values]))
            self._alive &= np.isfinite(self._walker.losses) & np.isfinite(numbers).all((0, 2))
        if self._kept == _MOST_ROWS:
            self._count()
        self._rows[self._kept] = values
        self._kept += 1
        return bool(self._alive.any())

    def step(self, row: int) -> None:
        """The next step of all seeds."""
        stepper = self._stepper
        if stepper.prepare is not None:
            stepper.prepare(row)
        stepper.step()
        if stepper.adapt is not None:
            stepper.adapt(0.0)

    def outcomes(self) -> tuple[Outcome, ...]:
        """What all seeds came to."""
        self._count()
        values = self._walker.by_seed(self._stepper.values)
        losses = np.where(self._alive, self._walker.losses, nan).astype(float).tolist()
        found = zip(self._study.seeds, losses, values, strict=True)
        return tuple(self._tally.outcome(seed, at, loss, own) for at, (seed, loss, own) in enumerate(found))

    def _count(self) -> None:
        self._tally.count(self._walker.by_seed(self._rows[: self._kept]))
        self._kept = 0


def _one_by_one(study: Study) -> _Progress:
    outcomes: tuple[Outcome, ...] = ()
    for seed in study.seeds:
        for share, outcome in _alone(study, seed):
            if outcome is not None:
                outcomes = (*outcomes, outcome)
            yield (len(outcomes) + (share if outcome is None else 0.0)) / len(study.seeds), outcomes


def _alone(study: Study, seed: int) -> Iterator[tuple[float, Outcome | None]]:
    """Shares of one real run's steps, and at last its outcome."""
    experiment, tally = study.experiment(seed), _Tally(study.task, 1)
    done = 0
    for piece in record_run(GateObjective(study.task), experiment, study.run, SLICE_SECONDS):
        tally.count(piece.parameters[:, None])
        done += len(piece.losses)
        if not piece.complete:
            yield done / (study.steps + 1), None
            continue
        yield 1.0, tally.outcome(seed, 0, _final_loss(piece.losses[-1], piece.failure), piece.parameters[-1])


def _final_loss(loss: Any, failure: Failure | None) -> float:
    return float(loss) if failure is None else nan
