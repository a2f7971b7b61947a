"""What every drawn thing needs to know about the picture it is drawn into."""

from __future__ import annotations

from dataclasses import dataclass

from app.theme import Theme
from app.views.surface3d.camera import Lens, Projection


@dataclass(frozen=True)
class Frame:
    """`projection` in device pixels; `ratio` is device pixels a pixel of the design at scale 1."""

    projection: Projection
    theme: Theme
    ratio: float

    @property
    def width(self) -> int:
        """In device pixels."""
        return round(self.projection.lens.size[0])

    @property
    def height(self) -> int:
        """In device pixels."""
        return round(self.projection.lens.size[1])


def frame_of(projection: Projection, theme: Theme, ratio: float) -> Frame:
    """The frame of a projection in pixels of a widget that has `ratio` device pixels to each."""
    lens = projection.lens.times(ratio)
    whole = Lens(lens.scale, lens.middle, (round(lens.size[0]), round(lens.size[1])))
    return Frame(Projection(projection.camera, whole), theme, ratio * theme.scale)
