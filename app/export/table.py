"""Trajectories as a table: CSV, one row a step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.engine.experiment import Experiment
from app.engine.trajectory import Array, Trajectory
from app.export.columns import Columns, axes_of, rate_column, slope_columns, walk_columns
from app.export.state_columns import state_columns

CHUNK = 4096


def table(
    experiment: Experiment, trajectories: Sequence[Trajectory], every: int = 1, threshold: float = 0.5
) -> Iterator[str]:
    """The header, then all rows of run 0, of run 1 and so on, in pieces of a few thousand rows.

    Row k holds the parameters after k steps, the loss and gradient there, and the learning rate that step k uses
    (empty in the last row), then the state of the optimizer as far as the trajectories have it: a run that has no such
    state leaves its columns empty. A gate's row holds loss, accuracy and all parameters, then the state. Of each run
    every `every`-th row is written, and always the last one.
    """
    gaps = [_gapped(experiment, trajectory) for trajectory in trajectories]
    always = () if experiment.gate is not None else ("lr",)
    names = list(dict.fromkeys((*always, *(name for columns in gaps for name in columns))))
    yield ",".join(["run", "step", *_plain_names(experiment), *names]) + "\n"
    for run, trajectory in enumerate(trajectories):
        plain = list(_plain(experiment, trajectory, threshold).values())
        gapped = [gaps[run].get(name) for name in names]
        for steps in chunks(kept_steps(trajectory.steps, every)):
            yield "".join(_rows(run, plain, gapped, steps))


def _plain_names(experiment: Experiment) -> tuple[str, ...]:
    axes = axes_of(experiment)
    if experiment.gate is not None:
        return ("loss", "accuracy", *axes)
    return (*axes, "loss", *(f"grad_{axis}" for axis in axes))


def _plain(experiment: Experiment, trajectory: Trajectory, threshold: float) -> Columns:
    """Columns that hold a number in every row, in the order of their names."""
    every = walk_columns(experiment, trajectory, threshold) | slope_columns(experiment, trajectory)
    return {name: every[name] for name in _plain_names(experiment)}


def _gapped(experiment: Experiment, trajectory: Trajectory) -> Columns:
    """Columns that are empty where they are not a number."""
    state = dict(state_columns(trajectory, axes_of(experiment)))
    return state if experiment.gate is not None else rate_column(trajectory) | state


def kept_steps(last: int, every: int) -> list[int]:
    """0, every, 2·every, ... and `last`."""
    steps = list(range(0, last + 1, every))
    return steps if steps[-1] == last else [*steps, last]


def chunks(steps: Sequence[int]) -> Iterator[Sequence[int]]:
    """The steps, a few thousand at a time."""
    for first in range(0, len(steps), CHUNK):
        yield steps[first : first + CHUNK]


def _rows(run: int, plain: Sequence[Array], gapped: Sequence[Array | None], steps: Sequence[int]) -> Iterator[str]:
    numbers = (map(repr, values[steps].tolist()) for values in plain)
    columns = zip(steps, *numbers, *(_texts(values, steps) for values in gapped), strict=True)
    for step, *texts in columns:
        yield ",".join([str(run), str(step), *texts]) + "\n"


def _texts(values: Array | None, steps: Sequence[int]) -> list[str]:
    """A column with gaps; what does not exist at a row is left empty."""
    if values is None:
        return [""] * len(steps)
    return ["" if value != value else repr(value) for value in values[steps].tolist()]
