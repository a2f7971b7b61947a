"""Trajectories as a table: CSV, one row a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.engine.trajectory import Trajectory

HEADER = "run,step,x,y,loss,grad_x,grad_y,lr"
CHUNK = 4096


def table(trajectories: Iterable[Trajectory], every: int = 1) -> Iterator[str]:
    """The header, then all rows of run 0, of run 1 and so on, in pieces of a few thousand rows.

    Row k holds the parameters after k steps, the loss and gradient there, and the learning rate that step k uses
    (empty in the last row). Of each run every `every`-th row is written, and always the last one.
    """
    yield HEADER + "\n"
    for run, trajectory in enumerate(trajectories):
        for steps in chunks(kept_steps(trajectory.steps, every)):
            yield "".join(_rows(run, trajectory, steps))


def kept_steps(last: int, every: int) -> list[int]:
    """0, every, 2·every, ... and `last`."""
    steps = list(range(0, last + 1, every))
    return steps if steps[-1] == last else [*steps, last]


def chunks(steps: Sequence[int]) -> Iterator[Sequence[int]]:
    """The steps, a few thousand at a time."""
    for first in range(0, len(steps), CHUNK):
        yield steps[first : first + CHUNK]


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
