"""The plane that a step is shown on: which two of its parameters, and the loss over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.engine.trajectory import Trajectory
from app.engine.worked.along import Axes, SeenAlong
from app.engine.worked.update import WorkedUpdate
from surfaces.surface import Surface


class Ground(Protocol):
    """`names` are those of all parameters, `axes` the places of the two that are shown."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of all parameters, in the order of a row of the record."""

    @property
    def axes(self) -> Axes:
        """Which two are shown: the first to the right, the second upwards."""

    def surface(self, update: WorkedUpdate) -> Surface:
        """The loss over the two, at the step of an update of all."""

    def seen(self, update: WorkedUpdate, trajectory: Trajectory) -> SeenAlong:
        """Update and record along the two."""

    def held(self, update: WorkedUpdate) -> str:
        """What is said about the parameters that are not shown; empty where there are none."""


@dataclass(frozen=True)
class WholeSurface:
    """A loss of two parameters: nothing is left out."""

    whole: Surface

    @property
    def names(self) -> tuple[str, ...]:
        """Of both axes."""
        return self.whole.axes

    @property
    def axes(self) -> Axes:
        """Both."""
        return 0, 1

    def surface(self, update: WorkedUpdate) -> Surface:
        """The same at every step."""
        return self.whole

    def seen(self, update: WorkedUpdate, trajectory: Trajectory) -> SeenAlong:
        """As they are."""
        return SeenAlong(update, trajectory, update)

    def held(self, update: WorkedUpdate) -> str:
        """Nothing is."""
        return ""


def fits(ground: Ground | None, trajectory: Trajectory | None) -> bool:
    """Whether the record is of the ground's parameters; after a change it may still be of others."""
    return ground is not None and trajectory is not None and trajectory.parameters.shape[1] == len(ground.names)
