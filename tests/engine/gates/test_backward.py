"""Loss and gradient without autograd are, to the bit, what autograd gives."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from app.engine.experiment import Dtype, Experiment
from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.losses import LOSSES
from app.engine.gates.objective import GateObjective
from app.engine.gates.tables import gate_named
from app.engine.gates.task import Cloud, GateTask
from tests.engine.gates.runs import SGD

XOR = gate_named("xor")
SHAPES = [
    *((0, each.key) for each in ACTIVATIONS),
    *product((1, 2, 8), ("sigmoid", "tanh", "relu")),
]
SIZES = (0.0, 0.5, 5.0, 300.0, 1e30, float("inf"), float("nan"))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("cloud", [None, Cloud(20)], ids=["corners", "points"])
@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
@pytest.mark.parametrize("hidden, activation", SHAPES)
def test_it_gives_the_bits_of_autograd(hidden, activation, loss, cloud, dtype: Dtype):
    task = GateTask(XOR.rows, cloud, hidden, activation, loss)
    walker = GateObjective(task).begin(Experiment("", (), (SGD,), dtype, 1, 0, gate=task), SGD)
    assert walker.direct is not None
    source = np.random.default_rng(len(walker.values))
    for size in SIZES:
        walker.values[:] = size * source.standard_normal(len(walker.values))
        walker.clear_gradient()
        wanted = walker.loss()
        if wanted.requires_grad:
            wanted.backward()
        slope = walker.gradient.copy()
        walker.gradient[:] = 7.0
        assert walker.direct() == wanted.item() or np.isnan(wanted.item())
        np.testing.assert_array_equal(walker.gradient, slope)
