"""A study of 32 seeds × 2,000 steps of a 2-4-1 network: all seeds at once, against 32 plain loops."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import nn
from torch.nn import functional

from app.engine.experiment import Run
from app.engine.gates.study import Study
from app.engine.gates.studying import study_slices
from app.engine.gates.tables.xor import XOR
from app.engine.gates.task import GateTask
from tests.benchmarks.clock import medians_in_turns, times_in_turns
from tests.benchmarks.figure import Figure

STUDY = Study(GateTask(XOR.rows, hidden=4, activation="tanh"), Run("Adam", (("lr", 0.05),)))
PLAIN = 4
"""So many plain loops are timed; every seed takes as long."""


def measure() -> Iterator[Figure]:
    """How many times faster it is than plain loops, its seconds, and the longest time between two answers."""
    torch.set_num_threads(1)  # as in the worker
    list(study_slices([STUDY]))
    loops, study = medians_in_turns(3, lambda _round: plain_loops(PLAIN), lambda _round: list(study_slices([STUDY])))
    name = "study: 32 seeds × 2,000 × Adam, 2-4-1 tanh"
    yield Figure(name, study, "s")
    yield Figure(f"{name}, against plain loops", loops * len(STUDY.seeds) / PLAIN / study, "×", at_least=10.0)
    slices = study_slices([STUDY])
    (times,) = times_in_turns(20, lambda _round: next(slices))
    yield Figure("study: longest slice", 1000 * max(times), "ms", at_most=100)


def plain_loops(count: int) -> None:
    """What a student would write, for the first seeds."""
    inputs = torch.tensor([(row.x1, row.x2) for row in XOR.rows])
    targets = torch.tensor([[float(row.target)] for row in XOR.rows])
    for seed in range(count):
        torch.manual_seed(seed)
        network = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
        optimizer = torch.optim.Adam(network.parameters(), lr=0.05)
        for _ in range(STUDY.steps):
            optimizer.zero_grad()
            functional.binary_cross_entropy_with_logits(network(inputs), targets).backward()
            optimizer.step()
