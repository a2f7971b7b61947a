"""The optimizer's own state as columns beside the trajectory, by torch's names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from app.engine.trajectory import Array, Trajectory


def without_state(trajectory: Trajectory) -> Trajectory:
    """The same walk without the state."""
    return replace(trajectory, state={}, taken={}, inner={})


def state_columns(trajectory: Trajectory, axes: Sequence[str]) -> Iterator[tuple[str, Array]]:
    """Names and values (T+1,): `exp_avg_x`, `exp_avg_y`, `mu_product`, ..., and what steps were given where that is not
    plain from the row, `used_gradient_x`, `used_momentum`, ..., which is nan in the last row, as no step leaves it.
    """
    yield from _named(trajectory.state, axes)
    used = {f"used_{name}": _one_more(values) for name, values in trajectory.taken.items()}
    yield from _named(used, axes)


def _named(arrays: Mapping[str, Array], axes: Sequence[str]) -> Iterator[tuple[str, Array]]:
    for name, values in arrays.items():
        count = values.shape[1]
        if count == 1:
            yield name, values[:, 0]
        else:
            # A part of a tensor's state that is not one number a parameter is counted from 1.
            places = axes if count == len(axes) else [str(at) for at in range(1, count + 1)]
            yield from ((f"{name}_{place}", values[:, at]) for at, place in enumerate(places))


def _one_more(values: Array) -> Array:
    return np.concatenate([values, np.full((1, values.shape[1]), np.nan)])
