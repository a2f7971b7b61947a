"""What the bars of many seeds stand for: numbers of hidden units, activations or optimizers, all else as on screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from app.engine.experiment import Run, Treatment
from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.study import STEPS, Outcome, Study
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import scheduler_named
from app.engine.sweep import rate_of, with_rate
from app.engine.validation import experiment_problem
from app.gates_document import GatesDocument, NetworkChoice
from app.views.gates.seed_bars_count import SeedCount
from surfaces.message import Message

Kind = Literal["hidden", "activation", "optimizer"]
KINDS: tuple[Kind, ...] = ("hidden", "activation", "optimizer")
HIDDEN = (1, 2, 3, 4, 8)
SLOW = frozenset(("Adafactor", "LBFGS", "Muon"))
"""These look at more than one number at a time, so that each seed is trained by itself."""


@dataclass(frozen=True)
class StudyBar:
    """`key` is the number of hidden units, else the place among all of the kind. `network` and `run` are what a click
    loads; `chosen` says that they are on screen, `problem` why they cannot be trained.
    """

    key: int
    name: str
    network: NetworkChoice
    run: Run
    study: Study
    chosen: bool
    problem: Message | None


def bars_of(document: GatesDocument, kind: Kind) -> tuple[StudyBar, ...]:
    """Each with one thing changed. Other optimizers take the learning rate on screen, and torch's word for the rest;
    those that cannot train a gate are left out.
    """
    if not document.looks:
        return ()
    run = document.experiment.runs[document.selected]
    network = replace(document.network, start=())
    if kind == "hidden":
        return tuple(
            _bar(document, h, str(h), replace(network, hidden=h), run) for h in sorted({*HIDDEN, network.hidden})
        )
    if kind == "activation":
        hidden = [each for each in ACTIVATIONS if each.hidden]
        return tuple(
            _bar(document, at, each.name, replace(network, activation=each.key), run) for at, each in enumerate(hidden)
        )
    bars = (
        _bar(document, at, each.name, network, _with_optimizer(run, each.name)) for at, each in enumerate(OPTIMIZERS)
    )
    return tuple(bar for bar in bars if bar.chosen or bar.problem is None)


def with_seed(document: GatesDocument, bar: StudyBar, seed: int, outcomes: tuple[Outcome, ...]) -> GatesDocument:
    """The document with what a bar stands for, from a seed. The unit's first weights are the seed's, too. A seed that
    solves it later than the steps on screen gets those of the study: what the bar counts must be seen.
    """
    experiment = document.experiment
    runs = tuple(bar.run if at == document.selected else run for at, run in enumerate(experiment.runs))
    late = any(each.seed == seed and (each.solved_at or 0) > experiment.steps for each in outcomes)
    steps = bar.study.steps if late else experiment.steps
    fresh = replace(experiment, runs=runs, seed=seed, start=(), steps=steps)
    return replace(document, network=bar.network, experiment=fresh)


def is_quick(run: Run) -> bool:
    """Whether all its seeds walk together: `walks_together`, where torch is not loaded."""
    watches = run.schedule is not None and scheduler_named(run.schedule.name).watches_loss
    return run.optimizer not in SLOW and run.treatment == Treatment() and not watches


def counts_by_key(
    bars: tuple[StudyBar, ...], outcomes: Mapping[Study, tuple[Outcome, ...]], shares: Mapping[Study, float]
) -> dict[int, SeedCount]:
    """What is known of each bar; of one that cannot be trained there are no seeds."""
    return {
        bar.key: _count(bar.study, outcomes.get(bar.study, ()), shares.get(bar.study, 0.0))
        if bar.problem is None
        else SeedCount(of=0)
        for bar in bars
    }


def _count(study: Study, outcomes: tuple[Outcome, ...], share: float) -> SeedCount:
    solved = tuple(each.seed for each in outcomes if each.solved)
    failed = tuple(each.seed for each in outcomes if not each.solved)
    return SeedCount(solved, failed, len(study.seeds), share)


def _bar(document: GatesDocument, key: int, name: str, network: NetworkChoice, run: Run) -> StudyBar:
    task = document.with_network(network).network_task
    study = Study(task, run, steps=max(STEPS, document.experiment.steps), dtype=document.experiment.dtype)
    own = document.experiment.runs[document.selected]
    chosen = replace(document.network, start=()) == network and own == run
    return StudyBar(key, name, network, run, study, chosen, experiment_problem(study.experiment(study.seeds[0])))


def _with_optimizer(run: Run, name: str) -> Run:
    return run if run.optimizer == name else with_rate(Run(name), rate_of(run))
