"""OpenGL before the first widget: the environment, what this machine can do, and the format that suits it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PyQt6.QtGui import QSurfaceFormat

GLTier = Literal["gpu", "software", "none"]

OLDEST = (2, 1)
PLATFORMS_WITHOUT_GL = {"offscreen", "minimal", "minimalegl", "vnc", "linuxfb"}
SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swiftshader", "swrast", "software", "gdi generic", "basic render")


def choose_platform() -> None:
    """Let Qt and PyOpenGL agree on EGL; call it before either is imported, as PyOpenGL chooses while it is."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_XCB_GL_INTEGRATION", "xcb_egl")
        os.environ.setdefault("PYOPENGL_PLATFORM", "egl")


def prepare() -> None:
    """Choose the platform, and let all GL widgets share one context; call it before `QApplication`."""
    choose_platform()

    from PyQt6.QtCore import QCoreApplication, Qt

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def probe() -> GLTier:
    """What draws OpenGL here, tried on a surface nobody sees: one GL widget that fails turns its whole window black."""
    from PyQt6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

    if QGuiApplication.platformName() in PLATFORMS_WITHOUT_GL:
        return "none"
    context = QOpenGLContext()
    if not context.create() or context.isOpenGLES() or context.format().version() < OLDEST:
        return "none"
    surface = QOffscreenSurface()
    surface.setFormat(context.format())
    surface.create()
    if not context.makeCurrent(surface):
        return "none"
    try:
        return tier_of(_renderer())
    finally:
        context.doneCurrent()


def tier_of(renderer: str) -> GLTier:
    """The tier of a renderer's name, as OpenGL reports it; no name means no OpenGL."""
    if not renderer:
        return "none"
    return "software" if any(name in renderer.lower() for name in SOFTWARE_RENDERERS) else "gpu"


def format_for(tier: GLTier) -> QSurfaceFormat:
    """The format of GL widgets; multisampling only on a GPU, where it is nearly free."""
    from PyQt6.QtGui import QSurfaceFormat

    surface_format = QSurfaceFormat()
    surface_format.setDepthBufferSize(24)
    surface_format.setStencilBufferSize(8)
    surface_format.setSamples(4 if tier == "gpu" else 0)
    return surface_format


def set_format(tier: GLTier) -> None:
    """Make it the default of all GL widgets; before the first of them."""
    from PyQt6.QtGui import QSurfaceFormat

    QSurfaceFormat.setDefaultFormat(format_for(tier))


def _renderer() -> str:
    """The renderer's name, asked through PyOpenGL so that a PyOpenGL that cannot work here counts as no OpenGL."""
    try:
        from OpenGL.error import Error
        from OpenGL.GL import GL_RENDERER, glGetString
    except (ImportError, AttributeError, OSError):
        return ""
    try:
        return bytes(glGetString(GL_RENDERER) or b"").decode(errors="replace")
    except Error:
        return ""
