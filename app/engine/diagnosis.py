"""One plain sentence about a finished record: where the run ended, or why it did not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.engine.experiment import Run
from app.engine.stability import learning_rate_limit
from app.engine.trajectory import Trajectory
from surfaces.message import Message
from surfaces.surface import Point, Surface

Kind = Literal["", "ok", "warn", "danger"]
# Converged: the loss stays within this of the minimum's, or within its rounding.
LOSS_TOLERANCE = 1e-6
STILL = 1e-4
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Diagnosis:
    """What became of a run; `step` is where its story ended, None while it goes on."""

    kind: Kind
    sentence: Message
    step: int | None = None


def diagnose(surface: Surface, run: Run, trajectory: Trajectory | None, steps: int) -> Diagnosis:
    """Read off the record; nothing is recomputed but the limit of the learning rate."""
    if trajectory is None or not trajectory.complete:
        done = 0 if trajectory is None else trajectory.steps
        return Diagnosis("", Message("Recording: {done} of {steps} steps", done=done, steps=steps))
    if trajectory.failure is not None:
        return diagnose_failure(trajectory)
    end = (float(trajectory.parameters[-1, 0]), float(trajectory.parameters[-1, 1]))
    slope = math.hypot(*trajectory.gradients[-1].tolist())
    for saddle in surface.saddle_points:
        if math.dist(end, saddle) < 1e-3 * _width(surface):
            return Diagnosis("warn", Message("Stalled at the saddle point {point}", point=_pair(saddle)))
    settled = _settled_step(surface, trajectory, end, slope)
    if settled is not None:
        return settled
    limit = _broken_limit(surface, run, end)
    if limit is not None:
        return Diagnosis("warn", limit)
    return Diagnosis("warn", Message("Still moving: the slope is {slope}", slope=_short(slope)))


def nearest_minimizer(surface: Surface, point: tuple[float, ...]) -> Point | None:
    """The known minimizer closest to a point."""
    return min(surface.minimizers, key=lambda minimizer: math.dist(minimizer, point), default=None)


def diagnose_failure(trajectory: Trajectory) -> Diagnosis:
    """Where and why a run ended before its time."""
    step = trajectory.steps
    if trajectory.failure == "search":
        return Diagnosis("danger", Message("Ended at step {step}: the line search divided by zero", step=step), step)
    rows = {
        "loss": trajectory.losses[-1:],
        "gradient": trajectory.gradients[-1],
        "parameter": trajectory.parameters[-1],
    }
    sentences = {
        ("loss", True): "Diverged at step {step}: the loss overflowed {dtype}",
        ("gradient", True): "Diverged at step {step}: the gradient overflowed {dtype}",
        ("parameter", True): "Diverged at step {step}: a parameter overflowed {dtype}",
        ("loss", False): "Ended at step {step}: the loss is not defined there",
        ("gradient", False): "Ended at step {step}: the gradient is not defined there",
        ("parameter", False): "Ended at step {step}: a parameter is not a number",
    }
    assert trajectory.failure is not None
    overflowed = not bool(np.isnan(rows[trajectory.failure]).any()) or _was_growing(trajectory)
    sentence = sentences[trajectory.failure, overflowed]
    return Diagnosis("danger", Message(sentence, step=step, dtype=trajectory.losses.dtype.name), step)


def _was_growing(trajectory: Trajectory) -> bool:
    """Whether the parameters were so large at the end that inf − inf explains a nan."""
    if trajectory.last_finite < 0:
        return False
    rows = trajectory.parameters[trajectory.last_finite :].astype(np.float64)
    return bool(np.abs(rows[np.isfinite(rows)]).max() > float(np.finfo(trajectory.losses.dtype).max) ** 0.2)


def _settled_step(surface: Surface, trajectory: Trajectory, end: Point, slope: float) -> Diagnosis | None:
    minimizer = nearest_minimizer(surface, end)
    losses = trajectory.losses.astype(np.float64)
    if minimizer is not None:
        lowest = surface.loss_and_gradient(*minimizer)[0]
        rounding = 2 * float(np.finfo(trajectory.losses.dtype).eps) * abs(lowest)
        tolerance = max(LOSS_TOLERANCE, rounding)
        if losses[-1] - lowest <= tolerance and math.dist(end, minimizer) < 0.01 * _width(surface):
            above = np.flatnonzero(losses - lowest > tolerance)
            step = int(above[-1]) + 1 if above.size else 0
            sentence = "Converged to {point} at step {step}"
            if lowest > surface.loss_and_gradient(*surface.minimizers[0])[0] + tolerance:
                sentence = "Converged to {point} at step {step}, not the lowest minimum"
            return Diagnosis("ok", Message(sentence, point=_pair(minimizer), step=step), step)
    if slope > STILL or not trajectory.steps:
        return None
    with np.errstate(over="ignore"):
        steep = np.flatnonzero(np.hypot(*trajectory.gradients.astype(np.float64).T) > STILL)
    step = int(steep[-1]) + 1 if steep.size else 0
    # Flat somewhere else than at a known minimizer: caught in a dent, or on a plateau.
    kind: Kind = "ok" if minimizer is None else "warn"
    return Diagnosis(kind, Message("Flat from step {step} on, at {point}", step=step, point=_pair(end)), step)


def _broken_limit(surface: Surface, run: Run, end: Point) -> Message | None:
    minimizer = nearest_minimizer(surface, end)
    if minimizer is None:
        return None
    limit = learning_rate_limit(surface, run, minimizer)
    rate = dict(run.hyperparameters).get("lr")
    if limit is None or not isinstance(rate, (int, float)) or rate <= limit:
        return None
    sentence = "Still swinging across the valley: lr {lr} is above its limit {limit}"
    return Message(sentence, lr=_short(rate), limit=_short(limit))


def _short(value: float) -> str:
    """Three digits, with a power of ten where there would be a row of zeros: 0.0086, 950, 9.5·10⁵."""
    if value == 0 or 1e-4 <= abs(value) < 1e4:
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}"


def _pair(point: Point) -> str:
    shown = ", ".join(f"{round(value, 2) + 0.0:g}" for value in point)
    return f"({shown})".replace("-", "\u2212")


def _width(surface: Surface) -> float:
    return max(high - low for low, high in (surface.domain.x, surface.domain.y))
