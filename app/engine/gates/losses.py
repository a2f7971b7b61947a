"""What a wrong answer costs, as a table: for numpy here, for torch in `modules`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.gates.activations import Activation

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class GateLoss:
    """`of(z, target, activation)` gives the loss of each row; the loss of a table is the mean over its rows.

    Of the activation only what `reads_output` is used: the others read z itself.
    """

    key: str
    name: str
    of: Callable[[Array, Array, Activation], Array]
    sentence: str
    reads_output: bool = False


def _squared(z: Array, target: Array, activation: Activation) -> Array:
    wanted = np.where(target > 0, activation.high, activation.low)
    difference: Array = activation.of(z) - wanted
    return difference * difference


def _cross_entropy(z: Array, target: Array, activation: Activation) -> Array:
    losses: Array = np.maximum(z, 0.0) - z * target + np.log1p(np.exp(-np.abs(z)))
    return losses


def _hinge(z: Array, target: Array, activation: Activation) -> Array:
    return np.maximum(1.0 - (2.0 * target - 1.0) * z, 0.0)


def _perceptron(z: Array, target: Array, activation: Activation) -> Array:
    return np.maximum(-(2.0 * target - 1.0) * z, 0.0)


LOSSES = (
    GateLoss(
        "bce", "cross-entropy (BCE)", _cross_entropy,
        "−ln of the probability σ(z) that the right class got. It is computed from z, and steep where the unit is "
        "surely wrong.",
    ),
    GateLoss(
        "mse", "squared error (MSE)", _squared,
        "The squared distance of the output from its target. With a sigmoid it is flat where the unit is surely wrong.",
        reads_output=True,
    ),
    GateLoss(
        "hinge", "hinge", _hinge,
        "Nothing beyond the margin |z| = 1 on the right side, and a straight slope before it.",
    ),
    GateLoss(
        "perceptron", "perceptron", _perceptron,
        "Nothing for rows on the right side, −z or z for those on the wrong one. All weights 0 cost nothing.",
    ),
)  # fmt: skip


def loss_named(key: str) -> GateLoss:
    """By key; raises `KeyError`."""
    return {each.key: each for each in LOSSES}[key]
