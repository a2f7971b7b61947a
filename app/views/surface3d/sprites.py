"""Small pictures that stand at points of the box and face the eye: stars, the start, markers, crosses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from OpenGL import GL

from app.i18n import tr
from app.theme import Theme
from app.views.surface3d.atlas import CELLS, START_WORD, WORD_CELLS, Sprite, atlas, cell_side
from app.views.surface3d.buffers import Buffer, Texture, blend_premultiplied, depth_and_blend
from app.views.surface3d.frame import Frame
from app.views.surface3d.glsl import Program

Array = npt.NDArray[Any]

VERTEX = """
uniform mat4 u_matrix;
uniform vec2 u_size;
IN vec3 a_place;
IN vec2 a_offset;
IN vec3 a_texture;
OUT vec3 v_texture;
void main() {
    vec4 place = u_matrix * vec4(a_place, 1.0);
    vec2 pixel = floor((place.xy / place.w * 0.5 + 0.5) * u_size + 0.5) + a_offset;
    v_texture = a_texture;
    gl_Position = vec4((pixel / u_size * 2.0 - 1.0) * place.w, 0.0, place.w);
}
"""

FRAGMENT = """
uniform sampler2D u_texture;
IN vec3 v_texture;   // place in the atlas, opacity
void main() { FRAG = TEX(u_texture, v_texture.xy) * v_texture.z; }
"""


class Sprites:
    """An atlas painted for a theme and a size of pixel, and a program that shows pieces of it."""

    def __init__(self) -> None:
        self._program = Program(("a_place", "a_offset", "a_texture"), VERTEX, FRAGMENT)
        self._atlas, self._quads = Texture(smooth=False), Buffer()
        self._key: object = None

    def discard(self) -> None:
        """Free what is not freed by itself."""
        self._atlas.discard()

    def show(self, theme: Theme, ratio: float) -> None:
        """Paint the atlas anew where needed; the word in it depends on the language."""
        key = (theme, ratio, tr("start"))
        if key != self._key:
            self._key = key
            self._atlas.fill(atlas(theme, ratio))

    def draw(self, frame: Frame, sprites: Sequence[Sprite]) -> None:
        """Draw all, over everything."""
        if not sprites:
            return
        program = self._program
        self._quads.fill(np.concatenate([_quad(sprite, frame.ratio) for sprite in sprites]))
        program.use()
        self._atlas.bind()
        program.texture("u_texture", 0)
        program.matrix("u_matrix", frame.projection.matrix)
        program.pair("u_size", *frame.projection.lens.size)
        self._quads.bind()
        for location, (size, offset) in enumerate(((3, 0), (2, 12), (3, 20))):
            program.attribute(location, size, 32, offset)
        depth_and_blend(depth=False)
        blend_premultiplied()
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, self._quads.count)
        self._quads.release()
        program.done(3)


def _quad(sprite: Sprite, ratio: float) -> Array:
    cell, word = cell_side(ratio), sprite.kind == START_WORD
    cells = WORD_CELLS if word else 1
    left, right = ((0.3 - cells) * cell, 0.3 * cell) if word else (-0.5 * cell, 0.5 * cell)
    left, right = math.floor(left), math.floor(left) + cells * cell
    u0, u1 = sprite.kind / CELLS, (sprite.kind + cells) / CELLS
    low, high = -cell // 2, cell // 2
    corners = [(left, low, u0, 1), (right, low, u1, 1), (right, high, u1, 0)]
    corners += [corners[0], corners[2], (left, high, u0, 0)]
    return np.array([(*sprite.place, *corner, sprite.alpha) for corner in corners], np.float32)
