"""Polylines on the graphics card, drawn as ribbons: whole or from one point to another, without another upload."""

from __future__ import annotations

import ctypes
import itertools

from OpenGL import GL

from app.views.surface3d import ribbon_shader
from app.views.surface3d.buffers import Buffer, depth_and_blend
from app.views.surface3d.frame import Frame
from app.views.surface3d.glsl import Program
from app.views.surface3d.polyline import Polyline
from app.views.surface3d.relief import FLOOR
from app.views.surface3d.stroke import Stroke

STRIDE = 36
POINT = 4 * STRIDE
ATTRIBUTES = ((3, POINT), (3, 0), (3, 2 * POINT), (4, POINT + 12), (2, POINT + 28))


class RibbonPen:
    """The program that all ribbons of a scene share."""

    def __init__(self) -> None:
        self._program = Program(ribbon_shader.ATTRIBUTES, ribbon_shader.VERTEX, ribbon_shader.FRAGMENT)

    def take(self, frame: Frame, stroke: Stroke) -> Program:
        """The program, ready to draw with a stroke."""
        program, projection = self._program, frame.projection
        depth_and_blend(hidden=stroke.hidden)
        program.use()
        program.matrix("u_matrix", projection.matrix)
        program.pair("u_size", *projection.lens.size)
        program.number("u_width", stroke.width * frame.ratio)
        program.number("u_bias", projection.bias(stroke.lift))
        program.number("u_flat", stroke.flat)
        program.triple("u_eye", *projection.camera.eye)
        program.number("u_floor", FLOOR)
        program.number("u_soft", stroke.soft)
        program.color("u_color", stroke.color, stroke.alpha)
        self._dash(program, stroke, frame)
        return program

    def _dash(self, program: Program, stroke: Stroke, frame: Frame) -> None:
        unit = (stroke.dash_unit or stroke.width) * frame.ratio
        turns = [unit * turn for turn in itertools.accumulate(stroke.dash)]
        program.number("u_period", turns[-1] if turns else 0.0)
        program.number("u_unit", frame.projection.unit)
        if turns:
            starts = [0.0, *turns[1:-1:2]]
            ends = turns[::2]
            missing = 3 - len(ends)
            program.triple("u_on", *starts, *[-9.0] * missing)
            program.triple("u_off", *ends, *[-99.0] * missing)


class Ribbon:
    """One polyline."""

    def __init__(self) -> None:
        self._vertices, self._triangles = Buffer(), Buffer(indices=True)
        self._line: Polyline | None = None

    def show(self, line: Polyline) -> None:
        """Upload, unless it is the same line as before."""
        if line is self._line:
            return
        self._line = line
        if len(line) > 1:
            self._vertices.fill(line.vertices())
            self._triangles.fill(line.triangles())

    def draw(self, pen: RibbonPen, frame: Frame, stroke: Stroke, first: int = 0, last: int | None = None) -> None:
        """Draw from one point to another."""
        if self._line is None:
            return
        last = len(self._line) - 1 if last is None else last
        if last <= first:
            return
        program = pen.take(frame, stroke)
        self._vertices.bind()
        for location, (size, offset) in enumerate(ATTRIBUTES):
            program.attribute(location, size, STRIDE, offset)
        self._triangles.bind()
        GL.glDrawElements(GL.GL_TRIANGLES, 6 * (last - first), GL.GL_UNSIGNED_INT, ctypes.c_void_p(24 * first))
        self._triangles.release()
        self._vertices.release()
        program.done(5)
