"""Carries a sweep out: all learning rates at once where that is exact, else one real run after another."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite, nan
from time import perf_counter

import numpy as np
import torch

from app.engine.experiment import Experiment, Run
from app.engine.objective import SurfaceObjective
from app.engine.problem import surface_of
from app.engine.record import SLICE_SECONDS
from app.engine.row_walk import RowWalk, walks_in_rows
from app.engine.stepper import Stepper
from app.engine.sweep import SensitivityCurve, Sweep, Swept, with_rate
from surfaces.surface import Surface

_Progress = Iterator[tuple[float, dict[float, float]]]
"""The share of one run's sweep that is done, and the final losses so far by learning rate."""


def sweep_slices(sweep: Sweep) -> Iterator[Swept]:
    """What is done so far, about every `SLICE_SECONDS`; the last one has all curves."""
    surface = surface_of(sweep.experiment)
    curves: dict[int, SensitivityCurve] = {}
    shares: dict[int, float] = {}
    for done, (index, rates, in_rows) in enumerate(_quick_first(surface, sweep)):
        run = sweep.experiment.runs[index]
        for share, losses in (_in_rows if in_rows else _one_by_one)(surface, sweep.experiment, run, rates):
            shares[index] = share
            if losses:
                found = sorted(losses)
                curves[index] = SensitivityCurve(np.array(found), np.array([losses[rate] for rate in found]))
            yield Swept((done + share) / len(sweep.wanted), dict(curves), shares=dict(shares))
    yield Swept(1.0, curves, finished=True, shares=shares)


def _quick_first(surface: Surface, sweep: Sweep) -> list[tuple[int, tuple[float, ...], bool]]:
    """Positions with their learning rates and whether all rates walk at once: those that do, before the others."""
    runs = sweep.experiment.runs
    pairs = zip(sweep.wanted, sweep.learning_rates, strict=True)
    marked = [(index, rates, walks_in_rows(surface, runs[index])) for index, rates in pairs]
    return sorted(marked, key=lambda each: not each[2])


def _in_rows(surface: Surface, experiment: Experiment, run: Run, rates: tuple[float, ...]) -> _Progress:
    walk = RowWalk(surface, experiment, run, rates)
    alive = np.ones(len(rates), bool)
    deadline = perf_counter() + SLICE_SECONDS
    for row in range(experiment.steps + 1):
        with torch.no_grad(), np.errstate(all="ignore"):
            losses, gradients = walk.evaluate()
            alive &= np.isfinite(losses) & np.isfinite(gradients).all(0) & np.isfinite(walk.values).all(0)
            if row == experiment.steps or not alive.any():
                break
            walk.step()
        if perf_counter() >= deadline:
            yield row / experiment.steps, {}
            deadline = perf_counter() + SLICE_SECONDS
    final = np.where(alive, losses, nan).astype(float).tolist()
    yield 1.0, dict(zip(rates, final, strict=True))


def _one_by_one(surface: Surface, experiment: Experiment, run: Run, rates: tuple[float, ...]) -> _Progress:
    objective = SurfaceObjective(surface)
    losses: dict[float, float] = {}
    for rate in scattered(rates):
        for share, loss in _walk_to_the_end(objective, experiment, with_rate(run, rate)):
            if loss is not None:
                losses[rate] = loss
            yield (len(losses) + (share if loss is None else 0.0)) / len(rates), losses


def scattered(rates: tuple[float, ...]) -> list[float]:
    """The same learning rates, the ends first and then always the middle between two: the curve's shape comes early."""
    spans, order = [(0, len(rates) - 1)], dict.fromkeys((0, len(rates) - 1))
    for low, high in spans:  # grows on the way
        if high - low > 1:
            middle = (low + high) // 2
            order[middle] = None
            spans += [(low, middle), (middle, high)]
    return [rates[index] for index in order]


def _walk_to_the_end(
    objective: SurfaceObjective, experiment: Experiment, run: Run
) -> Iterator[tuple[float, float | None]]:
    """Shares of one real run's steps, and at last its final loss, nan where the run diverged."""
    stepper = Stepper(objective, experiment, run)
    prepare, adapt, inner = stepper.prepare, stepper.adapt, stepper.inner
    deadline = perf_counter() + SLICE_SECONDS
    for row in range(experiment.steps + 1):
        with torch.no_grad(), np.errstate(all="ignore"):
            loss, gradient = stepper.evaluate()
            if not (isfinite(loss) and all(map(isfinite, [*gradient.tolist(), *stepper.values.tolist()]))):
                yield 1.0, nan
                return
            if row == experiment.steps:
                break
            if prepare is not None:
                prepare(row)
            try:
                stepper.step()
            except ZeroDivisionError:  # as where a run is recorded
                yield 1.0, nan
                return
            if inner is not None:
                inner.taken()
            if adapt is not None:
                adapt(loss)
        if perf_counter() >= deadline:
            yield row / experiment.steps, None
            deadline = perf_counter() + SLICE_SECONDS
    yield 1.0, float(loss)
