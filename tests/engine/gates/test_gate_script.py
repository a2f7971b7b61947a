"""The script of a gate, run in a process of its own, prints the trajectory to the last digit."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from app.engine.experiment import Dtype, Experiment, Run
from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.initializations import INITIALIZATIONS
from app.engine.gates.losses import LOSSES
from app.engine.gates.tables import GATES, gate_named
from app.engine.gates.task import Cloud, GateTask, Row
from app.engine.record import record
from app.engine.script import script_of
from app.engine.validation import experiment_problem
from tests.engine.gates.runs import ADAM, AROUND, SGD, TRAINERS

XOR, AND = gate_named("xor").rows, gate_named("and").rows
DTYPES: tuple[Dtype, ...] = ("float32", "float64")
OWN = tuple(Row(x, 0.3 - x, int(x > 0)) for x in (-1.5, -0.25, 0.75, 2.0, 0.1))


def walk(task: GateTask, *runs: Run, dtype: Dtype = "float32", start: tuple[float, ...] = ()) -> Experiment:
    return Experiment("", start, runs or (ADAM,), dtype, 25, seed=5, gate=task)


NETWORK = GateTask(XOR, None, 4, "tanh")
EXPERIMENTS = {
    "optimizers": walk(NETWORK, *TRAINERS),
    **{f"around {dtype}": walk(NETWORK, *AROUND, dtype=dtype) for dtype in DTYPES},
    "one unit": walk(GateTask(AND), *AROUND),
    **{f"{each.key}, {loss.key}": walk(GateTask(AND, None, 0, each.key, loss.key), SGD)
       for each in ACTIVATIONS for loss in LOSSES},
    **{f"hidden {each.key}, {loss.key}": walk(GateTask(XOR, None, 3, each.key, loss.key))
       for each in ACTIVATIONS if each.hidden for loss in LOSSES},
    **{f"{each.key}, {hidden} hidden": walk(GateTask(XOR, None, hidden, "tanh", initialization=each.key))
       for at, each in enumerate(INITIALIZATIONS) for hidden in ((0, 3) if at < 4 else (3,))},
    **{gate.key: walk(GateTask(gate.rows, None, 8, "relu"), dtype="float64") for gate in GATES},
    **{f"cloud {dtype}": walk(GateTask(XOR, Cloud(7, 0.3, 2), 2, "sigmoid", "mse"), *AROUND, dtype=dtype)
       for dtype in DTYPES},
    "own": walk(GateTask(OWN, None, 1, "tanh"), *AROUND),
    "started unit": walk(GateTask(AND, None, 0, "tanh", "mse"), start=(1.0, -2.0, 1e-3)),
    "started network": walk(GateTask(XOR, None, 2, "relu"), start=(0, -1.0, 1, 1, 1, 1, 0.1, 1, -2), dtype="float64"),
    "diverges": walk(GateTask(AND, None, 0, "linear", "mse"), Run("SGD", (("lr", 1e12),))),
}  # fmt: skip


def printed(pairs: list[tuple[Experiment, Run]]) -> list[np.ndarray]:
    """The rows that each script prints; all of them in one fresh process, each in a namespace of its own."""
    parts = ["import torch; torch.set_num_threads(1)"]
    parts += [f"exec(compile({script_of(*each)!r}, 'script', 'exec'), {{}}); print('end')" for each in pairs]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-"], input="\n".join(parts), capture_output=True, text=True, check=False
    )
    assert done.stderr == "" and done.returncode == 0
    texts = done.stdout.split("end\n")[:-1]
    return [np.array([list(map(float, line.split())) for line in text.splitlines()]) for text in texts]


@pytest.fixture(scope="module")
def tables() -> dict[tuple[Experiment, Run], np.ndarray]:
    pairs = [(experiment, run) for experiment in EXPERIMENTS.values() for run in experiment.runs]
    return dict(zip(pairs, printed(pairs), strict=True))


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_script_prints_its_trajectory(name, tables):
    experiment = EXPERIMENTS[name]
    assert all(experiment_problem(experiment.walk(at)) is None for at in range(len(experiment.runs)))
    for run, trajectory in zip(experiment.runs, record(experiment), strict=True):
        rows = np.column_stack([np.arange(trajectory.steps + 1), trajectory.parameters, trajectory.losses])
        np.testing.assert_array_equal(tables[experiment, run], rows, err_msg=str(run))


def test_a_run_that_diverges_is_printed_to_its_end(tables):
    experiment = EXPERIMENTS["diverges"]
    [table] = (tables[experiment, run] for run in experiment.runs)
    assert 1 < len(table) < 26 and not np.isfinite(table[-1]).all()


def test_a_script_is_short_and_reads_well():
    lines = script_of(walk(NETWORK), ADAM).splitlines()
    assert len(lines) < 50 and max(map(len, lines)) <= 110
    assert '"""XOR, 2-4-1 network, float32: Adam lr=0.05"""' in lines
    assert "model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))" in lines
    assert "    return functional.binary_cross_entropy_with_logits(z, target)" in lines
    unit = script_of(walk(GateTask(AND, None, 0, "linear", "hinge")), ADAM)
    assert "model = nn.Linear(2, 1)" in unit and "functional" not in unit
