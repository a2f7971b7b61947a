"""The button that shows the surface and opens the gallery of all of them."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from app.theme import Theme
from app.views.choice_button import ChoiceButton
from app.views.surface_gallery import SurfaceGallery


class SurfaceChoice(ChoiceButton):
    """The gallery is made when it is opened first."""

    confirmed = pyqtSignal(str)
    """The key of what is chosen already was picked in the gallery once more."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.gallery: SurfaceGallery | None = None
        self.clicked.connect(self.open)

    def open(self) -> None:
        """Show the gallery."""
        if self.gallery is None:
            self.gallery = SurfaceGallery(self)
            self.gallery.chosen.connect(self._pick)
            self.gallery.show_options(self._options)
            self.gallery.show_theme(self._theme)
        self.gallery.open(self.key)

    def _pick(self, key: str) -> None:
        if key == self.key:
            self.confirmed.emit(key)
        self.take(key)

    def show_theme(self, theme: Theme) -> None:
        """Take font, colors and height."""
        super().show_theme(theme)
        if self.gallery is not None:
            self.gallery.show_theme(theme)
