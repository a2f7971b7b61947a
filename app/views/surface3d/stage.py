"""One OpenGL context with the scene on it: draws into the widget, or into an image of any size."""

from __future__ import annotations

from OpenGL import GL
from PyQt6.QtGui import QImage, QOpenGLContext, QSurfaceFormat
from PyQt6.QtOpenGL import QOpenGLFramebufferObject, QOpenGLFramebufferObjectFormat

from app.views.surface3d.content import Content
from app.views.surface3d.frame import Frame
from app.views.surface3d.scene import Scene
from app.views.surface3d.scene_cache import SceneCache, clear

SAMPLES = 4


class Stage:
    """Made while its context is current; `discard` frees everything while it still is."""

    def __init__(self, context: QOpenGLContext) -> None:
        self._scene = Scene()
        self._cache = SceneCache()
        core = context.format().profile() == QSurfaceFormat.OpenGLContextProfile.CoreProfile
        self._vertex_array = int(GL.glGenVertexArrays(1)) if core else 0

    def discard(self) -> None:
        """Free everything."""
        self._scene.discard()
        if self._vertex_array:
            GL.glDeleteVertexArrays(1, [self._vertex_array])

    def draw(self, target: int, frame: Frame, content: Content, layer: QImage, coarse: bool) -> None:
        """One frame into a frame buffer. The still scene is kept for the next, except where multisampling is wanted:
        there it is drawn again, which a graphics card does in no time.
        """
        self._begin()
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, target)

        def draw_still() -> None:
            self._scene.draw_still(frame, content, layer, coarse)

        if int(GL.glGetIntegerv(GL.GL_SAMPLES)) <= 1:
            key = (frame, content.relief, layer.cacheKey(), coarse)
            self._cache.draw(target, frame.width, frame.height, key, draw_still)
        else:
            clear(frame.width, frame.height)
            draw_still()
        self._scene.draw_moving(frame, content)

    def image(self, frame: Frame, content: Content, layer: QImage) -> QImage:
        """One frame as an image, smooth also where the widget is not."""
        self._begin()
        form = QOpenGLFramebufferObjectFormat()
        form.setSamples(SAMPLES)
        form.setAttachment(QOpenGLFramebufferObject.Attachment.CombinedDepthStencil)
        buffer = QOpenGLFramebufferObject(frame.width, frame.height, form)
        buffer.bind()
        clear(frame.width, frame.height)
        self._scene.draw_still(frame, content, layer, coarse=False)
        self._scene.draw_moving(frame, content)
        image = buffer.toImage()
        buffer.release()
        return image.convertToFormat(QImage.Format.Format_RGB32)

    def _begin(self) -> None:
        if self._vertex_array:
            GL.glBindVertexArray(self._vertex_array)
