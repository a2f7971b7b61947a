"""The optimizer's state beside the trajectory: equal to torch's own, and only where it is asked for."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import torch

from app.engine.experiment import Edit, Experiment, Run, Treatment
from app.engine.record import record
from app.engine.trajectory import Trajectory
from app.export.data_format import CSV, JSON, NPZ, DataFormat
from app.export.state_columns import without_state

ADAM = Run("Adam", (("lr", 0.1),))
RUNS = (
    ADAM,
    Run("NAdam"),
    Run("SGD", (("lr", 0.01),), edits=(Edit(5, (("momentum", 0.9),)),)),
    Run("SGD", (("lr", 0.01),), treatment=Treatment(noise=0.2)),
    Run("LBFGS", (("max_iter", 4),)),
)
EXPERIMENT = Experiment("himmelblau", (0.0, 0.0), RUNS, "float32", 12)


def written(data_format: DataFormat, trajectories: tuple[Trajectory, ...]) -> bytes:
    file = io.BytesIO()
    data_format.write(file, EXPERIMENT, trajectories, 1)
    return file.getvalue()


def table(trajectories: tuple[Trajectory, ...]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(CSV, trajectories).decode())))


def torchs_state(steps: int) -> dict[str, np.ndarray]:
    """Adam's state after so many steps of a plain loop."""
    x = torch.zeros(2, requires_grad=True)
    optimizer = torch.optim.Adam([x], lr=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        ((x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2).backward()
        optimizer.step()
    return {name: value.numpy() for name, value in optimizer.state[x].items()}


def test_a_row_holds_torchs_state_before_the_step():
    rows = [row for row in table(record(EXPERIMENT)) if row["run"] == "0"]
    for step in (1, 7, 12):
        for name, value in torchs_state(step).items():
            if name != "step":
                assert [rows[step][f"{name}_{axis}"] for axis in "xy"] == [repr(float(each)) for each in value]


def test_what_does_not_exist_is_left_empty():
    by_run = [[row for row in table(record(EXPERIMENT)) if row["run"] == str(run)] for run in range(len(RUNS))]
    assert by_run[1][0]["mu_product"] == "1.0" and by_run[0][0]["mu_product"] == ""
    buffers = [row["momentum_buffer_x"] for row in by_run[2]]
    assert buffers[:6] == [""] * 6 and "" not in buffers[6:]
    assert (
        by_run[3][0]["used_gradient_x"] not in ("", by_run[3][0]["grad_x"]) and by_run[3][-1]["used_gradient_x"] == ""
    )
    assert by_run[4][0]["used_iterations"] == "4.0"


def test_without_state_nothing_of_it_is_written():
    bare = tuple(map(without_state, record(EXPERIMENT)))
    assert written(CSV, bare).decode().splitlines()[0] == "run,step,x,y,loss,grad_x,grad_y,lr"
    assert set(json.loads(written(JSON, bare))["runs"][0]) >= {"lr"} and b"exp_avg" not in written(JSON, bare)
    with np.load(io.BytesIO(written(NPZ, bare))) as found:
        assert not [name for name in found if "state" in name or "used" in name]


def test_json_and_arrays_carry_the_same_state():
    trajectories = record(EXPERIMENT)
    found = json.loads(written(JSON, trajectories))["runs"]
    assert found[0]["exp_avg_x"] == trajectories[0].state["exp_avg"][:, 0].tolist()
    assert found[3]["used_gradient_y"] == [*trajectories[3].taken["gradient"][:, 1].tolist(), None]
    with np.load(io.BytesIO(written(NPZ, trajectories))) as arrays:
        np.testing.assert_array_equal(arrays["0/state/exp_avg"], trajectories[0].state["exp_avg"])
        np.testing.assert_array_equal(arrays["3/used/gradient"], trajectories[3].taken["gradient"])
