"""A gate's trajectories in all three formats: every parameter by name, accuracy, and the task they belong to."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from app.engine.experiment import Experiment, Run, Treatment
from app.engine.gates.forward import parameter_names
from app.engine.gates.tables import gate_named
from app.engine.gates.task import Cloud, GateTask
from app.engine.record import record
from app.export.data_format import CSV, JSON, NPZ, DataFormat
from app.export.state_columns import without_state

XOR, AND = gate_named("xor").rows, gate_named("and").rows
RUNS = (Run("Adam", (("lr", 0.2),)), Run("SGD", (("lr", 0.5),), treatment=Treatment(batch=1)), Run("Adafactor"))
UNIT = Experiment("", (1.0, -2.0, 1.5), RUNS, "float64", 30, gate=GateTask(AND))
NETWORK = Experiment("", (), RUNS, "float32", 30, seed=4, gate=GateTask(XOR, Cloud(3, 0.4), 2, "tanh"))
EXPERIMENTS = pytest.mark.parametrize("experiment", [UNIT, NETWORK], ids=["unit", "network"])


def written(data_format: DataFormat, experiment: Experiment, *more: float, state: bool = False) -> bytes:
    file = io.BytesIO()
    found = record(experiment)
    data_format.write(file, experiment, found if state else tuple(map(without_state, found)), 1, *more)
    return file.getvalue()


def rows(experiment: Experiment, *more: float, state: bool = False) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(CSV, experiment, *more, state=state).decode())))


def accuracy(experiment: Experiment, parameters: np.ndarray, threshold: float = 0.5) -> float:
    """By hand, with nothing of ours but the points: which share of them is answered right."""
    from app.engine.gates.data import data_of

    points, targets = data_of(experiment.gate)
    values = parameters.astype(float)
    if experiment is UNIT:
        z = values[0] + points @ values[1:]
    else:
        z = values[6] + np.tanh(points @ values[2:6].reshape(2, 2).T + values[:2]) @ values[7:]
    return float(np.mean((1 / (1 + np.exp(-z)) >= threshold) == targets))


@EXPERIMENTS
@pytest.mark.parametrize("threshold", [0.5, 0.8])
def test_the_table_has_one_column_a_parameter(experiment, threshold):
    found = rows(experiment, threshold)
    names = parameter_names(experiment.gate)
    assert list(found[0]) == ["run", "step", "loss", "accuracy", *names]
    trajectories = record(experiment)
    assert len(found) == 31 * len(trajectories)
    for row in found:
        trajectory, step = trajectories[int(row["run"])], int(row["step"])
        assert [row[name] for name in names] == [repr(float(value)) for value in trajectory.parameters[step]]
        assert row["loss"] == repr(float(trajectory.losses[step]))
        assert float(row["accuracy"]) == accuracy(experiment, trajectory.parameters[step], threshold)


@EXPERIMENTS
def test_state_stands_behind_by_torchs_names(experiment):
    found = rows(experiment, state=True)
    names = parameter_names(experiment.gate)
    [adam, sgd, _] = record(experiment)
    for name in ("exp_avg", "exp_avg_sq"):
        assert [found[7][f"{name}_{each}"] for each in names] == [repr(float(value)) for value in adam.state[name][7]]
    used = [row for row in found if row["run"] == "1"]
    assert [used[3][f"used_gradient_{each}"] for each in names] == [repr(float(v)) for v in sgd.taken["gradient"][3]]
    assert used[-1][f"used_gradient_{names[0]}"] == "" == used[0][f"exp_avg_{names[0]}"]


@EXPERIMENTS
def test_json_says_what_was_learned_and_how_it_ended(experiment):
    found = json.loads(written(JSON, experiment), parse_constant=pytest.fail)
    about, names = found["experiment"], parameter_names(experiment.gate)
    assert (about["gate"], about["parameters"]) == ("and" if experiment is UNIT else "xor", list(names))
    task = about["task"]
    assert [[row["x1"], row["x2"], row["target"]] for row in task["rows"]] == [
        [row.x1, row.x2, row.target] for row in experiment.gate.rows
    ]
    assert (task["hidden"], task["activation"], task["loss"]) == (
        experiment.gate.hidden, experiment.gate.activation, "bce",
    )  # fmt: skip
    assert "surface" not in about and about["start"] == list(experiment.start)
    table = rows(experiment)
    for index, each in enumerate(found["runs"]):
        own = [row for row in table if row["run"] == str(index)]
        for name in ("loss", "accuracy", *names):
            assert [repr(value) for value in each[name]] == [row[name] for row in own]
        assert set(each) > {f"grad_{name}" for name in names} | {"lr", "status"}
        assert each["right"] / each["of"] == each["accuracy"][-1] and each["threshold"] == 0.5


def test_the_status_of_a_gate_says_since_when_it_is_solved():
    walk = Experiment("", (1.0, -2.0, 1.5), (Run("SGD", (("lr", 0.5),)),), "float32", 200, gate=GateTask(AND))
    [found] = json.loads(written(JSON, walk))["runs"]
    assert (found["status"]["kind"], found["status"]["step"]) == ("solved", 45)
    broken = Experiment("", (), (Run("SGD", (("lr", 1e30),)),), gate=GateTask(AND, None, 0, "linear", "mse"))
    [found] = json.loads(written(JSON, broken))["runs"]
    assert found["status"]["kind"] == "diverged" and found["loss"][-1] is None


@EXPERIMENTS
def test_arrays_hold_all_parameters_and_the_accuracy(experiment):
    with np.load(io.BytesIO(written(NPZ, experiment, state=True))) as found:
        for index, trajectory in enumerate(record(experiment)):
            np.testing.assert_array_equal(found[f"{index}/parameters"], trajectory.parameters)
            np.testing.assert_array_equal(found[f"{index}/gradients"], trajectory.gradients)
            shares = [accuracy(experiment, values) for values in trajectory.parameters]
            assert found[f"{index}/accuracy"].tolist() == shares
        assert json.loads(str(found["experiment"]))["task"]["hidden"] == experiment.gate.hidden
