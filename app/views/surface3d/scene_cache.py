"""The still scene kept as a picture with its depth, so that a frame of an animation draws only what moves."""

from __future__ import annotations

from collections.abc import Callable

from OpenGL import GL
from PyQt6.QtOpenGL import QOpenGLFramebufferObject, QOpenGLFramebufferObjectFormat


def clear(width: int, height: int) -> None:
    """Begin a picture."""
    GL.glViewport(0, 0, width, height)
    GL.glDisable(GL.GL_SCISSOR_TEST)
    GL.glDepthMask(True)
    GL.glClearColor(0.0, 0.0, 0.0, 1.0)
    GL.glClear(GL.GL_COLOR_BUFFER_BIT | GL.GL_DEPTH_BUFFER_BIT)


def buffer_of(width: int, height: int, samples: int = 0) -> QOpenGLFramebufferObject:
    """A frame buffer with depth and stencil; in so many samples a pixel, 0 for a plain one."""
    form = QOpenGLFramebufferObjectFormat()
    form.setSamples(samples)
    form.setAttachment(QOpenGLFramebufferObject.Attachment.CombinedDepthStencil)
    return QOpenGLFramebufferObject(width, height, form)


class SceneCache:
    """A frame buffer of the size of the view, with as many samples a pixel as those that it is brought into."""

    def __init__(self, samples: int = 0) -> None:
        self._samples = samples
        self._buffer: QOpenGLFramebufferObject | None = None
        self._key: object = None

    def draw(self, target: int, width: int, height: int, key: object, draw: Callable[[], None]) -> None:
        """Bring what is kept into a frame buffer; `draw` is called only where `key` is another than before."""
        if self._buffer is None or (self._buffer.width(), self._buffer.height()) != (width, height):
            self._buffer, self._key = buffer_of(width, height, self._samples), None
        if key != self._key:
            self._buffer.bind()
            clear(width, height)
            draw()
            self._key = key
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, self._buffer.handle())
        GL.glBindFramebuffer(GL.GL_DRAW_FRAMEBUFFER, target)
        # Without the stencil, which shares the memory of depth, this would be a drawing and not a copy.
        planes = GL.GL_COLOR_BUFFER_BIT | GL.GL_DEPTH_BUFFER_BIT | GL.GL_STENCIL_BUFFER_BIT
        GL.glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, planes, GL.GL_NEAREST)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, target)
        GL.glViewport(0, 0, width, height)
