"""What a lab shows, as the value that pictures are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from app.export.scene import Scene, View
from app.recorder import Trajectories
from app.store import Document
from app.theme import Theme
from app.views.height_scale import LOG_LIKE, Height


@dataclass(frozen=True)
class Seen:
    """How the large view looks: its size in pixels, and where the eye is."""

    size: tuple[int, int]
    elevation: float | None = None
    azimuth: float | None = None
    height: Height = LOG_LIKE


def scene_of(
    document: Document, trajectories: Trajectories, view: View, theme: Theme, step: int, seen: Seen
) -> Scene | None:
    """The document with its records at a step; None while something is still being recorded."""
    known = [each for each in trajectories if each is not None and each.complete]
    if len(known) != len(document.looks):
        return None
    return Scene(
        experiment=document.experiment,
        trajectories=tuple(known),
        view=view,
        size=seen.size,
        theme=theme.name,
        step=step,
        elevation=seen.elevation,
        azimuth=seen.azimuth,
        looks=document.looks,
        selected=document.selected,
        height=seen.height,
    )
