"""What fills the whole picture: the ground behind the box, and the layer of texts before it."""

from __future__ import annotations

import numpy as np
from OpenGL import GL
from PyQt6.QtGui import QImage

from app.theme import Theme
from app.views.surface3d.buffers import Buffer, Texture, blend_premultiplied, depth_and_blend
from app.views.surface3d.glsl import Program

VERTEX = """
IN vec2 a_place;
OUT vec2 v_place;
void main() {
    v_place = a_place;
    gl_Position = vec4(a_place, 1.0, 1.0);
}
"""

# The dither keeps the gradient from showing bands on projectors.
GROUND = """
uniform vec4 u_top, u_bottom;
IN vec2 v_place;
void main() {
    float up = clamp(0.5 + 0.5 * (v_place.y + 0.18 * (1.0 - v_place.x * v_place.x)), 0.0, 1.0);
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    FRAG = vec4(mix(u_bottom.rgb, u_top.rgb, up) + (noise - 0.5) / 255.0, 1.0);
}
"""

LAYER = """
uniform sampler2D u_texture;
IN vec2 v_place;
void main() { FRAG = TEX(u_texture, vec2(0.5 + 0.5 * v_place.x, 0.5 - 0.5 * v_place.y)); }
"""


class Screen:
    """One triangle that covers everything."""

    def __init__(self) -> None:
        self._ground = Program(("a_place",), VERTEX, GROUND)
        self._layer = Program(("a_place",), VERTEX, LAYER)
        self._texture, self._triangle = Texture(smooth=False), Buffer()
        self._triangle.fill(np.array([(-1, -1), (3, -1), (-1, 3)], np.float32))

    def discard(self) -> None:
        """Free what is not freed by itself."""
        self._texture.discard()

    def draw_ground(self, theme: Theme) -> None:
        """A soft gradient wherever nothing has been drawn."""
        depth_and_blend(blend=False)
        self._ground.use()
        self._ground.color("u_top", theme.color("view_top"))
        self._ground.color("u_bottom", theme.color("view_bottom"))
        self._cover(self._ground)

    def draw_layer(self, image: QImage) -> None:
        """A picture of the same size over everything."""
        self._texture.fill(image)
        depth_and_blend(depth=False)
        blend_premultiplied()
        self._layer.use()
        self._layer.texture("u_texture", 0)
        self._cover(self._layer)

    def _cover(self, program: Program) -> None:
        self._triangle.bind()
        program.attribute(0, 2, 8)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)
        self._triangle.release()
        program.done(1)
