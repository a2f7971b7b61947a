"""Which loss surface and map draw: the whole one, or that of one sample alone."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QObject, pyqtSignal

from surfaces.surface import Surface


class DrawnSurface(QObject):
    """`sample` counts from 0; None for all of them together."""

    changed = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sample: int | None = None

    def choose(self, sample: int | None) -> None:
        """Draw the loss of one sample, or the whole loss."""
        if sample != self.sample:
            self.sample = sample
            self.changed.emit()

    def of(self, surface: Surface) -> Surface:
        """What is drawn of a surface; one without that sample is drawn whole, and so is every one after it."""
        if self.sample is not None and self.sample >= len(surface.parts):
            self.sample = None
        if self.sample is None:
            return surface
        return replace(
            surface,
            key=f"{surface.key} {self.sample}",
            loss=surface.parts[self.sample],
            minimizers=(),
            saddle_points=(),
            maximizers=(),
            kinks=(),
        )
