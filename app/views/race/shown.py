"""What the page of the fair race is told: one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.engine.experiment import Experiment
from app.engine.race import Standing, race_sweep, standing
from app.engine.run_name import run_names
from app.engine.sweep import SensitivityCurve, Sweep, rate_of
from app.i18n import tr
from app.views.run_look import RunLook, own_names
from surfaces.surface import Surface

Phase = Literal["waiting", "running", "finished", "cancelled", "failed"]


@dataclass(frozen=True, eq=False)
class RaceShown:
    """A sweep over the runs of `experiment`, which has the present learning rates, and how far it is.

    `outdated`: the experiment on screen is another one by now, and its curves would be others.
    """

    surface: Surface
    experiment: Experiment
    looks: tuple[RunLook, ...]
    sweep: Sweep
    phase: Phase = "waiting"
    share: float = 0.0
    curves: Mapping[int, SensitivityCurve] = field(default_factory=dict)
    shares: Mapping[int, float] = field(default_factory=dict)
    outdated: bool = False
    reason: str = ""

    @property
    def names(self) -> list[str]:
        """The names of the runs, beside each other; apart from their learning rates, which are swept."""
        return [tr(name) for name in run_names(self.sweep.experiment.runs, own_names(self.looks))]

    @property
    def is_under_way(self) -> bool:
        """Whether something can be cancelled."""
        return self.phase in ("waiting", "running")

    def rates(self, run: int) -> tuple[float, ...]:
        """The learning rates that are tried on a run."""
        return self.sweep.learning_rates[run]

    def is_whole(self, run: int) -> bool:
        """Whether all of them were."""
        curve = self.curves.get(run)
        return curve is not None and len(curve.learning_rates) == len(self.rates(run))

    def standing(self, run: int) -> Standing | None:
        """How a run does; None before anything is known of it."""
        curve = self.curves.get(run)
        return None if curve is None else standing(curve, rate_of(self.experiment.runs[run]))

    @property
    def best_rates(self) -> dict[int, float]:
        """The best learning rate of every run that has one, by position."""
        found = {run: self.standing(run) for run in range(len(self.experiment.runs)) if self.is_whole(run)}
        return {run: each.best for run, each in found.items() if each is not None and each.best is not None}

    @property
    def lowest(self) -> float | None:
        """The lowest loss of all runs."""
        losses = [each.loss for run in self.curves if (each := self.standing(run)) and each.loss is not None]
        return min(losses, default=None)


def race_of(surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> RaceShown:
    """A race that has not begun."""
    return RaceShown(surface, experiment, looks, race_sweep(experiment))
