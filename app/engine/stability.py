"""Where plain gradient descent can settle: lr < 2/λmax, the largest curvature of the minimum."""

from __future__ import annotations

import math

import numpy as np

from app.engine.experiment import Run
from app.engine.optimizers import optimizer_named
from surfaces.surface import Point, Surface


def largest_curvature(surface: Surface, point: Point) -> float:
    """λmax of the Hessian at a point, by central differences of the gradient (error of order h²)."""
    columns = []
    for axis, (low, high) in enumerate((surface.domain.x, surface.domain.y)):
        h = 1e-5 * (high - low)
        ends = [
            surface.loss_and_gradient(*(value + sign * h * (at == axis) for at, value in enumerate(point)))[1:]
            for sign in (1, -1)
        ]
        columns.append((np.array(ends[0]) - np.array(ends[1])) / (2 * h))
    hessian = np.array(columns)
    if not np.isfinite(hessian).all():
        return math.nan
    return float(np.linalg.eigvalsh((hessian + hessian.T) / 2)[-1])


def learning_rate_limit(surface: Surface, run: Run, point: Point) -> float | None:
    """The learning rate above which the run cannot settle at a minimizer; None where no such limit is known.

    Plain SGD: 2/λmax; with heavy-ball momentum μ: 2(1 + μ)/λmax (Polyak, 1964).
    At a kink there is no curvature, and so no limit; where learning rate or gradient change from step to step by
    themselves (schedule, edits, noise, batches), none is known. Clipping leaves the small steps near a minimizer alone.
    """
    treatment = run.treatment
    if point in surface.kinks or run.schedule or run.edits or treatment.noise or treatment.batch is not None:
        return None
    values = optimizer_named(run.optimizer).values(run)
    plain = run.optimizer == "SGD" and not (
        values["nesterov"] or values["maximize"] or values["weight_decay"] or values["dampening"]
    )
    momentum = values["momentum"] if plain else 1.0
    curvature = largest_curvature(surface, point)
    if not plain or not isinstance(momentum, (int, float)) or momentum >= 1 or not curvature > 0:
        return None
    return 2 * (1 + momentum) / curvature
