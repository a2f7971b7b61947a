"""Which arrows of a step are shown, and how strongly: by choice, and by the term that is pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.engine.experiment import Run
from app.engine.trajectory import Trajectory
from app.engine.worked.expression import Array
from app.engine.worked.update import WorkedUpdate
from app.views.step_update import update_at
from app.views.worked.arrows import Arrow, Divisor, arrow_of_term, arrows_of, divisor_of, ghost_of

ArrowChoice = Literal["gradient", "terms", "none"]
CHOICES: tuple[ArrowChoice, ...] = ("gradient", "terms", "none")
DIM = 0.3


@dataclass(frozen=True, eq=False)
class Marks:
    """Arrows with their strengths from 0 to 1, the divisor with its own, and the next point (2,) with its own.

    `lit` is the arrow that is pointed at; the divisor's sides lie along `push` (2,), the way that is divided.
    """

    arrows: tuple[tuple[Arrow, float], ...] = ()
    divisor: Divisor | None = None
    divisor_strength: float = 1.0
    ghost: Array | None = None
    ghost_strength: float = 1.0
    lit: str = ""

    @property
    def push(self) -> Array:
        """What the divisor divides: the momentum, else the gradient."""
        by_role = {arrow.role: arrow.vector for arrow, _ in self.arrows if arrow.unit == "slope"}
        return np.asarray(by_role.get("momentum", by_role.get("gradient", np.zeros(2))), np.float64)

    @property
    def slope_length(self) -> float:
        """The length of the gradient, which sets the scale of all slopes; of the momentum where there is none."""
        lengths = {arrow.role: arrow.length for arrow, _ in self.arrows if arrow.unit == "slope"}
        return lengths.get("gradient", lengths.get("momentum", 0.0))

    @property
    def longest_slope(self) -> float:
        """The length of the longest arrow that is a slope."""
        return max((arrow.length for arrow, _ in self.arrows if arrow.unit == "slope"), default=0.0)


NOTHING = Marks()


def marks_at(run: Run, trajectory: Trajectory, step: int, choice: ArrowChoice, term: int) -> Marks:
    """Of a run at a step of the playhead; at the end of a record there is nothing but the gradient."""
    if choice == "none":
        return NOTHING
    update = update_at(run, trajectory, step)
    if update is None:
        return Marks(arrows=tuple((arrow, 1.0) for arrow in _last_gradient(trajectory, step)))
    lit = _lit(update, term)
    shown = {"gradient", "step"} if choice == "gradient" else {"gradient", "momentum", "step", "square"}
    if lit == "square":
        shown |= {"momentum"}
    shown |= {lit}

    def strength(role: str) -> float:
        return 1.0 if not lit or role == lit else DIM

    found = arrows_of(update)
    if choice == "gradient" and lit != "gradient":
        # Of an optimizer that moves several times a step, the slope where the ball is: that is where one looks.
        found = tuple(_at_ball(arrow, update, trajectory, step) for arrow in found)
    arrows = [arrow for arrow in found if arrow.role in shown and np.isfinite(arrow.vector).all()]
    divisor = divisor_of(update, float(trajectory.learning_rates[step])) if "square" in shown else None
    return Marks(
        tuple((arrow, strength(arrow.role)) for arrow in arrows),
        divisor if divisor is not None and np.isfinite(divisor.size).all() else None,
        strength("square"),
        ghost_of(update) if np.isfinite(ghost_of(update)).all() else None,
        strength("step"),
        lit,
    )


def _lit(update: WorkedUpdate, term: int) -> str:
    if not 0 <= term < len(update.terms):
        return ""
    return "square" if update.terms[term].role == "square" else arrow_of_term(update, term) or ""


def _at_ball(arrow: Arrow, update: WorkedUpdate, trajectory: Trajectory, step: int) -> Arrow:
    if arrow.role != "gradient" or np.array_equal(arrow.origin, update.start):
        return arrow
    return next(iter(_last_gradient(trajectory, step)), arrow)


def _last_gradient(trajectory: Trajectory, step: int) -> tuple[Arrow, ...]:
    row = trajectory.row(step)
    gradient = np.asarray(trajectory.gradients[row], np.float64)
    point = np.asarray(trajectory.parameters[row], np.float64)
    known = np.isfinite(gradient).all() and np.isfinite(point).all()
    return (Arrow("gradient", "-g", -1, point, -gradient, "slope"),) if known else ()
