"""Small pictures that stand at points of the box and face the eye: stars, the start, markers, crosses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from OpenGL import GL
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from app.i18n import tr
from app.theme import Theme
from app.views.run_look import MARKERS
from app.views.run_style import draw_marker
from app.views.surface3d.buffers import Buffer, Texture, blend_premultiplied, depth_and_blend
from app.views.surface3d.frame import Frame
from app.views.surface3d.glsl import Program

Array = npt.NDArray[Any]
CELL = 40
STAR, SMALL_STAR, START, CROSS, START_WORD = range(MARKERS, MARKERS + 5)
WORD_CELLS = 4
CELLS = MARKERS + 5 + WORD_CELLS

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


@dataclass(frozen=True, eq=False)
class Sprite:
    """A picture of the atlas (0 to 7: a run's marker), where it stands, and how strongly it shows."""

    kind: int
    place: Array
    alpha: float = 1.0


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


def _cell(ratio: float) -> int:
    return 2 * math.ceil(CELL * ratio / 2)


def _quad(sprite: Sprite, ratio: float) -> Array:
    cell, word = _cell(ratio), sprite.kind == START_WORD
    cells = WORD_CELLS if word else 1
    left, right = ((0.3 - cells) * cell, 0.3 * cell) if word else (-0.5 * cell, 0.5 * cell)
    left, right = math.floor(left), math.floor(left) + cells * cell
    u0, u1 = sprite.kind / CELLS, (sprite.kind + cells) / CELLS
    low, high = -cell // 2, cell // 2
    corners = [(left, low, u0, 1), (right, low, u1, 1), (right, high, u1, 0)]
    corners += [corners[0], corners[2], (left, high, u0, 0)]
    return np.array([(*sprite.place, *corner, sprite.alpha) for corner in corners], np.float32)


def atlas(theme: Theme, ratio: float) -> QImage:
    """All pictures side by side; `ratio` is device pixels a pixel of the design."""
    cell = _cell(ratio)
    image = QImage(cell * CELLS, cell, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    halo, star = theme.color("halo"), theme.color("star")

    def center(kind: int) -> QPointF:
        return QPointF((kind + 0.5) * cell, 0.5 * cell)

    for marker in range(MARKERS):
        draw_marker(painter, marker, center(marker), 3.3 * ratio, halo)
    _cased(painter, _star(center(STAR), 8.0 * ratio), star, halo, 3.0 * ratio)
    _cased(painter, _star(center(SMALL_STAR), 6.5 * ratio), star, halo, 2.6 * ratio)
    disc = QPainterPath()
    disc.addEllipse(center(START), 5.5 * ratio, 5.5 * ratio)
    _cased(painter, disc, theme.color("text"), halo, 4.0 * ratio)
    draw_marker(painter, 7, center(CROSS), 6.0 * ratio, theme.color("danger"), halo, 2.0 * ratio)
    _paint_word(painter, QRectF(START_WORD * cell, 0, WORD_CELLS * cell, cell), theme, ratio)
    painter.end()
    return image


def _paint_word(painter: QPainter, room: QRectF, theme: Theme, ratio: float) -> None:
    """The word "start", right-aligned, with a casing."""
    font = theme.font(theme.label_size, 600)
    font.setPixelSize(round(theme.label_size * ratio))
    text = tr("start")
    width = QFontMetricsF(font).horizontalAdvance(text)
    path = QPainterPath()
    left = room.right() - 0.3 * room.height() - 9 * ratio - width
    path.addText(QPointF(left, room.center().y() + 4.2 * ratio), font, text)
    _cased(painter, path, theme.color("text"), theme.color("halo"), 3.4 * ratio)


def _cased(painter: QPainter, path: QPainterPath, color: QColor, halo: QColor, width: float) -> None:
    pen = QPen(halo, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, color)


def _star(center: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    for corner in range(10):
        angle, reach = -math.pi / 2 + corner * math.pi / 5, radius * (0.45 if corner % 2 else 1.0)
        point = center + QPointF(reach * math.cos(angle), reach * math.sin(angle))
        if corner:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path
