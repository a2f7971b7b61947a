"""What is in front of a lab where nothing is recorded of it."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QImage, QRegion
from PyQt6.QtWidgets import QWidget

from app.theme import Theme
from surfaces.message import Message


@dataclass(frozen=True, eq=False)
class Still:
    """It can be drawn as it is seen, and written as a program; `reason` says why there is no more of it."""

    reason: Message
    page: QWidget
    script: str

    def image(self, theme: Theme) -> QImage:
        """The page on the window's ground, in the pixels of its screen."""
        ratio = self.page.devicePixelRatioF()
        image = QImage(self.page.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(theme.color("bg0"))
        self.page.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        return image
