"""An experiment with its trajectories as numpy arrays: NPZ, read by `np.load` without pickle."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

import numpy as np

from app.engine.experiment import Experiment
from app.engine.trajectory import Array, Trajectory
from app.export.columns import walk_columns
from app.export.described import described_experiment, described_run
from app.export.table import kept_steps


def write_arrays(
    file: BinaryIO, experiment: Experiment, trajectories: Sequence[Trajectory], every: int = 1, threshold: float = 0.5
) -> None:
    """Write the arrays of run 0 as `0/...`, of run 1 as `1/...` and so on, in the dtype they were recorded in.

    `0/steps (R,)`, `0/parameters (R, 2)`, `0/losses (R,)`, `0/gradients (R, 2)`, `0/learning_rates (R-1,)` and the
    optimizer's own state by torch's names, `0/state/exp_avg (R, 2)`, as far as the trajectories have it; what else the
    steps used is `0/used/gradient (R-1, 2)` and so on. Of a gate there are as many columns as parameters, and
    `0/accuracy (R,)`. `experiment` is one JSON text that says where they come from and what became of each run.
    """
    about = described_experiment(experiment) | {
        "runs": [
            described_run(experiment, run, trajectory, threshold)
            for run, trajectory in zip(experiment.runs, trajectories, strict=True)
        ]
    }
    # What `np.savez` does, array by array: never all of them in memory once more.
    with ZipFile(file, "w") as whole:
        _write(whole, "experiment", np.array(json.dumps(about, allow_nan=False)))
        for run, trajectory in enumerate(trajectories):
            steps = kept_steps(trajectory.steps, every)
            for name, values in _arrays(trajectory, steps):
                _write(whole, f"{run}/{name}", values)
            if experiment.gate is not None:
                _write(whole, f"{run}/accuracy", walk_columns(experiment, trajectory, threshold)["accuracy"][steps])


def _write(whole: ZipFile, name: str, values: Array) -> None:
    # An entry of a fixed date, so that the same arrays give the same bytes.
    with whole.open(ZipInfo(f"{name}.npy"), "w", force_zip64=True) as entry:
        np.lib.format.write_array(entry, values, allow_pickle=False)


def _arrays(trajectory: Trajectory, steps: list[int]) -> Iterator[tuple[str, Array]]:
    yield "steps", np.array(steps)
    yield "parameters", trajectory.parameters[steps]
    yield "losses", trajectory.losses[steps]
    yield "gradients", trajectory.gradients[steps]
    yield "learning_rates", trajectory.learning_rates[steps[:-1]]
    for name, values in trajectory.state.items():
        yield f"state/{name}", values[steps]
    for name, values in trajectory.taken.items():
        yield f"used/{name}", values[steps[:-1]]
