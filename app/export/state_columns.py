"""The optimizer's own state as columns beside the trajectory, by torch's names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from app.engine.trajectory import Array, Trajectory

AXES = ("x", "y")


def without_state(trajectory: Trajectory) -> Trajectory:
    """The same walk without the state."""
    return replace(trajectory, state={}, taken={}, inner={})


def state_columns(trajectory: Trajectory) -> Iterator[tuple[str, Array]]:
    """Names and values (T+1,): `exp_avg_x`, `exp_avg_y`, `mu_product`, ..., and what steps were given where that is not
    plain from the row, `used_gradient_x`, `used_momentum`, ..., which is nan in the last row, as no step leaves it.
    """
    yield from _named(trajectory.state)
    used = {f"used_{name}": _one_more(values) for name, values in trajectory.taken.items()}
    yield from _named(used)


def _named(arrays: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    for name, values in arrays.items():
        if values.shape[1] == 1:
            yield name, values[:, 0]
        else:
            yield from ((f"{name}_{axis}", values[:, at]) for at, axis in enumerate(AXES))


def _one_more(values: Array) -> Array:
    return np.concatenate([values, np.full((1, values.shape[1]), np.nan)])
