"""One shader program: one GLSL source, in the dialect of the context at hand (GL 2.1, 3 core, ES 2, ES 3)."""

from __future__ import annotations

from PyQt6.QtGui import QColor, QMatrix4x4, QOpenGLContext
from PyQt6.QtOpenGL import QOpenGLShader, QOpenGLShaderProgram

_OLD = "#define IN {read}\n#define TEX texture2D\n#define FRAG gl_FragColor\n"
_NEW = "#define IN in\n#define TEX texture\nout vec4 o_frag;\n#define FRAG o_frag\n"
_DERIVATIVES = "#extension GL_OES_standard_derivatives : enable\n"
_PRECISION = "precision highp float;\nprecision highp int;\n"


class ShaderError(RuntimeError):
    """A shader that this driver refuses, with the driver's words."""


def headers() -> tuple[str, str]:
    """What to put before a vertex and before a fragment shader in the current context."""
    context = QOpenGLContext.currentContext()
    assert context is not None
    version, embedded = context.format().version(), context.isOpenGLES()
    old_vertex = "#define IN attribute\n#define OUT varying\n"
    new_vertex = "#define IN in\n#define OUT out\n"
    if embedded and version < (3, 0):
        return "#version 100\n" + old_vertex, "#version 100\n" + _DERIVATIVES + _PRECISION + _OLD.format(read="varying")
    if embedded:
        return "#version 300 es\n" + new_vertex, "#version 300 es\n" + _PRECISION + _NEW
    if version < (3, 1):
        return "#version 120\n" + old_vertex, "#version 120\n" + _OLD.format(read="varying")
    return "#version 140\n" + new_vertex, "#version 140\n" + _NEW


class Program:
    """Attributes take the locations 0, 1, … in their order; needs a current context."""

    def __init__(self, attributes: tuple[str, ...], vertex: str, fragment: str, defines: tuple[str, ...] = ()) -> None:
        head = "".join(f"#define {name}\n" for name in defines)
        vertex_head, fragment_head = headers()
        self.program = QOpenGLShaderProgram()
        shaders = [
            (QOpenGLShader.ShaderTypeBit.Vertex, vertex_head + head + vertex),
            (QOpenGLShader.ShaderTypeBit.Fragment, fragment_head + head + fragment),
        ]
        for kind, source in shaders:
            if not self.program.addShaderFromSourceCode(kind, source):
                raise ShaderError(self.program.log())
        for location, name in enumerate(attributes):
            self.program.bindAttributeLocation(name, location)
        if not self.program.link():
            raise ShaderError(self.program.log())
        self._locations: dict[str, int] = {}

    def use(self) -> None:
        """Draw with it from now on."""
        self.program.bind()

    def _location(self, name: str) -> int:
        if name not in self._locations:
            self._locations[name] = self.program.uniformLocation(name)
        return self._locations[name]

    def number(self, name: str, value: float) -> None:
        """A float."""
        self.program.setUniformValue(self._location(name), float(value))

    def texture(self, name: str, unit: int) -> None:
        """A sampler."""
        self.program.setUniformValue(self._location(name), unit)

    def pair(self, name: str, x: float, y: float) -> None:
        """A vec2."""
        self.program.setUniformValue(self._location(name), float(x), float(y))

    def triple(self, name: str, x: float, y: float, z: float) -> None:
        """A vec3."""
        self.program.setUniformValue(self._location(name), float(x), float(y), float(z))

    def color(self, name: str, color: QColor, alpha: float = 1.0) -> None:
        """A vec4; `alpha` multiplies the color's own."""
        rgba = (color.redF(), color.greenF(), color.blueF(), color.alphaF() * alpha)
        self.program.setUniformValue(self._location(name), *rgba)

    def matrix(self, name: str, matrix: QMatrix4x4) -> None:
        """A mat4."""
        self.program.setUniformValue(self._location(name), matrix)

    def attribute(self, location: int, size: int, stride: int, offset: int = 0) -> None:
        """Read an attribute from the buffer that is bound, as floats; `stride` and `offset` in bytes."""
        self.program.enableAttributeArray(location)
        self.program.setAttributeBuffer(location, _FLOAT, offset, size, stride)

    def done(self, attributes: int) -> None:
        """Leave the first attributes as they were found."""
        for location in range(attributes):
            self.program.disableAttributeArray(location)
        self.program.release()


_FLOAT = 0x1406
