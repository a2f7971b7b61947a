"""Every bad table, network or start gets its sentence, and what torch refuses is refused before it is asked."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest
import torch
from torch import nn

from app.engine.experiment import Experiment, Run, Treatment
from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.initializations import INITIALIZATIONS
from app.engine.gates.losses import LOSSES
from app.engine.gates.problem import task_problem
from app.engine.gates.tables import GATES, gate_named
from app.engine.gates.task import MOST_CLOUD, MOST_HIDDEN, MOST_ROWS, REACH, Cloud, GateTask, Row
from app.engine.optimizers import OPTIMIZERS
from app.engine.validation import experiment_problem

XOR = gate_named("xor").rows
TASK = GateTask(XOR)
EXPERIMENT = Experiment("", (), (Run("Adam"),), gate=TASK)
GRID = tuple(Row(x / 4, y / 4, x % 2) for x in range(4) for y in range(4))

BAD_TASKS = [
    (GateTask(()), "empty"),
    (GateTask((*XOR, Row(1, 0, 0))), "The point (1, 0) is asked to be both 0 and 1"),
    (GateTask((Row(-0.0, 2.5, 1), Row(0.0, 2.5, 0))), "(0, 2.5)"),
    (GateTask((*GRID, Row(5, 5, 1))), "16 rows at most, not 17"),
    *((GateTask((*XOR, Row(bad, 0, 0))), "Row 5") for bad in (nan, inf, -inf, REACH * 1.01)),
    *((GateTask((*XOR, Row(3, bad, 0))), "Row 5") for bad in (nan, inf, -REACH * 1.01)),
    *((GateTask((Row(0, 0, bad),)), "0 or 1") for bad in (-1, 2)),
    *((replace(TASK, cloud=Cloud(bad)), f"1 to {MOST_CLOUD}") for bad in (0, -3, MOST_CLOUD + 1)),
    *((replace(TASK, cloud=Cloud(5, bad)), "spread") for bad in (-0.1, nan, inf, REACH + 1)),
    (replace(TASK, cloud=Cloud(5, 0.1, -1)), "seed"),
    *((replace(TASK, hidden=bad), f"0 to {MOST_HIDDEN}") for bad in (-1, MOST_HIDDEN + 1)),
    *((replace(TASK, hidden=2, activation=each.key), "sigmoid or tanh or relu") for each in ACTIVATIONS
      if not each.hidden),
    (replace(TASK, activation="softplus"), "no activation “softplus”"),
    (replace(TASK, hidden=2, activation="gelu"), "no activation “gelu”"),
    (replace(TASK, loss="huber"), "There are bce, mse, hinge, perceptron"),
    (replace(TASK, initialization="dirac"), "no initialization “dirac”"),
]  # fmt: skip

BAD_EXPERIMENTS = [
    (replace(EXPERIMENT, gate=GateTask(())), "empty"),
    (replace(EXPERIMENT, start=(1.0, 2.0)), "There are 3 weights here (b, w1, w2), not 2."),
    (replace(EXPERIMENT, gate=replace(TASK, hidden=2), start=(1.0, 2.0, 3.0)), "9 weights"),
    *((replace(EXPERIMENT, start=(1.0, bad, 0.0)), "w1 is not") for bad in (nan, inf, -inf)),
    (replace(EXPERIMENT, start=(1.0, 0.0, 1e39)), "choose float64"),
    (replace(EXPERIMENT, steps=100_001), "Steps go"),
    (replace(EXPERIMENT, runs=(Run("SGD", treatment=Treatment(batch=5)),)), "1 to 4 samples"),
    (replace(EXPERIMENT, gate=replace(TASK, cloud=Cloud(3)), runs=(Run("SGD", treatment=Treatment(batch=13)),)),
     "1 to 12 samples"),
    (replace(EXPERIMENT, runs=(Run("Muon"),)), "Muon takes matrices only"),
    (replace(EXPERIMENT, runs=(Run("Adm"),)), "no optimizer"),
    (replace(EXPERIMENT, runs=(Run("Adam", (("momentum", 0.9),)),)), "Adam has no momentum"),
    (replace(EXPERIMENT, runs=(Run("SGD", (("lr", nan),)),)), "finite"),
]  # fmt: skip


@pytest.mark.parametrize(("task", "part"), BAD_TASKS)
def test_a_bad_task_gets_a_sentence(task, part):
    found = task_problem(task)
    assert found is not None and part in str(found)


@pytest.mark.parametrize(("experiment", "part"), BAD_EXPERIMENTS)
def test_a_bad_experiment_gets_a_sentence(experiment, part):
    found = experiment_problem(experiment)
    assert found is not None and part in str(found)


def test_all_that_there_is_passes():
    tasks = [GateTask(gate.rows) for gate in GATES]
    tasks += [replace(TASK, activation=each.key, loss=loss.key) for each in ACTIVATIONS for loss in LOSSES]
    tasks += [replace(TASK, hidden=h, activation=each.key) for h in (1, 8) for each in ACTIVATIONS if each.hidden]
    tasks += [replace(TASK, initialization=each.key) for each in INITIALIZATIONS]
    tasks += [replace(TASK, cloud=Cloud(MOST_CLOUD, spread)) for spread in (0.0, REACH)]
    tasks += [GateTask((Row(REACH, -REACH, 1),)), GateTask((Row(0, 0, 1), Row(0, 0, 1))), GateTask(GRID[:MOST_ROWS])]
    assert [task_problem(task) for task in tasks] == [None] * len(tasks)
    assert experiment_problem(replace(EXPERIMENT, start=(1.0, 0.0, 1e39), dtype="float64")) is None
    one_row = Run("SGD", treatment=Treatment(batch=4))
    assert experiment_problem(replace(EXPERIMENT, runs=(one_row,))) is None


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name)
def test_what_torch_says_of_a_linear_layers_parameters_decides(optimizer):
    """Only the optimizer that torch will not make for weights and biases is refused."""
    refused = experiment_problem(replace(EXPERIMENT, runs=(Run(optimizer.name),))) is not None
    try:
        getattr(torch.optim, optimizer.name)(nn.Linear(2, 1).parameters())
    except ValueError as error:
        assert refused and "2D" in str(error)
    else:
        assert not refused
