"""What a unit makes of z, as a table: for numpy here, for torch in `modules`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Activation:
    """`of` maps z to the output; `low` and `high` are the outputs that stand for the classes 0 and 1.

    `latex` writes it with {z} for what goes in. `level` gives the z at which the output has come a share of the way
    from low to high, finite for every share above 0 and below 1. `hidden` says whether hidden units may have it, `hard`
    whether it jumps and is flat elsewhere, so that nothing is learned through it.
    """

    key: str
    name: str
    of: Callable[[Array], Array]
    latex: str
    sentence: str
    level: Callable[[float], float]
    low: float = 0.0
    high: float = 1.0
    hidden: bool = False
    hard: bool = False

    def share(self, output: Any) -> Any:
        """Outputs as shares of the way from low to high: 0 says class 0, 1 says class 1, and they may lie beyond."""
        return (output - self.low) / (self.high - self.low)


def sigmoid(z: Array) -> Array:
    """1 / (1 + e⁻ᶻ), without overflow."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def _log_odds(share: float) -> float:
    return log(share / (1 - share))


ACTIVATIONS = (
    Activation(
        "step", "step", lambda z: np.where(z >= 0, 1.0, 0.0), r"\mathrm{{step}}\left({z}\right)",
        "0 below the line, 1 from the line on. Flat everywhere: its gradient is 0, so nothing can be learned.",
        lambda share: 0.0, hard=True,
    ),
    Activation(
        "sign", "sign", lambda z: np.where(z >= 0, 1.0, -1.0), r"\mathrm{{sign}}\left({z}\right)",
        "−1 below the line, +1 from the line on. Flat everywhere, as the step is.",
        lambda share: 0.0, low=-1.0, hard=True,
    ),
    Activation(
        "sigmoid", "sigmoid", sigmoid, r"\sigma\left({z}\right)",
        "A soft step from 0 to 1: how sure the unit is.",
        lambda share: _log_odds(share), hidden=True,
    ),
    Activation(
        "tanh", "tanh", np.tanh, r"\tanh\left({z}\right)",
        "A soft step from −1 to +1.",
        lambda share: _log_odds(share) / 2, low=-1.0, hidden=True,
    ),
    Activation(
        "linear", "linear", lambda z: z, "{z}",
        "z as it is: least squares, and points far on the right side cost too.",
        lambda share: share,
    ),
    Activation(
        "relu", "ReLU", lambda z: np.maximum(z, 0.0), r"\max\left(0, {z}\right)",
        "0 below the line, z above it. Where all rows lie below, it gets no gradient: it is dead.",
        lambda share: share, hidden=True,
    ),
)  # fmt: skip


def activation_named(key: str) -> Activation:
    """By key; raises `KeyError`."""
    return {each.key: each for each in ACTIVATIONS}[key]
