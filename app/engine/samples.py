"""How many samples a batch is taken of, and batches that are larger."""

from __future__ import annotations

from dataclasses import replace

from app.engine.experiment import Experiment
from app.engine.gates.data import data_of
from app.engine.problem import surface_of


def samples_of(experiment: Experiment) -> int:
    """The points of a gate, or the parts of a surface's loss; 0 where it has none."""
    return len(surface_of(experiment).parts) if experiment.gate is None else len(data_of(experiment.gate)[1])


def with_possible_batches(experiment: Experiment) -> Experiment:
    """Batches of more samples than there are go: those runs take all of them."""
    samples = samples_of(experiment)
    return replace(
        experiment,
        runs=tuple(
            replace(run, treatment=replace(run.treatment, batch=None)) if (run.treatment.batch or 0) > samples else run
            for run in experiment.runs
        ),
    )
