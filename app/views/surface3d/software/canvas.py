"""The surface without OpenGL, on a widget that lies below the hand."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from app.views.memory import image_pixels
from app.views.surface3d.content import Content
from app.views.surface3d.frame import Frame, frame_of
from app.views.surface3d.moving import draw_moving
from app.views.surface3d.relief import Relief
from app.views.surface3d.software.brush import Balls, Kept, SoftBrush
from app.views.surface3d.software.ground import Ground
from app.views.surface3d.software.still import Still, draw_still, ground_image
from app.views.surface3d.text_layer import TextLayer
from app.views.surface3d.viewpoint import Viewpoint

COARSE, WHOLE, SMOOTH = 0.5, 1.0, 2.0  # pixels of the sheet to a pixel of the picture
LARGEST = 16_000_000  # pixels of the sheet that are worth the memory


@dataclass(eq=False)
class _Kept:
    """A still picture, what it is of, and what was made for it."""

    key: object
    still: Still
    kept: Kept


class SoftCanvas(QWidget):
    """Draws the content as it is, seen from the viewpoint as it is; the mouse goes through it."""

    def __init__(self, content: Content, viewpoint: Viewpoint, parent: QWidget) -> None:
        super().__init__(parent)
        self._content, self._viewpoint = content, viewpoint
        self._texts = TextLayer()
        self._coarse = False
        self._ground: Ground | None = None
        self._shown: _Kept | None = None
        self._exported: _Kept | None = None
        self._balls: Balls = {}
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_coarse(self, coarse: bool) -> None:
        """Whether a coarser sheet will do for the moment."""
        self._coarse = coarse
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """One frame; while the camera stands, only what moves is drawn."""
        ratio = self.devicePixelRatioF()
        frame = frame_of(self._viewpoint.projection, self._content.theme, ratio)
        relief = self._content.relief
        if relief is None:
            image = ground_image(frame.width, frame.height, frame.theme)
        else:
            fineness = COARSE if self._coarse else WHOLE
            self._shown = self._stand(self._shown, frame, relief, fineness)
            image = self._drawn(frame, self._shown)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawImage(0, 0, image)
        painter.end()

    def image(self, frame: Frame) -> QImage:
        """The picture in a frame of any size, with smooth edges; works for a hidden widget, too."""
        relief = self._content.relief
        if relief is None:
            return ground_image(frame.width, frame.height, frame.theme)
        smooth = frame.width * frame.height * SMOOTH**2 <= LARGEST
        self._exported = self._stand(self._exported, frame, relief, SMOOTH if smooth else WHOLE)
        return self._drawn(frame, self._exported)

    def _stand(self, before: _Kept | None, frame: Frame, relief: Relief, fineness: float) -> _Kept:
        """The still picture, drawn anew only where something has changed."""
        layer = self._texts.image(frame, self._content)
        key = (frame, relief, layer.cacheKey(), fineness)
        if before is not None and before.key == key:
            return before
        if self._ground is None or self._ground.relief is not relief:
            self._ground = Ground(relief)
        return _Kept(key, draw_still(frame, self._content, self._ground, layer, fineness), Kept())

    def _drawn(self, frame: Frame, shown: _Kept) -> QImage:
        image = QImage(frame.width, frame.height, QImage.Format.Format_RGB32)
        image_pixels(image)[:] = image_pixels(shown.still.image)
        with SoftBrush(image, frame, shown.still, shown.kept, self._balls) as brush:
            draw_moving(brush, frame, self._content)
        return image
