"""The CSV of trajectories: rows kept, numbers written so that they are read back whole."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from app.engine.experiment import Experiment, Run
from app.engine.trajectory import Failure, Trajectory
from app.export.table import kept_steps, table

HEADER = "run,step,x,y,loss,grad_x,grad_y,lr"


def walk(steps: int, dtype: str = "float32", failure: Failure | None = None) -> Trajectory:
    random = np.random.default_rng(steps)
    rows = steps + 1
    losses = random.normal(size=rows).astype(dtype)
    if failure:
        losses[-1] = np.inf
    return Trajectory(
        parameters=random.normal(size=(rows, 2)).astype(dtype),
        losses=losses,
        gradients=random.normal(size=(rows, 2)).astype(dtype),
        learning_rates=np.full(steps, 1e-3),
        state={},
        failure=failure,
    )


def written(*trajectories: Trajectory, every: int = 1) -> list[dict[str, str]]:
    experiment = Experiment("saddle", (1.0, 1.0), (Run("SGD"),) * len(trajectories))
    text = "".join(table(experiment, trajectories, every))
    assert text.startswith(HEADER + "\n")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("last", "every", "kept"),
    [(0, 1, [0]), (0, 7, [0]), (4, 2, [0, 2, 4]), (5, 2, [0, 2, 4, 5]), (3, 9, [0, 3]), (2, 1, [0, 1, 2])],
)
def test_the_last_row_is_always_kept(last: int, every: int, kept: list[int]) -> None:
    assert kept_steps(last, every) == kept


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("steps", [0, 1, 4095, 4096, 9000])
def test_every_number_is_read_back_whole(dtype: str, steps: int) -> None:
    trajectory = walk(steps, dtype)
    rows = written(trajectory)
    assert [int(row["step"]) for row in rows] == list(range(steps + 1))
    for name, column in (
        ("x", trajectory.parameters[:, 0]),
        ("y", trajectory.parameters[:, 1]),
        ("loss", trajectory.losses),
        ("grad_x", trajectory.gradients[:, 0]),
        ("grad_y", trajectory.gradients[:, 1]),
    ):
        assert [row[name] for row in rows] == [repr(float(value)) for value in column]


def test_each_row_has_the_rate_of_its_own_step_and_the_last_none() -> None:
    trajectory = walk(5)
    trajectory.learning_rates[:] = [1, 2, 3, 4, 5]
    assert [row["lr"] for row in written(trajectory)] == ["1.0", "2.0", "3.0", "4.0", "5.0", ""]
    assert [row["lr"] for row in written(trajectory, every=2)] == ["1.0", "3.0", "5.0", ""]


def test_runs_follow_each_other_each_with_its_own_length() -> None:
    rows = written(walk(3), walk(6, failure="loss"), every=4)
    assert [(row["run"], row["step"]) for row in rows] == [("0", "0"), ("0", "3"), ("1", "0"), ("1", "4"), ("1", "6")]
    assert rows[-1]["loss"] == "inf"
