"""The loss over any two parameters against the whole loss, and against the slices of a unit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.engine.gates.data import data_of
from app.engine.gates.forward import logits, row_losses
from app.engine.gates.losses import LOSSES
from app.engine.gates.parameter_slice import parameter_slice
from app.engine.gates.slices import slice_surface
from app.engine.gates.task import Cloud, GateTask
from surfaces.surface import Domain
from tests.engine.gates.test_worked_gates import AND, XOR

DOMAIN = Domain((-4.0, 4.0), (-3.0, 5.0))


@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
@pytest.mark.parametrize("axes", [(1, 2), (2, 1), (0, 2)])
def test_of_a_unit_it_is_the_loss_at_every_point(loss: str, axes: tuple[int, int]) -> None:
    task, third = replace(AND, loss=loss), 3 - sum(axes)
    surface = slice_surface(task, 0.3, DOMAIN, axes)
    x, y = np.meshgrid(np.linspace(-4, 4, 9), np.linspace(-3, 5, 7))
    points, targets = data_of(task)
    expected = np.empty_like(x)
    for place in np.ndindex(x.shape):
        weights = np.empty(3)
        weights[axes[0]], weights[axes[1]], weights[third] = x[place], y[place], 0.3
        expected[place] = row_losses(task, logits(task, weights, points), targets).mean()
    np.testing.assert_allclose(surface.loss_values(x, y), expected, rtol=1e-14)
    assert surface.axes == tuple(("b", "w1", "w2")[axis] for axis in axes)


@pytest.mark.parametrize("task", [XOR, replace(XOR, cloud=Cloud(40))], ids=("rows", "cloud"))
def test_of_a_network_it_is_the_loss_with_the_others_held(task: GateTask) -> None:
    values = np.linspace(-1.5, 1.5, task.size)
    surface = parameter_slice(task, values, DOMAIN, (4, 11))
    assert surface.axes == ("w12", "v2")
    x, y = np.meshgrid(np.linspace(-4, 4, 60), np.linspace(-3, 5, 50))
    found = surface.loss_values(x, y)
    points, targets = data_of(task)
    for row, column in ((0, 0), (49, 59), (17, 31)):
        moved = values.copy()
        moved[[4, 11]] = x[row, column], y[row, column]
        assert found[row, column] == pytest.approx(row_losses(task, logits(task, moved, points), targets).mean())
    loss, slope_x, _ = surface.loss_and_gradient(0.5, 0.25)
    assert slope_x == pytest.approx((surface.loss_and_gradient(0.5001, 0.25)[0] - loss) / 1e-4, rel=1e-2)
