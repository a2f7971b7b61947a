"""The picture of what is said for every point of the plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtGui import QImage

from app.engine.gates.activations import activation_named
from app.engine.gates.forward import boundary_level, is_composition, output_activation, weights_of
from app.engine.gates.task import GateTask
from app.theme import Theme
from app.views.gates.plane_shades import Shades, hard_shades, shades
from app.views.memory import image_pixels
from app.views.plot_area import PlotArea, Range

Array = npt.NDArray[Any]
_COARSE = 2  # device pixels a cell of a network's picture: half the resolution, smoothed when it is painted


@dataclass(frozen=True, eq=False)
class Regions:
    """`image` fills the plane. Of a network also its sums `z[i, j]` at (x[j], y[i]), a cell beyond each edge."""

    image: QImage
    x: Array | None = None
    y: Array | None = None
    z: Array | None = None


def regions(theme: Theme, task: GateTask, values: Array, threshold: float, area: PlotArea, ratio: float) -> Regions:
    """The picture for finite parameters (P,), with `ratio` device pixels to a pixel."""
    level = boundary_level(task, threshold)
    soft = shades(theme, output_activation(task).key, level, threshold)
    pixels = max(1, round(area.rect.width() * ratio))
    if not task.hidden:
        return _of_unit(soft, values, area, pixels)
    hard = is_composition(task)
    return _of_network(
        hard_shades(theme, level) if hard else soft, task, values, area, pixels if hard else -(-pixels // _COARSE)
    )


def _of_unit(colors: Shades, values: Array, area: PlotArea, pixels: int) -> Regions:
    image = QImage(pixels, pixels, QImage.Format.Format_RGB32)
    bias, w1, w2 = (float(value) for value in values)
    x, y = _centers(area.x, pixels), _centers(area.y, pixels)[::-1]
    colors.over(bias, (w1, w2), x, y, image_pixels(image))
    return Regions(image)


def _of_network(colors: Shades, task: GateTask, values: Array, area: PlotArea, cells: int) -> Regions:
    image = QImage(cells, cells, QImage.Format.Format_RGB32)
    x, y = _centers(area.x, cells, 1), _centers(area.y, cells, 1)[::-1]
    z = network_sums(task, values, x, y)
    image_pixels(image)[:] = colors.of(z[1:-1, 1:-1])
    return Regions(image, x, y, z)


def network_sums(task: GateTask, values: Array, x: Array, y: Array) -> Array:
    """The last unit's z for each y (rows) and x (columns), in float32: hidden sums are affine, and cheap so."""
    weights, activation = weights_of(task, np.asarray(values, np.float64)), activation_named(task.activation)
    z = np.full((len(y), len(x)), float(weights.bias), np.float32)
    for unit in range(task.hidden):
        w1, w2 = weights.hidden_weight[unit]
        across = x * w1 + weights.hidden_bias[unit]
        with np.errstate(over="ignore", invalid="ignore"):
            sums = np.add.outer((y * w2).astype(np.float32), across.astype(np.float32))
            z += np.float32(weights.weight[unit]) * activation.of(sums).astype(np.float32, copy=False)
    return z


def _centers(axis: Range, cells: int, beyond: int = 0) -> Array:
    """The middles of so many cells of an axis, and of some more beyond its ends."""
    width = (axis[1] - axis[0]) / cells
    return axis[0] + (np.arange(-beyond, cells + beyond) + 0.5) * width
