"""Trajectories as a table: CSV, one row a step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.engine.trajectory import Array, Trajectory
from app.export.state_columns import state_columns

HEADER = "run,step,x,y,loss,grad_x,grad_y,lr"
CHUNK = 4096


def table(trajectories: Sequence[Trajectory], every: int = 1) -> Iterator[str]:
    """The header, then all rows of run 0, of run 1 and so on, in pieces of a few thousand rows.

    Row k holds the parameters after k steps, the loss and gradient there, and the learning rate that step k uses
    (empty in the last row), then the state of the optimizer as far as the trajectories have it: a run that has no such
    state leaves its columns empty. Of each run every `every`-th row is written, and always the last one.
    """
    states = [dict(state_columns(trajectory)) for trajectory in trajectories]
    names = list(dict.fromkeys(name for state in states for name in state))
    yield ",".join([HEADER, *names]) + "\n"
    for run, (trajectory, state) in enumerate(zip(trajectories, states, strict=True)):
        columns = [state.get(name) for name in names]
        for steps in chunks(kept_steps(trajectory.steps, every)):
            yield "".join(_rows(run, trajectory, columns, steps))


def kept_steps(last: int, every: int) -> list[int]:
    """0, every, 2·every, ... and `last`."""
    steps = list(range(0, last + 1, every))
    return steps if steps[-1] == last else [*steps, last]


def chunks(steps: Sequence[int]) -> Iterator[Sequence[int]]:
    """The steps, a few thousand at a time."""
    for first in range(0, len(steps), CHUNK):
        yield steps[first : first + CHUNK]


def _rows(run: int, trajectory: Trajectory, state: Sequence[Array | None], steps: Sequence[int]) -> Iterator[str]:
    rates = trajectory.learning_rates[[step for step in steps if step < trajectory.steps]].tolist()
    columns = zip(
        steps,
        trajectory.parameters[steps].tolist(),
        trajectory.losses[steps].tolist(),
        trajectory.gradients[steps].tolist(),
        [*map(repr, rates), ""],
        zip(*(_texts(values, steps) for values in state), strict=True) if state else [()] * len(steps),
        strict=False,
    )
    for step, parameters, loss, gradient, rate, rest in columns:
        numbers = [*map(repr, parameters), repr(loss), *map(repr, gradient), rate, *rest]
        yield ",".join([str(run), str(step), *numbers]) + "\n"


def _texts(values: Array | None, steps: Sequence[int]) -> list[str]:
    """A column of the state; what does not exist at a row is left empty."""
    if values is None:
        return [""] * len(steps)
    return ["" if value != value else repr(value) for value in values[steps].tolist()]
