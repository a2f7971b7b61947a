"""`record` against the loop that everybody writes and that keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch

from app.engine.experiment import Dtype, Experiment, Run
from app.engine.objective import SurfaceObjective
from app.engine.problem import surface_of
from app.engine.record import record
from app.engine.stepper import DTYPES, build_optimizer
from tests.benchmarks.clock import medians_in_turns
from tests.benchmarks.experiments import LONG
from tests.benchmarks.figure import Figure

ADAM, SGD, RMSPROP = (Run(name, (("lr", 0.001),)) for name in ("Adam", "SGD", "RMSprop"))
CASES: tuple[tuple[str, Run, Dtype, int, int, float | None], ...] = (
    ("himmelblau", ADAM, "float32", LONG, 5, 0.25),
    ("himmelblau", ADAM, "float64", 2000, 15, None),
    ("himmelblau", SGD, "float32", 2000, 15, None),
    ("himmelblau", RMSPROP, "float32", 2000, 15, None),
    ("ackley", ADAM, "float32", 2000, 15, None),  # autograd: its formula has no exact scalar code
)


def measure() -> Iterator[Figure]:
    """The ratio for each case."""
    torch.set_num_threads(1)  # as in the worker
    for surface, run, dtype, steps, rounds, bar in CASES:
        experiment = Experiment(surface, (1.0, 1.0), (run,), dtype, steps)
        ways = (record, plain_loop)
        record_time, plain_time = medians_in_turns(rounds, *(repeatedly(way, experiment) for way in ways))
        what = f"record / plain loop: {steps:,} × {run.optimizer}, {surface}, {dtype}"
        yield Figure(what, record_time / plain_time, "×", at_most=bar)


def repeatedly(way: Callable[[Experiment], object], experiment: Experiment) -> Callable[[int], object]:
    """One way of walking, as something to be timed in rounds."""
    return lambda _round: way(experiment)


def plain_loop(experiment: Experiment) -> None:
    """Walk, and keep nothing."""
    parameters = torch.tensor(experiment.start, dtype=DTYPES[experiment.dtype], requires_grad=True)
    optimizer = build_optimizer(parameters, experiment.runs[0])
    objective = SurfaceObjective(surface_of(experiment))
    for _ in range(experiment.steps):
        optimizer.zero_grad()
        objective.loss(parameters).backward()
        optimizer.step()
