"""Walks runs that differ in nothing but their learning rate all at once, to the very bits of each run alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch

from app.engine.experiment import Experiment, Run, Treatment
from app.engine.optimizers import optimizer_named
from app.engine.row_updates import UPDATES, Given
from app.engine.schedules import scheduler_named
from app.engine.stepper import build_optimizer, build_scheduler
from app.engine.sweep import with_rate
from app.engine.torch_functions import TORCH
from app.engine.trajectory import Array
from app.engine.walker import DTYPES
from surfaces.surface import Loss, Surface


def walks_in_rows(surface: Surface, run: Run) -> bool:
    """Whether a test holds such runs, walked in rows, against real ones bit for bit."""
    plain = run.treatment == Treatment() and not run.edits
    alike = surface.loss.exact or surface.loss.rowwise
    return run.optimizer in UPDATES and plain and alike and _moves_only_the_rate(run)


def _moves_only_the_rate(run: Run) -> bool:
    """Whether the schedule, if there is one, is the same whatever happens on the way."""
    if run.schedule is None:
        return True
    scheduler = scheduler_named(run.schedule.name)
    cycles = scheduler.cycles_momentum and scheduler.values(run.schedule)["cycle_momentum"]
    return not (scheduler.watches_loss or cycles)


class RowWalk:
    """N runs side by side: `evaluate`, then `step`. `values (2, N)` is a view of the parameters."""

    def __init__(self, surface: Surface, experiment: Experiment, run: Run, rates: Sequence[float]) -> None:
        dtype = DTYPES[experiment.dtype]
        parameters = torch.tensor(experiment.start, dtype=dtype).unsqueeze(1).repeat(1, len(rates))
        self.values: Array = parameters.numpy()
        self._gradient = torch.zeros_like(parameters)
        optimizer = optimizer_named(run.optimizer)
        self._take = UPDATES[run.optimizer](Given(optimizer.typed(optimizer.values(run))), parameters)
        self._rates = _rates(experiment, run, rates)
        evaluation = _by_formula if surface.loss.exact else _by_autograd
        self.evaluate = evaluation(surface.loss, parameters, self._gradient)

    def step(self) -> None:
        """The next step of all runs."""
        self._take(self._gradient, next(self._rates))


def _rates(experiment: Experiment, run: Run, rates: Sequence[float]) -> Iterator[Array]:
    """The learning rates (N,) of one step after another, in double precision."""
    if run.schedule is None:
        constant = np.array(rates)
        while True:
            yield constant
    optimizers = [
        build_optimizer([torch.zeros(2, requires_grad=True)], each) for each in (with_rate(run, rate) for rate in rates)
    ]
    schedules = [with_rate(run, rate).schedule for rate in rates]
    schedulers = [
        build_scheduler(optimizer, schedule)
        for optimizer, schedule in zip(optimizers, schedules, strict=True)
        if schedule is not None
    ]
    while True:
        yield np.array([float(optimizer.param_groups[0]["lr"]) for optimizer in optimizers])
        for scheduler in schedulers:
            scheduler.step()


Evaluate = Callable[[], tuple[Array, Array]]
"""Losses (N,) and gradients (2, N) at the parameters."""


def _by_formula(loss: Loss, parameters: torch.Tensor, gradient: torch.Tensor) -> Evaluate:
    code = loss.scalar_code("float32" if parameters.dtype == torch.float32 else "float64")
    (x, y), written = parameters.numpy(), gradient.numpy()

    def evaluate() -> tuple[Array, Array]:
        losses, written[0], written[1] = code(x, y)
        return losses, written

    return evaluate


def _by_autograd(loss: Loss, parameters: torch.Tensor, gradient: torch.Tensor) -> Evaluate:
    function: Callable[[Any, Any], torch.Tensor] = loss.array(TORCH)
    seed = torch.ones_like(parameters[0])
    leaf = parameters.detach().requires_grad_()  # the same memory

    def evaluate() -> tuple[Array, Array]:
        leaf.grad = None
        with torch.enable_grad():
            losses = function(*leaf.unbind())
            losses.backward(seed)  # type: ignore[no-untyped-call]
        assert leaf.grad is not None
        gradient.copy_(leaf.grad)
        return losses.detach().numpy(), gradient.numpy()

    return evaluate
