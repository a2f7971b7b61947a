"""A sweep of 64 learning rates over 1,000 steps: all at once where that is exact, else one real run after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch

from app.engine.experiment import Experiment, Run, Treatment
from app.engine.sweep import Sweep, sweep_of
from app.engine.sweeping import sweep_slices
from tests.benchmarks.clock import medians_in_turns, times_in_turns
from tests.benchmarks.figure import Figure

STEPS = 1000
NOISY = Run("Adam", treatment=Treatment(noise=0.1))
CASES: tuple[tuple[str, str, Run, int, int, float | None], ...] = (
    ("Adam", "himmelblau", Run("Adam"), STEPS, 5, 2.0),
    ("SGD with momentum", "himmelblau", Run("SGD", (("momentum", 0.9),)), STEPS, 5, None),
    ("Adam", "ackley", Run("Adam"), STEPS, 3, None),  # autograd: its formula has no exact scalar code
    ("Adam with noise, one by one", "himmelblau", NOISY, STEPS, 1, None),
    ("Muon, one by one", "himmelblau", Run("Muon"), STEPS, 1, None),
    ("LBFGS, one by one", "himmelblau", Run("LBFGS"), 100, 1, None),
)


def measure() -> Iterator[Figure]:
    """Seconds of each sweep, and the longest time between two answers, within which a cancelled one ends."""
    torch.set_num_threads(1)  # as in the worker
    for name, surface, run, steps, rounds, bar in CASES:
        sweep = sweep_of(Experiment(surface, (1.0, 1.0), (run,), steps=steps), (0,))
        (seconds,) = medians_in_turns(rounds, to_the_end(sweep))
        yield Figure(f"sweep: 64 × {steps:,} × {name}, {surface}", seconds, "s", at_most=bar)
    slices = sweep_slices(sweep_of(Experiment("himmelblau", (1.0, 1.0), (Run("Adam"), NOISY), steps=STEPS), (0, 1)))
    (times,) = times_in_turns(20, lambda _round: next(slices))
    yield Figure("sweep: longest slice", 1000 * max(times), "ms", at_most=100)


def to_the_end(sweep: Sweep) -> Callable[[int], object]:
    """A whole sweep, as something to be timed in rounds."""
    return lambda _round: list(sweep_slices(sweep))
