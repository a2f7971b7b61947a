"""What a picture or an animation shows: everything the drawing process needs, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.engine.experiment import Experiment
from app.engine.trajectory import Trajectory
from app.views.height_scale import LOG_LIKE, Height
from app.views.run_look import RunLook

View = Literal["surface", "map", "plane", "lab"]
SMALLEST, LARGEST = 64, 7680


@dataclass(frozen=True, eq=False)
class Scene:
    """An experiment with its trajectories, and how to look at it.

    `size` is in pixels; `step` is where the playhead stands (None: at the last step); `elevation` and `azimuth` are
    the camera's in degrees (None: the view's own). Without `looks` every run is shown, in the first styles; `selected`
    is the position of the run that has the arrow; `height` makes heights and colors of the losses; `threshold` is from
    where on a gate says 1.
    """

    experiment: Experiment
    trajectories: tuple[Trajectory, ...]
    view: View = "surface"
    size: tuple[int, int] = (1280, 720)
    theme: str = "dark"
    step: int | None = None
    elevation: float | None = None
    azimuth: float | None = None
    looks: tuple[RunLook, ...] = ()
    selected: int = 0
    height: Height = LOG_LIKE
    threshold: float = 0.5
