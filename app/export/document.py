"""An experiment with its trajectories as one JSON document that every parser reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import numpy as np

from app.engine.experiment import Experiment
from app.engine.trajectory import Array, Trajectory
from app.export.columns import axes_of, rate_column, slope_columns, walk_columns
from app.export.described import described_experiment, described_run
from app.export.state_columns import state_columns
from app.export.table import chunks, kept_steps


def document(
    experiment: Experiment, trajectories: Sequence[Trajectory], every: int = 1, threshold: float = 0.5
) -> Iterator[str]:
    """The document in pieces of a few thousand numbers.

    Every run has the arrays `step`, `x`, `y`, `loss`, `grad_x`, `grad_y` and `lr`, and those of the state, all of one
    length, with the rows of the table; a gate's have `accuracy` and all parameters in place of x and y. What is not
    finite is null, as JSON knows no other word for it; the run's `status` says what happened. The last `lr` is null,
    too: no step leaves that row.
    """
    yield f'{{\n"experiment": {_json(described_experiment(experiment))},\n"runs": ['
    before = "\n"
    for run, trajectory in zip(experiment.runs, trajectories, strict=True):
        yield before + _json(described_run(experiment, run, trajectory, threshold)).removesuffix("}")
        steps = kept_steps(trajectory.steps, every)
        yield from _column("step", np.arange(trajectory.steps + 1), steps)
        for name, values in _columns(experiment, trajectory, threshold):
            yield from _column(name, values, steps)
        yield "}"
        before = ",\n"
    yield "\n]\n}\n"


def _columns(experiment: Experiment, trajectory: Trajectory, threshold: float) -> Iterator[tuple[str, Array]]:
    yield from walk_columns(experiment, trajectory, threshold).items()
    yield from slope_columns(experiment, trajectory).items()
    yield from rate_column(trajectory).items()
    yield from state_columns(trajectory, axes_of(experiment))


def _column(name: str, values: Array, steps: Sequence[int]) -> Iterator[str]:
    yield f',\n"{name}": ['
    before = ""
    for chunk in chunks(steps):
        yield before + _json([_number(value) for value in values[chunk].tolist()])[1:-1]
        before = ", "
    yield "]"


def _number(value: float) -> float | None:
    # The difference of inf and inf, and of nan and nan, is nan.
    return value if value - value == 0 else None


def _json(value: object) -> str:
    return json.dumps(value, allow_nan=False)
