"""The surface in OpenGL, on a widget that lies below the hand."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage
from PyQt6.QtOpenGLWidgets import QOpenGLWidget
from PyQt6.QtWidgets import QWidget

from app.views.surface3d.content import Content
from app.views.surface3d.frame import Frame, frame_of
from app.views.surface3d.stage import Stage
from app.views.surface3d.text_layer import TextLayer
from app.views.surface3d.viewpoint import Viewpoint


class GLCanvas(QOpenGLWidget):
    """Draws the content as it is, seen from the viewpoint as it is; the mouse goes through it."""

    def __init__(self, content: Content, viewpoint: Viewpoint, parent: QWidget) -> None:
        super().__init__(parent)
        self._content, self._viewpoint = content, viewpoint
        self._stage: Stage | None = None
        self._texts = TextLayer()
        self._coarse = False
        self._only_begins = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_coarse(self, coarse: bool) -> None:
        """Whether a coarser sheet will do for the moment."""
        self._coarse = coarse
        self.update()

    def initializeGL(self) -> None:
        """A new context: everything is made anew on it."""
        context = self.context()
        assert context is not None
        stage = self._stage = Stage(context)

        def discard() -> None:
            self._stage = None
            stage.discard()

        context.aboutToBeDestroyed.connect(discard)

    def paintGL(self) -> None:
        """One frame."""
        if self._only_begins:
            return
        assert self._stage is not None
        content = self._content
        frame = frame_of(self._viewpoint.projection, content.theme, self.devicePixelRatioF())
        layer = self._texts.image(frame, content)
        self._stage.draw(self.defaultFramebufferObject(), frame, content, layer, self._coarse)

    def image(self, frame: Frame) -> QImage:
        """The picture in a frame of any size; works for a hidden widget, too."""
        if self.context() is None:
            self._only_begins = True
            self.grabFramebuffer()  # makes the context; what it would draw is nobody's
            self._only_begins = False
        self.makeCurrent()
        assert self._stage is not None
        image = self._stage.image(frame, self._content, self._texts.image(frame, self._content))
        self.doneCurrent()
        return image
