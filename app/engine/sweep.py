"""The choice of a sweep, and what it finds: the loss after so many steps against the learning rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from app.engine.experiment import Experiment, Run
from app.engine.optimizers import optimizer_named
from app.engine.schedules import scheduler_named
from app.engine.trajectory import Array

RATES = 64


@dataclass(frozen=True)
class Sweep:
    """Runs of an experiment, by position, each with the learning rates to be tried on it, in ascending order."""

    experiment: Experiment
    wanted: tuple[int, ...]
    learning_rates: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, eq=False)
class SensitivityCurve:
    """What one run came to: `losses (n,)` after all steps at `learning_rates (n,)`, ascending.

    A loss is nan where the run ended early, or where loss, gradient or a parameter was not finite at its end.
    """

    learning_rates: Array
    losses: Array

    @property
    def best(self) -> float | None:
        """The learning rate of the lowest loss, the smallest of several; None where every run diverged."""
        if not np.isfinite(self.losses).any():
            return None
        return float(self.learning_rates[np.nanargmin(self.losses)])


@dataclass(frozen=True, eq=False)
class Swept:
    """What is done so far: the share of all steps, and the curves by position, as far as runs are at their end.

    `shares` is the share of each run that was begun, by position; those that take long come last.
    """

    share: float
    curves: Mapping[int, SensitivityCurve]
    finished: bool = False
    shares: Mapping[int, float] = field(default_factory=dict)


def sweep_of(experiment: Experiment, wanted: tuple[int, ...], count: int = RATES) -> Sweep:
    """The runs at these positions, each over its own grid of learning rates."""
    return Sweep(experiment, wanted, tuple(rate_grid(experiment.runs[index], count) for index in wanted))


def rate_grid(run: Run, count: int = RATES) -> tuple[float, ...]:
    """Equal ratios from a hundredth of torch's default learning rate to a thousand times it, widened to the run's own.

    With a schedule that sets the rate itself, torch's default for the optimizer still gives the range.
    """
    default, own = float(_number(optimizer_named(run.optimizer).hyperparameter("lr").default)), rate_of(run)
    low, high = default / 100, default * 1000
    if own > 0:
        low, high = min(low, own), max(high, own)
    return tuple(np.geomspace(low, high, count).tolist())


def rate_of(run: Run) -> float:
    """What `with_rate` sets."""
    if run.schedule is not None and scheduler_named(run.schedule.name).sets_rate:
        return float(_number(scheduler_named(run.schedule.name).values(run.schedule)["max_lr"]))
    return float(_number(optimizer_named(run.optimizer).values(run)["lr"]))


def with_rate(run: Run, rate: float) -> Run:
    """The same run at another learning rate.

    Where the schedule sets the rate itself, its highest one becomes `rate`, and its lowest one moves in proportion.
    """
    if run.schedule is None or not scheduler_named(run.schedule.name).sets_rate:
        return run.with_value("lr", rate)
    values = scheduler_named(run.schedule.name).values(run.schedule)
    highest = float(_number(values["max_lr"]))
    moved = dict(run.schedule.settings) | {"max_lr": rate}
    if "base_lr" in values:
        moved["base_lr"] = rate * (float(_number(values["base_lr"])) / highest) if highest else rate
    return replace(run, schedule=replace(run.schedule, settings=tuple(moved.items())))


def _number(value: object) -> float:
    assert isinstance(value, int | float)
    return value
