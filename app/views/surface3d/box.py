"""The axis box: the walls that face away, their grid, and the edges with ticks."""

from __future__ import annotations

import numpy as np
from OpenGL import GL

from app.views.surface3d.axes import Ticks, height_corner
from app.views.surface3d.box_lines import edge_lines, frame_lines, grid_lines, walls
from app.views.surface3d.buffers import Buffer, depth_and_blend
from app.views.surface3d.camera import Camera
from app.views.surface3d.frame import Frame
from app.views.surface3d.glsl import Program
from app.views.surface3d.polyline import joined
from app.views.surface3d.ribbon import Ribbon, RibbonPen
from app.views.surface3d.stroke import Stroke

VERTEX = """
uniform mat4 u_matrix;
IN vec3 a_place;
void main() { gl_Position = u_matrix * vec4(a_place, 1.0); }
"""

FRAGMENT = """
uniform vec4 u_color;
void main() { FRAG = u_color; }
"""


class Box:
    """Rebuilt when the walls that face away change, or the ticks."""

    def __init__(self) -> None:
        self._program = Program(("a_place",), VERTEX, FRAGMENT)
        self._walls = Buffer()
        self._grid, self._frame, self._edges = Ribbon(), Ribbon(), Ribbon()
        self._key: object = None

    def show(self, camera: Camera, ticks: Ticks) -> None:
        """Upload what has changed."""
        corner = height_corner(camera)
        key = (camera.far_sides, corner, ticks)
        if key == self._key:
            return
        self._key = key
        sx, sy = camera.far_sides
        self._walls.fill(walls(sx, sy))
        self._grid.show(joined(grid_lines(sx, sy, ticks)))
        self._frame.show(joined([np.array(line) for line in frame_lines(sx, sy)]))
        self._edges.show(joined(edge_lines(sx, sy, corner, ticks)))

    def draw_walls(self, frame: Frame, pen: RibbonPen) -> None:
        """The walls with their grid, where nothing stands before them."""
        depth_and_blend()
        program, theme = self._program, frame.theme
        program.use()
        program.matrix("u_matrix", frame.projection.matrix)
        program.color("u_color", theme.color("view_grid"), 0.03)
        self._walls.bind()
        program.attribute(0, 3, 12)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, self._walls.count)
        self._walls.release()
        program.done(1)
        color, alpha = theme.color("view_grid"), 0.15 if theme.dark else 0.20
        self._grid.draw(pen, frame, Stroke(color, 1.0, alpha, lift=0.0))
        self._frame.draw(pen, frame, Stroke(color, 1.1, alpha * 1.9, lift=0.0))

    def draw_edges(self, frame: Frame, pen: RibbonPen) -> None:
        """The axes with their ticks."""
        theme = frame.theme
        color, alpha = theme.color("view_grid"), 0.55 if theme.dark else 0.85
        self._edges.draw(pen, frame, Stroke(color, 1.6, alpha, lift=0.02))
