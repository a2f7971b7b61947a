"""The choice of a study, and what it finds: one network trained from many seeds, and how many come to solve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.engine.experiment import Dtype, Experiment, Run
from app.engine.gates.task import GateTask

SEEDS = tuple(range(32))
STEPS = 2000


@dataclass(frozen=True)
class Study:
    """One unit or network, trained by one run from the first weights of each seed."""

    task: GateTask
    run: Run
    seeds: tuple[int, ...] = SEEDS
    steps: int = STEPS
    dtype: Dtype = "float32"

    def experiment(self, seed: int) -> Experiment:
        """What records the training of one seed."""
        return Experiment("", (), (self.run,), self.dtype, self.steps, seed, gate=self.task)


@dataclass(frozen=True)
class Outcome:
    """What became of one seed: the loss at its end, nan where loss, gradient or a weight was not finite on the way.

    `solved`: all points are right, since step `solved_at`.
    """

    seed: int
    loss: float
    solved: bool
    solved_at: int | None = None


@dataclass(frozen=True, eq=False)
class Studied:
    """What is done so far: the share of all steps, and by position of the study what each seed, in order, came to.

    Outcomes of a study come all at once where its seeds walk together, else one after another. `shares` is the share
    of each study that was begun.
    """

    share: float
    outcomes: Mapping[int, tuple[Outcome, ...]]
    finished: bool = False
    shares: Mapping[int, float] = field(default_factory=dict)
