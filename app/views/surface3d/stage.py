"""One OpenGL context with the scene on it: draws into the widget, or into an image of any size."""

from __future__ import annotations

from OpenGL import GL
from PyQt6.QtGui import QImage, QOpenGLContext, QSurfaceFormat

from app.views.surface3d.content import Content
from app.views.surface3d.frame import Frame
from app.views.surface3d.scene import Scene
from app.views.surface3d.scene_cache import SceneCache, buffer_of, clear

SAMPLES = 4
MOST_KEPT = 1920 * 1200
"""Pixels of an image; what stands still in a larger one is not worth the memory, 32 bytes for each."""


class Stage:
    """Made while its context is current; `discard` frees everything while it still is."""

    def __init__(self, context: QOpenGLContext) -> None:
        self._scene = Scene()
        self._still, self._backdrop, self._still_of_images = SceneCache(), SceneCache(), SceneCache(SAMPLES)
        core = context.format().profile() == QSurfaceFormat.OpenGLContextProfile.CoreProfile
        self._vertex_array = int(GL.glGenVertexArrays(1)) if core else 0

    def discard(self) -> None:
        """Free everything."""
        self._scene.discard()
        if self._vertex_array:
            GL.glDeleteVertexArrays(1, [self._vertex_array])

    def draw(self, target: int, frame: Frame, content: Content, layer: QImage, coarse: bool) -> None:
        """One frame into a frame buffer. Without multisampling, that is in software, what stands still is kept for the
        next: the whole scene, or, while it is coarse because the camera moves, what is behind it. A graphics card draws
        everything again, and nothing is coarse there: it takes it no time.
        """
        self._begin()
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, target)
        size, scene = (frame.width, frame.height), self._scene
        if int(GL.glGetIntegerv(GL.GL_SAMPLES)) > 1:
            clear(*size)
            self._draw_still(frame, content, layer)
        elif coarse:
            self._backdrop.draw(target, *size, frame.theme, lambda: scene.screen.draw_ground(frame.theme))
            scene.draw_sheet(frame, content, coarse=True)
            scene.draw_box(frame, content, layer)
        else:
            self._keep_still(self._still, target, frame, content, layer)
        scene.draw_moving(frame, content)

    def _draw_still(self, frame: Frame, content: Content, layer: QImage) -> None:
        self._scene.draw_sheet(frame, content, coarse=False)
        self._scene.screen.draw_ground(frame.theme)
        self._scene.draw_box(frame, content, layer)

    def _keep_still(self, cache: SceneCache, target: int, frame: Frame, content: Content, layer: QImage) -> None:
        key = (frame, content.relief, layer.cacheKey())
        cache.draw(target, frame.width, frame.height, key, lambda: self._draw_still(frame, content, layer))

    def image(self, frame: Frame, content: Content, layer: QImage) -> QImage:
        """One frame as an image, smooth also where the widget is not; in an animation what stands still is kept."""
        self._begin()
        buffer = buffer_of(frame.width, frame.height, SAMPLES)
        buffer.bind()
        if frame.width * frame.height <= MOST_KEPT:
            self._keep_still(self._still_of_images, buffer.handle(), frame, content, layer)
        else:
            clear(frame.width, frame.height)
            self._draw_still(frame, content, layer)
        self._scene.draw_moving(frame, content)
        image = buffer.toImage()
        buffer.release()
        return image.convertToFormat(QImage.Format.Format_RGB32)

    def _begin(self) -> None:
        if self._vertex_array:
            GL.glBindVertexArray(self._vertex_array)
