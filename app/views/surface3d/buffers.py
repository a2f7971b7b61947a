"""Numbers on the graphics card."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from OpenGL import GL
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QImage
from PyQt6.QtOpenGL import QOpenGLBuffer
from PyQt6.sip import voidptr

Array = npt.NDArray[Any]


class Buffer:
    """A vertex buffer, or an index buffer; needs a current context."""

    def __init__(self, indices: bool = False) -> None:
        kind = QOpenGLBuffer.Type.IndexBuffer if indices else QOpenGLBuffer.Type.VertexBuffer
        self._buffer = QOpenGLBuffer(kind)
        self._buffer.create()
        self.count = 0

    def fill(self, values: Array) -> None:
        """Replace the content; `count` becomes the number of values along the first axis."""
        values = np.ascontiguousarray(values)
        self._buffer.bind()
        self._buffer.allocate(voidptr(values.ctypes.data), values.nbytes)
        self._buffer.release()
        self.count = len(values)

    def bind(self) -> None:
        """Read from it from now on."""
        self._buffer.bind()

    def release(self) -> None:
        """Read from it no more."""
        self._buffer.release()


class Texture:
    """An image on the graphics card; `discard` must be called while its context is current."""

    def __init__(self, smooth: bool) -> None:
        self._name = int(GL.glGenTextures(1))
        kind = GL.GL_LINEAR if smooth else GL.GL_NEAREST
        self.bind()
        for key, value in (
            (GL.GL_TEXTURE_MIN_FILTER, kind),
            (GL.GL_TEXTURE_MAG_FILTER, kind),
            (GL.GL_TEXTURE_WRAP_S, GL.GL_CLAMP_TO_EDGE),
            (GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_EDGE),
        ):
            GL.glTexParameteri(GL.GL_TEXTURE_2D, key, value)

    def bind(self) -> None:
        """Sample it on unit 0 from now on."""
        GL.glActiveTexture(GL.GL_TEXTURE0)
        GL.glBindTexture(GL.GL_TEXTURE_2D, self._name)

    def fill(self, image: QImage) -> None:
        """Replace the content; colors are premultiplied, the first row is the top one."""
        self._allocate(image.width(), image.height(), _bytes(image))

    def resize(self, width: int, height: int) -> None:
        """Any content, to be filled in parts."""
        self._allocate(width, height, None)

    def fill_part(self, image: QImage, part: QRect) -> None:
        """Replace a part of the content by the same part of an image."""
        self.bind()
        GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 4)
        GL.glTexSubImage2D(
            GL.GL_TEXTURE_2D, 0, part.x(), part.y(), part.width(), part.height(), GL.GL_RGBA, GL.GL_UNSIGNED_BYTE,
            _bytes(image.copy(part)),
        )  # fmt: skip

    def _allocate(self, width: int, height: int, content: bytes | None) -> None:
        self.bind()
        GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 4)
        GL.glTexImage2D(
            GL.GL_TEXTURE_2D, 0, GL.GL_RGBA, width, height, 0, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, content
        )  # fmt: skip

    def discard(self) -> None:
        """Free it."""
        GL.glDeleteTextures([self._name])


def _bytes(image: QImage) -> bytes:
    image = image.convertToFormat(QImage.Format.Format_RGBA8888_Premultiplied)
    bits = image.constBits()
    assert bits is not None
    content: bytes = bits.asstring(image.sizeInBytes())
    return content


def depth_and_blend(*, depth: bool = True, hidden: bool = False, write: bool = False, blend: bool = True) -> None:
    """What the next draws do: test depth (for what is `hidden` instead), write it, blend straight alpha."""
    (GL.glEnable if depth else GL.glDisable)(GL.GL_DEPTH_TEST)
    GL.glDepthFunc(GL.GL_GREATER if hidden else GL.GL_LEQUAL)
    GL.glDepthMask(write)
    (GL.glEnable if blend else GL.glDisable)(GL.GL_BLEND)
    GL.glBlendFuncSeparate(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA, GL.GL_ONE, GL.GL_ONE_MINUS_SRC_ALPHA)


def blend_premultiplied() -> None:
    """Blend colors that carry their alpha already (images)."""
    GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE_MINUS_SRC_ALPHA)
