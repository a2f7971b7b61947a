"""A step of a unit or a network in the opened worked update: along two of its parameters, over a cut of its loss."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from app.engine.gates.forward import parameter_names
from app.engine.gates.parameter_slice import parameter_slice
from app.engine.gates.task import GateTask
from app.engine.trajectory import Trajectory
from app.engine.worked.along import AS_PARAMETERS, Axes, SeenAlong, along
from app.engine.worked.update import WorkedUpdate
from app.i18n import tr
from app.views.numbers import axis_name, significant
from surfaces.surface import Domain, Interval, Surface

UNIT_AXES: Axes = (1, 2)
LEAST = 8.0
"""The picture is cut from a part of the plane that reaches so far to all sides of the step, or farther."""
_FARTHEST = 1e12
_DIGITS = 3


@dataclass(frozen=True)
class GateGround:
    """The loss over two parameters, all others as they are where the step starts."""

    task: GateTask
    axes: Axes = UNIT_AXES

    @property
    def names(self) -> tuple[str, ...]:
        """b, w1, w2; of a network those of all of its parameters."""
        return parameter_names(self.task)

    def surface(self, update: WorkedUpdate) -> Surface:
        """The cut through the start of the step."""
        first, second = (_around(float(update.start[axis]), float(update.terms[-1].value[axis])) for axis in self.axes)
        return parameter_slice(self.task, update.start, Domain(first, second), self.axes)

    def seen(self, update: WorkedUpdate, trajectory: Trajectory) -> SeenAlong:
        """Along the two; the parameters are called θ, as x is an input here."""
        return along(update, trajectory, self.axes, AS_PARAMETERS)

    def held(self, update: WorkedUpdate) -> str:
        """The third of a unit, or how many of a network are held."""
        others = [place for place in range(len(self.names)) if place not in self.axes]
        if len(others) > 1:
            return tr("the other {count} as at this step", count=len(others))
        (third,) = others
        value = significant(float(update.start[third]), _DIGITS)
        return tr("{name} = {value}, as at this step", name=axis_name(self.names[third]), value=value)


def _around(start: float, end: float) -> Interval:
    """A range that holds a step, from a coarse grid: while the step stays in its middle, the colors stay too."""
    if not math.isfinite(start) or abs(start) > _FARTHEST:
        return -LEAST, LEAST
    far = abs(end - start) if math.isfinite(end) and abs(end) <= _FARTHEST else 0.0
    half = LEAST * 2.0 ** math.ceil(math.log2(max(1.0, 2 * far / LEAST, abs(start) * 1e-3)))
    middle = half / 2 * round((start + np.clip(end - start, -far, far) / 2 if far else start) / (half / 2))
    return middle - half, middle + half
