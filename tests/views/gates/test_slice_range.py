from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.gates.losses import LOSSES
from app.views.gates.slice_range import LEAST, MOST, kept, needed, scale_of_slices, spread
from tests.views.gates.slice_unit import gate_task, loss_at

NUMBERS = st.floats(-60, 60, allow_nan=False)


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=6))
def test_what_is_near_lies_inside_and_no_range_is_small(rows: list[tuple[float, float, float]]) -> None:
    ranges = needed([np.array(rows)])
    for (low, high), least in zip(ranges, LEAST, strict=True):
        assert low <= least[0] and high >= least[1]
        assert low % 2 == 0 and high % 2 == 0
    for row in rows:
        if max(map(abs, row)) <= MOST:
            assert all(low < value < high for value, (low, high) in zip(row, ranges, strict=True))


def test_a_diverging_run_does_not_stretch_the_ranges() -> None:
    assert needed([np.array([[0.0, 1.0, 1.0], [1e9, 1.0, 1.0], [np.nan, np.inf, 0.0]])]) == LEAST
    assert needed([np.zeros((0, 3))]) == LEAST


def test_ranges_grow_at_once_and_shrink_only_from_far_too_wide() -> None:
    wide, wider = ((-8.0, 4.0), (-4.0, 12.0), (-4.0, 8.0)), ((-8.0, 4.0), (-4.0, 30.0), (-4.0, 8.0))
    assert kept(None, LEAST) == LEAST
    assert kept(LEAST, wide) == wide
    assert kept(wide, LEAST) == wide
    assert kept(wider, LEAST) == LEAST


def test_the_spread_of_the_third_weight_holds_what_is_held() -> None:
    rows = [np.array([[1.0, 0, 0], [-3.51, 0, 0], [1e6, 0, 0]])]
    assert spread(rows, 0, None) == (-4.0, 1.0)
    assert spread(rows, 0, 6.5) == (-4.0, 7.0)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "step", "linear", "relu"])
@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
def test_no_slice_rises_above_its_scale(loss: str, activation: str) -> None:
    task = gate_task(loss=loss, activation=activation)
    scale = scale_of_slices(task, (1, 2), LEAST, (-4.0, 1.0))
    sides = (np.linspace(-4, 1, 4), np.linspace(*LEAST[1], 4), np.linspace(*LEAST[2], 4))
    highest = max(loss_at(task, values) for values in itertools.product(*sides))
    assert 0 <= scale(0.0) < scale(highest) <= 1
    assert scale.low == 0 and not math.isinf(scale.high)
