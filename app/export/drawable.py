"""What can be drawn at any step: the contract between a scene's picture and the files made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PyQt6.QtGui import QImage

from app.theme import Theme


class Drawable(Protocol):
    """A scene with the playhead wherever it is wanted, always of one size."""

    @property
    def theme(self) -> Theme:
        """Whose colors it is drawn in."""

    @property
    def last_step(self) -> int:
        """Where the playhead stands in a picture, and ends in an animation."""

    def image(self, step: int) -> QImage:
        """The picture with the playhead at a step."""


def write_picture(path: Path, drawable: Drawable) -> None:
    """Write a PNG of the last step; raises `OSError`."""
    if not drawable.image(drawable.last_step).save(str(path), "PNG"):
        raise OSError(f"{path} cannot be written")
