"""The loss of one unit over two of its three weights: the surface on which its run is watched."""

from __future__ import annotations

import numpy as np

from app.engine.gates.parameter_slice import parameter_slice
from app.engine.gates.task import GateTask
from surfaces.surface import Domain, Surface

UNIT_NAMES = ("b", "w1", "w2")


def slice_surface(task: GateTask, at: float, domain: Domain, axes: tuple[int, int] = (1, 2)) -> Surface:
    """The loss of a unit over two of b, w1, w2 (positions `axes`), the third held at `at`."""
    if task.hidden:
        raise ValueError("a slice of one unit's loss, not of a network's")
    return parameter_slice(task, np.full(3, at), domain, axes)
