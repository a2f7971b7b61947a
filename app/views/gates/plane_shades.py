"""From z to the color of a point of the plane: a table, looked up for every pixel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtGui import QColor

from app.engine.gates.activations import activation_named
from app.theme import Theme

Array = npt.NDArray[Any]
ENTRIES = 4096
_REACH = {"sigmoid": 12.0, "tanh": 6.0, "linear": 2.0, "relu": 2.0}  # z from the level; beyond, colors stay as they are
_STRENGTH = {True: 0.56, False: 0.5}  # how much of a class's color there is where it is sure, by dark
_GAMMA = 0.85  # so that doubt is a valley and not a slope


@dataclass(frozen=True, eq=False)
class Shades:
    """`table[i]` is the color, as 0xffrrggbb, of z = level + (i − ENTRIES / 2) / `density`."""

    table: Array
    level: float
    density: float

    def of(self, z: Array) -> Array:
        """The colors of z; of what is not a number the color of no answer."""
        with np.errstate(over="ignore", invalid="ignore"):
            places = (z - self.level) * self.density + ENTRIES // 2
            colors: Array = self.table[np.clip(places, 0, ENTRIES - 1).astype(np.intp)]
        return colors

    def over(self, bias: float, weights: tuple[float, float], x: Array, y: Array, out: Array) -> None:
        """Write the colors of w · x + b for each y (rows) and x (columns), an affine sum."""
        # However steep: a jump within a pixel is all that can be seen, and numbers stay finite.
        density = min(self.density, 1e9 / max(1.0, abs(weights[0]), abs(weights[1]), abs(bias - self.level)))
        across = x * (weights[0] * density) + ((bias - self.level) * density + ENTRIES // 2)
        places = np.add.outer(y * (weights[1] * density), across)
        np.clip(places, 0, ENTRIES - 1, out=places)
        np.take(self.table, places.astype(np.intp), out=out, mode="clip")


@lru_cache(maxsize=64)
def shades(theme: Theme, activation: str, level: float, threshold: float) -> Shades:
    """The colors of an activation's outputs: orange for 0, blue for 1, nothing of either where it is undecided."""
    density = ENTRIES / 2 / _REACH.get(activation, 1.0)
    z = level + (np.arange(ENTRIES) + 0.5 - ENTRIES // 2) / density
    made = activation_named(activation)
    share = np.asarray(made.share(made.of(z)), np.float64)
    if made.hard:
        sure = np.where(z >= level, 1.0, -1.0)
    else:
        with np.errstate(over="ignore"):  # of the half that is not taken, where the threshold is next to 0
            sure = np.where(share >= threshold, (share - threshold) / (1 - threshold), (share - threshold) / threshold)
    return Shades(_colors(theme, np.clip(sure, -1.0, 1.0)), level, density)


def hard_shades(theme: Theme, level: float) -> Shades:
    """Only two colors: what is said."""
    return shades(theme, "step", level, 0.5)


def _colors(theme: Theme, sure: Array) -> Array:
    """Colors for −1 (surely 0) to 1 (surely 1)."""
    weight = (np.abs(sure) ** _GAMMA * _STRENGTH[theme.dark])[:, None]
    classes = np.where(sure[:, None] >= 0, _channels(theme.color("one")), _channels(theme.color("zero")))
    mixed = np.rint(_channels(theme.color("halo")) * (1 - weight) + classes * weight).astype(np.uint32)
    return np.asarray(np.uint32(0xFF000000) | mixed[:, 0] << 16 | mixed[:, 1] << 8 | mixed[:, 2], np.uint32)


def _channels(color: QColor) -> Array:
    return np.array([color.red(), color.green(), color.blue()], np.float64)
