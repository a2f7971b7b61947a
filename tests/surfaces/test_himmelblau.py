"""The stationary points of Himmelblau's function, with losses and learning-rate limits from the literature."""

from __future__ import annotations

import pytest

from app.engine.stability import largest_curvature
from surfaces.himmelblau import HIMMELBLAU


@pytest.mark.parametrize(("index", "limit"), [(0, 0.0243060), (1, 0.0248293), (2, 0.0149493), (3, 0.0189719)])
def test_gradient_descent_loses_each_minimum_at_its_own_learning_rate(index: int, limit: float) -> None:
    point = HIMMELBLAU.minimizers[index]
    assert HIMMELBLAU.loss_and_gradient(*point)[0] == pytest.approx(0.0, abs=1e-27)
    assert 2 / largest_curvature(HIMMELBLAU, point) == pytest.approx(limit, abs=6e-8)


def test_losses_of_the_other_stationary_points() -> None:
    saddles = [HIMMELBLAU.loss_and_gradient(*point)[0] for point in HIMMELBLAU.saddle_points]
    assert saddles == pytest.approx((67.7191500875, 13.3119262704, 104.015162918, 178.337239202), rel=1e-11)
    (maximum,) = (HIMMELBLAU.loss_and_gradient(*point)[0] for point in HIMMELBLAU.maximizers)
    assert maximum == pytest.approx(181.616521523, rel=1e-11)


def test_at_the_origin() -> None:
    assert HIMMELBLAU.loss_and_gradient(0.0, 0.0) == (170.0, -14.0, -22.0)
