"""Trajectories as a table: CSV, one row a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from app.engine.trajectory import Trajectory

HEADER = "run,step,x,y,loss,grad_x,grad_y,lr"
_CHUNK = 4096


def write_table(file: TextIO, trajectories: Iterable[Trajectory], every: int = 1) -> None:
    """Write the header, then all rows of run 0, of run 1 and so on, a few thousand rows at a time.

    Row k holds the parameters after k steps, the loss and gradient there, and the learning rate that step k uses
    (empty in the last row). Of each run every `every`-th row is written, and always the last one.
    """
    file.write(HEADER + "\n")
    for run, trajectory in enumerate(trajectories):
        steps = kept_steps(trajectory.steps, every)
        for first in range(0, len(steps), _CHUNK):
            file.writelines(_rows(run, trajectory, steps[first : first + _CHUNK]))


def kept_steps(last: int, every: int) -> list[int]:
    """0, every, 2·every, ... and `last`."""
    steps = list(range(0, last + 1, every))
    return steps if steps[-1] == last else [*steps, last]


def _rows(run: int, trajectory: Trajectory, steps: Sequence[int]) -> Iterator[str]:
    rates = trajectory.learning_rates[[step for step in steps if step < trajectory.steps]].tolist()
    columns = zip(
        steps,
        trajectory.parameters[steps].tolist(),
        trajectory.losses[steps].tolist(),
        trajectory.gradients[steps].tolist(),
        [*map(repr, rates), ""],
        strict=False,
    )
    for step, parameters, loss, gradient, rate in columns:
        yield ",".join([str(run), str(step), *map(repr, parameters), repr(loss), *map(repr, gradient), rate]) + "\n"
