"""Small pictures of all surfaces, drawn one after the other while nothing else waits."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QObject, QSize, QTimer, pyqtSignal
from PyQt6.QtGui import QImage

from app.theme import THEMES, Theme
from app.views.surface3d.software.picture import surface_picture
from surfaces import SURFACES


@dataclass(frozen=True)
class Look:
    """What a picture depends on besides its surface; `width` and `height` in pixels of the screen."""

    theme: Theme
    width: int
    height: int
    ratio: float


class SurfacePictures(QObject):
    """Keeps the pictures of the looks shown last, one for each theme."""

    drawn = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Look, dict[str, QImage]] = {}
        self._look: Look | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._draw_next)

    @property
    def complete(self) -> bool:
        """Whether every surface has its picture in the look wanted last."""
        return self._look is not None and len(self._kept[self._look]) == len(SURFACES)

    def want(self, look: Look) -> None:
        """Draw what is missing in this look; `drawn` tells of each."""
        self._look = look
        self._kept[look] = self._kept.pop(look, {})
        while len(self._kept) > len(THEMES):
            del self._kept[next(iter(self._kept))]
        if not self.complete:
            self._timer.start(0)

    def rest(self) -> None:
        """Draw no more for now."""
        self._timer.stop()

    def picture(self, key: str) -> QImage | None:
        """The picture of a surface in the look wanted last, once it is drawn."""
        return None if self._look is None else self._kept[self._look].get(key)

    def _draw_next(self) -> None:
        look = self._look
        missing = [] if look is None else [each for each in SURFACES if each.key not in self._kept[look]]
        if look is None or not missing:
            self.rest()
            return
        surface = missing[0]
        size = QSize(look.width, look.height)
        self._kept[look][surface.key] = surface_picture(surface, size, look.theme, look.ratio)
        self.drawn.emit(surface.key)
