"""The surface itself, and its contour map on the floor."""

from __future__ import annotations

import ctypes

import numpy as np
import pyqtgraph as pg
from OpenGL import GL
from PyQt6.QtGui import QImage

from app.views.surface3d import sheet_shader
from app.views.surface3d.buffers import Buffer, Texture, depth_and_blend
from app.views.surface3d.frame import Frame
from app.views.surface3d.glsl import Program
from app.views.surface3d.relief import FLOOR, Relief
from app.views.surface3d.sheet_mesh import sheet_mesh

LEVELS = 30.0
STRIDE = 28
FLOOR_SIDE = 200
# While the camera moves.
COARSE, COARSE_FLOOR = 120, 100


class Sheet:
    """Uploaded once a relief, in a fine and in a coarse mesh; everything else is done by the shader."""

    def __init__(self) -> None:
        self._lit = Program(sheet_shader.ATTRIBUTES, sheet_shader.VERTEX, sheet_shader.FRAGMENT)
        self._quick = Program(sheet_shader.ATTRIBUTES, sheet_shader.VERTEX, sheet_shader.FRAGMENT, ("QUICK",))
        self._flat = Program(sheet_shader.ATTRIBUTES, sheet_shader.VERTEX, sheet_shader.FRAGMENT, ("FLAT",))
        self._fine, self._coarse = _Mesh(), _Mesh()
        self._floor, self._coarse_floor = _Mesh(), _Mesh()
        self._colors = Texture(smooth=True)
        self._relief: Relief | None = None
        self._colormap = ""

    def discard(self) -> None:
        """Free what is not freed by itself."""
        self._colors.discard()

    def show(self, relief: Relief, colormap: str) -> None:
        """Upload what has changed."""
        if relief is not self._relief:
            self._relief = relief
            self._fine.show(relief, 10_000)
            if not self._is_small(relief):
                self._coarse.show(relief, COARSE)
                self._floor.show(relief, FLOOR_SIDE)
                self._coarse_floor.show(relief, COARSE_FLOOR)
        if colormap != self._colormap:
            self._colormap = colormap
            table = pg.colormap.get(colormap).getLookupTable(nPts=256, alpha=True).astype(np.uint8)
            self._colors.fill(QImage(table.tobytes(), 256, 1, QImage.Format.Format_RGBA8888))

    @staticmethod
    def _is_small(relief: Relief) -> bool:
        """Whether one mesh does for all: none of the others would be coarser."""
        return bool(max(relief.heights.shape) <= COARSE_FLOOR)

    def draw(self, frame: Frame, coarse: bool) -> None:
        """Sheet, then floor, so that what is hidden costs nothing."""
        small = self._relief is not None and self._is_small(self._relief)
        camera, theme, program = frame.projection.camera, frame.theme, self._quick if coarse else self._lit
        self._begin(program, frame, 0.62)
        program.triple("u_eye", *camera.eye)
        program.triple("u_light", *camera.light)
        program.number("u_ambient", 0.50 if theme.dark else 0.62)
        program.number("u_key", 0.62 if theme.dark else 0.52)
        (self._coarse if coarse and not small else self._fine).draw(program)
        program = self._flat
        self._begin(program, frame, 0.55)
        ground = theme.color("view_bottom")
        program.number("u_floor", FLOOR)
        program.number("u_mix", theme.floor_mix)
        program.triple("u_ground", ground.redF(), ground.greenF(), ground.blueF())
        (self._fine if small else self._coarse_floor if coarse else self._floor).draw(program)

    def _begin(self, program: Program, frame: Frame, width: float) -> None:
        depth_and_blend(write=True, blend=False)
        program.use()
        self._colors.bind()
        program.texture("u_colormap", 0)
        program.matrix("u_matrix", frame.projection.matrix)
        program.number("u_levels", LEVELS)
        program.number("u_width", width * frame.ratio)
        program.color("u_iso", frame.theme.color("iso"), 0.6)


class _Mesh:
    """A relief at no more than so many vertices a side."""

    def __init__(self) -> None:
        self._vertices, self._triangles = Buffer(), Buffer(indices=True)

    def show(self, relief: Relief, side: int) -> None:
        vertices, triangles = sheet_mesh(relief, side)
        self._vertices.fill(vertices)
        self._triangles.fill(triangles)

    def draw(self, program: Program) -> None:
        self._vertices.bind()
        for location, (size, offset) in enumerate(((3, 0), (3, 12), (1, 24))):
            program.attribute(location, size, STRIDE, offset)
        self._triangles.bind()
        GL.glDrawElements(GL.GL_TRIANGLES, self._triangles.count, GL.GL_UNSIGNED_INT, ctypes.c_void_p(0))
        self._triangles.release()
        self._vertices.release()
        program.done(3)
