"""The regression is the least squares of its samples."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.engine.stability import largest_curvature
from surfaces.regression import REGRESSION


def test_loss_is_the_summed_squares_of_the_samples() -> None:
    inputs, targets = np.array(REGRESSION.samples).T
    for w1, w2 in np.random.default_rng(3).uniform(-10, 10, (200, 2)).tolist():
        residuals = targets - (w1 * inputs + w2)
        assert REGRESSION.loss_and_gradient(w1, w2)[0] == pytest.approx((residuals**2).sum(), rel=1e-13)


def test_minimizer_is_the_fitted_line() -> None:
    inputs, targets = np.array(REGRESSION.samples).T
    (minimizer,) = REGRESSION.minimizers
    assert minimizer == pytest.approx(tuple(np.polyfit(inputs, targets, 1)))


def test_at_the_origin() -> None:
    assert REGRESSION.loss_and_gradient(0.0, 0.0) == (20.0, -28.0, -12.0)


def test_gradient_descent_converges_below_the_stated_learning_rate() -> None:
    curvature = largest_curvature(REGRESSION, (1.0, 1.0))
    assert curvature == pytest.approx(12 + 8 * math.sqrt(2), rel=1e-8)
    assert 2 / curvature == pytest.approx(0.0857864376, abs=1e-9)
    assert REGRESSION.learning_rates[1] == pytest.approx(2 / curvature, abs=5e-5)
    assert f"{2 / curvature:.4f}" in REGRESSION.teaches
