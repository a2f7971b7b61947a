"""How a line is drawn, whatever draws it."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtGui import QColor


@dataclass(frozen=True)
class Stroke:
    """How a line is drawn. `width` in pixels of the design; `dash` in pen widths; `lift` towards the eye.

    `soft` fades to the edges (a glow), `hidden` draws only what is behind something, `flat` casts it on the floor.
    """

    color: QColor
    width: float
    alpha: float = 1.0
    dash: tuple[float, ...] = ()
    dash_unit: float = 0.0
    lift: float = 0.012
    soft: bool = False
    hidden: bool = False
    flat: bool = False

    @property
    def name(self) -> object:
        """A value that two strokes share if they draw the same; colors themselves cannot be keys."""
        return (self.color.rgba(), self.width, self.alpha, self.dash, self.dash_unit, self.lift, self.hidden, self.flat)
