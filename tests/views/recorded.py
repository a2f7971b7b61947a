"""Trajectories for tests of views, made without torch."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import surfaces
from app.engine.experiment import Experiment, Run
from app.engine.trajectory import Failure, Trajectory
from app.views.run_look import look_of

SURFACE = surfaces.surface_named("himmelblau")
LOOKS = tuple(map(look_of, range(8)))


def trajectory(points: npt.ArrayLike, failure: Failure | None = None) -> Trajectory:
    """A run through the points, with Himmelblau's losses and gradients there."""
    parameters = np.asarray(points, np.float64)
    with np.errstate(all="ignore"):
        losses = np.asarray(SURFACE.loss_values(parameters[:, 0], parameters[:, 1]))
    gradients = np.ones_like(parameters)
    return Trajectory(parameters, losses, gradients, np.full(len(parameters) - 1, 0.1), {}, failure=failure)


def spiral(steps: int, turns: float = 5.0) -> Trajectory:
    """From far out towards (3, 2)."""
    angle = np.linspace(0, turns * 2 * np.pi, steps + 1)
    radius = np.linspace(2.5, 0.0, steps + 1)
    return trajectory(np.stack([3 + radius * np.cos(angle), 2 + radius * np.sin(angle)], axis=1))


def experiment(runs: int = 2, steps: int = 200, start: tuple[float, float] = (0.0, 0.0)) -> Experiment:
    """So many runs of SGD, each with its own learning rate."""
    rates = tuple(Run("SGD", (("lr", 0.001 * (index + 1)),)) for index in range(runs))
    return Experiment("himmelblau", start, rates, steps=steps)
