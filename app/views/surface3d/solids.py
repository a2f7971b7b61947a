"""Balls and arrows: small lit meshes; what is hidden shines through faintly."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from OpenGL import GL

from app.views.surface3d.buffers import Buffer, depth_and_blend
from app.views.surface3d.frame import Frame
from app.views.surface3d.glsl import Program
from app.views.surface3d.solid import Solid

Array = npt.NDArray[Any]

VERTEX = """
uniform mat4 u_matrix, u_model;
uniform float u_bias;
IN vec3 a_place;
IN vec3 a_normal;
OUT vec3 v_normal;
OUT vec3 v_place;
void main() {
    vec4 place = u_model * vec4(a_place, 1.0);
    v_place = place.xyz;
    v_normal = (u_model * vec4(a_normal, 0.0)).xyz;
    gl_Position = u_matrix * place;
    gl_Position.z -= u_bias * gl_Position.w;
}
"""

FRAGMENT = """
uniform vec4 u_color;
uniform vec3 u_eye, u_light;
IN vec3 v_normal;
IN vec3 v_place;
void main() {
    vec3 normal = normalize(v_normal), view = normalize(u_eye - v_place);
    float soft = max((dot(normal, u_light) + 0.4) / 1.4, 0.0);
    float shine = pow(max(dot(normal, normalize(u_light + view)), 0.0), 60.0);
    float rim = pow(1.0 - max(dot(normal, view), 0.0), 2.5);
    vec3 linear = u_color.rgb * u_color.rgb;
    vec3 color = linear * (0.42 + 0.80 * soft + 0.25 * rim) + vec3(0.55 * shine);
    FRAG = vec4(sqrt(clamp(color, 0.0, 1.0)), u_color.a);
}
"""


class Solids:
    """One mesh, drawn wherever it is needed."""

    def __init__(self, mesh: tuple[Array, Array]) -> None:
        self._program = Program(("a_place", "a_normal"), VERTEX, FRAGMENT)
        self._vertices, self._triangles = Buffer(), Buffer(indices=True)
        self._vertices.fill(mesh[0])
        self._triangles.fill(mesh[1])

    def draw(self, frame: Frame, solids: Sequence[Solid], lift: float, ghost: float) -> None:
        """Draw all, those parts that are hidden with the opacity `ghost`."""
        if not solids:
            return
        program, projection = self._program, frame.projection
        program.use()
        program.matrix("u_matrix", projection.matrix)
        program.number("u_bias", projection.bias(lift))
        program.triple("u_eye", *projection.camera.eye)
        program.triple("u_light", *projection.camera.light)
        self._vertices.bind()
        program.attribute(0, 3, 24)
        program.attribute(1, 3, 24, 12)
        self._triangles.bind()
        GL.glEnable(GL.GL_CULL_FACE)
        for hidden in (True, False):
            for solid in solids:
                pale = hidden or solid.alpha < 1
                depth_and_blend(hidden=hidden, write=not pale, blend=pale)
                program.matrix("u_model", solid.model)
                program.color("u_color", solid.color, (ghost if hidden else 1.0) * solid.alpha)
                GL.glDrawElements(GL.GL_TRIANGLES, self._triangles.count, GL.GL_UNSIGNED_INT, ctypes.c_void_p(0))
        GL.glDisable(GL.GL_CULL_FACE)
        self._triangles.release()
        self._vertices.release()
        program.done(2)
