"""`record` against the loop that everybody writes and that keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import torch

from app.engine.experiment import Dtype, Experiment, Run
from app.engine.objective import SurfaceObjective
from app.engine.optimizers import optimizer_named
from app.engine.problem import surface_of
from app.engine.record import record
from app.engine.stepper import build_optimizer
from tests.benchmarks.clock import medians_in_turns
from tests.benchmarks.experiments import LONG
from tests.benchmarks.figure import Figure

FIRST_ORDER = ("SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "RMSprop")
ADAM, SGD, RMSPROP, LBFGS, MUON = (Run(name, (("lr", 0.001),)) for name in ("Adam", "SGD", "RMSprop", "LBFGS", "Muon"))
EIGHT = tuple(Run(name, (("lr", 0.001),)) for name in FIRST_ORDER)
CASES: tuple[tuple[str, tuple[Run, ...], Dtype, int, int, float | None], ...] = (
    ("himmelblau", EIGHT, "float32", LONG, 1, 0.25),
    ("himmelblau", (ADAM,), "float32", LONG, 5, 0.25),
    ("himmelblau", (ADAM,), "float64", 2000, 15, None),
    ("himmelblau", (SGD,), "float32", 2000, 15, None),
    ("himmelblau", (RMSPROP,), "float32", 2000, 15, None),
    ("himmelblau", (LBFGS,), "float32", 200, 7, 1.0),
    ("himmelblau", (MUON,), "float32", 500, 7, 1.0),
    ("ackley", (ADAM,), "float32", 2000, 15, None),  # autograd: its formula has no exact scalar code
)


def measure() -> Iterator[Figure]:
    """The ratio for each case."""
    torch.set_num_threads(1)  # as in the worker
    for surface, runs, dtype, steps, rounds, bar in CASES:
        experiment = Experiment(surface, (1.0, 1.0), runs, dtype, steps)
        ways = (record, plain_loop)
        record_time, plain_time = medians_in_turns(rounds, *(repeatedly(way, experiment) for way in ways))
        who = runs[0].optimizer if len(runs) == 1 else f"{len(runs)} first-order optimizers"
        what = f"record / plain loop: {steps:,} × {who}, {surface}, {dtype}"
        yield Figure(what, record_time / plain_time, "×", at_most=bar)


def repeatedly(way: Callable[[Experiment], object], experiment: Experiment) -> Callable[[int], object]:
    """One way of walking, as something to be timed in rounds."""
    return lambda _round: way(experiment)


def plain_loop(experiment: Experiment) -> None:
    """Walk, and keep nothing; as everybody writes it, with a closure where the optimizer asks for one."""
    objective = SurfaceObjective(surface_of(experiment))
    for run in experiment.runs:
        (parameters,) = objective.begin(experiment, run).parameters
        optimizer = build_optimizer([parameters], run)
        evaluate = partial(evaluated, objective, parameters, optimizer)
        asks = optimizer_named(run.optimizer).form == "closure"
        for _ in range(experiment.steps):
            if asks:
                optimizer.step(evaluate)
            else:
                evaluate()
                optimizer.step()


def evaluated(objective: SurfaceObjective, parameters: torch.Tensor, optimizer: torch.optim.Optimizer) -> Any:
    """The loss, with its gradient left where the optimizer finds it."""
    optimizer.zero_grad()
    loss = objective.loss(parameters.view(-1))
    loss.backward()
    return loss
