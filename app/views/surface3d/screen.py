"""What fills the whole picture: the ground behind the box, and the layer of texts before it."""

from __future__ import annotations

import numpy as np
from OpenGL import GL
from PyQt6.QtCore import QSize
from PyQt6.QtGui import QImage

from app.theme import Theme
from app.views.surface3d.buffers import Buffer, Texture, blend_premultiplied, depth_and_blend
from app.views.surface3d.glsl import Program
from app.views.surface3d.painted import painted_parts

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

# Corners of two triangles, as which of left, top, right and bottom are their x and y.
_TWO_TRIANGLES = [[0, 1], [2, 1], [0, 3], [0, 3], [2, 1], [2, 3]]


class Screen:
    """One triangle that covers everything, and rectangles where there are texts."""

    def __init__(self) -> None:
        self._ground = Program(("a_place",), VERTEX, GROUND)
        self._layer = Program(("a_place",), VERTEX, LAYER)
        self._texture, self._triangle, self._parts = Texture(smooth=False), Buffer(), Buffer()
        self._triangle.fill(np.array([(-1, -1), (3, -1), (-1, 3)], np.float32))
        self._size, self._shown = QSize(), 0

    def discard(self) -> None:
        """Free what is not freed by itself."""
        self._texture.discard()

    def draw_ground(self, theme: Theme) -> None:
        """A soft gradient wherever nothing has been drawn."""
        depth_and_blend(blend=False)
        self._ground.use()
        self._ground.color("u_top", theme.color("view_top"))
        self._ground.color("u_bottom", theme.color("view_bottom"))
        self._cover(self._ground, self._triangle)

    def draw_layer(self, image: QImage) -> None:
        """A picture of the same size over everything."""
        if image.cacheKey() != self._shown:
            self._shown = image.cacheKey()
            self._upload(image)
        depth_and_blend(depth=False)
        blend_premultiplied()
        self._texture.bind()
        self._layer.use()
        self._layer.texture("u_texture", 0)
        self._cover(self._layer, self._parts)

    def _upload(self, image: QImage) -> None:
        """Only what is painted: most of it is transparent."""
        if image.size() != self._size:
            self._size = image.size()
            self._texture.resize(image.width(), image.height())
        parts = painted_parts(image)
        for part in parts:
            self._texture.fill_part(image, part)
        sides = np.array([(p.x(), p.y(), p.x() + p.width(), p.y() + p.height()) for p in parts]).reshape(-1, 4)
        corners = sides[:, _TWO_TRIANGLES] / (image.width(), image.height())
        self._parts.fill(((corners * 2 - 1) * (1, -1)).reshape(-1, 2).astype(np.float32))

    def _cover(self, program: Program, triangles: Buffer) -> None:
        if triangles.count:
            triangles.bind()
            program.attribute(0, 2, 8)
            GL.glDrawArrays(GL.GL_TRIANGLES, 0, triangles.count)
            triangles.release()
        program.done(1)
