"""What grows is, at every length, what joining all pieces at once gives, and never changes under who holds it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from app.engine.experiment import Experiment, Run
from app.engine.growing import Growing
from app.engine.objective import SurfaceObjective
from app.engine.record import record_run
from app.engine.trajectory import Array, Piece, Trajectory, join
from surfaces import surface_named

RUNS = {
    "stateless": Run("SGD", (("lr", 0.01),)),
    "with a state": Run("Adam", (("lr", 0.1),)),
    "one that ends early": Run("SGD", (("lr", 0.05),)),
}
STEPS = 300


def pieces_of(run: Run, steps: int = STEPS) -> list[Piece]:
    """A piece for every few steps: each is due at once."""
    experiment = Experiment("himmelblau", (0.0, 0.0), (run,), steps=steps)
    return list(record_run(SurfaceObjective(surface_named("himmelblau")), experiment, run, 0.0))


def arrays(trajectory: Trajectory) -> Iterator[Array]:
    yield from (trajectory.parameters, trajectory.losses, trajectory.gradients, trajectory.learning_rates)
    yield from trajectory.state.values()


def assert_same(one: Trajectory, other: Trajectory) -> None:
    assert one.state.keys() == other.state.keys()
    assert (one.failure, one.complete) == (other.failure, other.complete)
    for mine, theirs in zip(arrays(one), arrays(other), strict=True):
        assert mine.dtype == theirs.dtype
        assert np.array_equal(mine, theirs, equal_nan=True)


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS.keys())
@pytest.mark.parametrize("steps", [0, 1, STEPS])
def test_it_equals_joining_at_every_length_and_earlier_ones_stay(run: Run, steps: int) -> None:
    growing, pieces = Growing(steps), pieces_of(run, steps)
    assert len(pieces) > 5 or steps < 2
    grown = [growing.add(piece) for piece in pieces]
    for count, trajectory in enumerate(grown, 1):
        assert_same(trajectory, join(pieces[:count]))


def test_rows_are_copied_once_and_cannot_be_written() -> None:
    growing = Growing(STEPS)
    grown = [growing.add(piece) for piece in pieces_of(RUNS["with a state"])]
    for earlier, later in pairwise(grown):
        for one, other in zip(arrays(earlier), arrays(later), strict=True):
            assert np.shares_memory(one, other) or len(one) == 0
    for array in arrays(grown[-1]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
