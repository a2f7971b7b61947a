"""A fair race: every run at its own best learning rate. What is swept for it, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from app.engine.experiment import Experiment
from app.engine.sweep import RATES, SensitivityCurve, Sweep, rate_grid, rate_of, with_rate


@dataclass(frozen=True)
class Standing:
    """How a run does at its best learning rate, and at the `present` one.

    `best` is None where every learning rate diverged. A loss is nan where the run diverged, and `present_loss` is None
    where the present learning rate was not tried. `gain` is how many times lower the loss is at the best one: None
    where one of both is no positive number.
    """

    best: float | None
    loss: float | None
    present: float
    present_loss: float | None

    @property
    def gain(self) -> float | None:
        """The loss at the present learning rate over the loss at the best one."""
        if self.loss is None or self.present_loss is None or not (self.loss > 0 and self.present_loss > 0):
            return None
        return self.present_loss / self.loss


def race_sweep(experiment: Experiment, count: int = RATES) -> Sweep:
    """Every run over its own range of learning rates, in numbers of three digits, and at the one that it has."""
    rates = []
    for run in experiment.runs:
        tried = {float(f"{rate:.3g}") for rate in rate_grid(run, count)}
        own = rate_of(run)
        rates.append(tuple(sorted(tried | {own} if own > 0 else tried)))
    return Sweep(experiment, tuple(range(len(experiment.runs))), tuple(rates))


def standing(curve: SensitivityCurve, present: float) -> Standing:
    """Read a whole curve off."""
    best = curve.best
    return Standing(best, None if best is None else loss_at(curve, best), present, loss_at(curve, present))


def loss_at(curve: SensitivityCurve, rate: float) -> float | None:
    """The loss at a learning rate, nan where the run diverged; None where it was not tried."""
    found = np.flatnonzero(curve.learning_rates == rate)
    return float(curve.losses[found[0]]) if found.size else None


def with_rates(experiment: Experiment, rates: Mapping[int, float]) -> Experiment:
    """The same experiment with other learning rates for some runs, by position."""
    runs = enumerate(experiment.runs)
    return replace(experiment, runs=tuple(with_rate(run, rates[at]) if at in rates else run for at, run in runs))


def differ_in_rates_alone(one: Experiment, other: Experiment) -> bool:
    """Whether the same curves belong to both: the learning rate of a run is what its curve goes over."""
    if replace(one, runs=()) != replace(other, runs=()) or len(one.runs) != len(other.runs):
        return False
    pairs = zip(one.runs, other.runs, strict=True)
    return all(theirs in (ours, with_rate(ours, rate_of(theirs))) for ours, theirs in pairs)
