"""The whole picture in OpenGL: what stands still, then what moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtGui import QImage

from app.views.surface3d import mesh
from app.views.surface3d.atlas import Sprite
from app.views.surface3d.border import border, plateau_edge
from app.views.surface3d.box import Box
from app.views.surface3d.buffers import depth_and_blend
from app.views.surface3d.content import Content
from app.views.surface3d.frame import Frame
from app.views.surface3d.moving import Glow, draw_moving
from app.views.surface3d.polyline import Polyline
from app.views.surface3d.relief import Relief
from app.views.surface3d.ribbon import Ribbon, RibbonPen
from app.views.surface3d.screen import Screen
from app.views.surface3d.sheet import Sheet
from app.views.surface3d.solid import Solid
from app.views.surface3d.solids import Solids
from app.views.surface3d.sprites import Sprites
from app.views.surface3d.stroke import Stroke


class Scene:
    """Owns everything on the graphics card; made, used and discarded while its context is current."""

    def __init__(self) -> None:
        self.sheet, self.box, self.screen, self.sprites = Sheet(), Box(), Screen(), Sprites()
        self.pen, self.border, self.edge = RibbonPen(), Ribbon(), Ribbon()
        self.balls, self.arrows = Solids(mesh.ball()), Solids(mesh.arrow())
        self.lines: dict[str, Ribbon] = {}
        self._bordered: Relief | None = None

    def discard(self) -> None:
        """Free what is not freed by itself."""
        for owner in (self.sheet, self.screen, self.sprites):
            owner.discard()

    def draw_sheet(self, frame: Frame, content: Content, coarse: bool) -> None:
        """Sheet and floor."""
        if content.relief is not None:
            self.sheet.show(content.relief, frame.theme.colormap)
            self.sheet.draw(frame, coarse)

    def draw_box(self, frame: Frame, content: Content, layer: QImage) -> None:
        """Walls, edges, minimizers and texts, into a picture that has the sheet and its depth."""
        relief = content.relief
        if relief is None:
            return
        self.box.show(frame.projection.camera, content.ticks)
        self.sprites.show(frame.theme, frame.ratio)
        if relief is not self._bordered:
            self._bordered = relief
            self.border.show(border(relief))
            self.edge.show(plateau_edge(relief))
        self.box.draw_walls(frame, self.pen)
        color = frame.theme.color("iso")
        self.border.draw(self.pen, frame, Stroke(color, 1.7, 0.85, lift=0.004))
        for flat in (True, False):
            self.edge.draw(self.pen, frame, Stroke(color, 1.4, 0.7, lift=0.004, flat=flat))
        self.box.draw_edges(frame, self.pen)
        self.sprites.draw(frame, content.stars(frame.projection))
        self.screen.draw_layer(layer)

    def draw_moving(self, frame: Frame, content: Content) -> None:
        """Trails, balls, arrows and marks, into a picture that has the still scene and its depth."""
        if content.relief is None:
            return
        self.sprites.show(frame.theme, frame.ratio)
        draw_moving(_Brush(self, frame, content), frame, content)
        depth_and_blend(write=True)


@dataclass(frozen=True)
class _Brush:
    """Draws with what a scene has on the graphics card."""

    scene: Scene
    frame: Frame
    content: Content

    def level(self, height: float, glow: Glow) -> None:
        line = self.content.level(height)
        for flat in (True, False):
            halo = Stroke(glow.color, glow.width, glow.alpha * glow.strength, soft=True, flat=flat, lift=0.006)
            self.line("level", line, halo)
            core = Stroke(glow.color, glow.core, glow.core_alpha * glow.strength, flat=flat, lift=0.006)
            self.line("level", line, core)

    def line(self, key: str, line: Polyline, stroke: Stroke, first: int = 0, last: int | None = None) -> None:
        ribbon = self.scene.lines.setdefault(key, Ribbon())
        ribbon.show(line)
        ribbon.draw(self.scene.pen, self.frame, stroke, first, last)

    def arrows(self, arrows: Sequence[Solid]) -> None:
        self.scene.arrows.draw(self.frame, arrows, 0.03, 0.4)

    def balls(self, balls: Sequence[Solid]) -> None:
        self.scene.balls.draw(self.frame, balls, 0.045, 0.35)

    def sprites(self, sprites: Sequence[Sprite]) -> None:
        self.scene.sprites.draw(self.frame, sprites)
