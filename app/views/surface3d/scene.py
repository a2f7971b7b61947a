"""The whole picture: what stands still, then what moves."""

from __future__ import annotations

import numpy as np
from PyQt6.QtGui import QColor, QImage

from app.theme import Theme
from app.views.run_style import DASHES
from app.views.surface3d import mesh
from app.views.surface3d.box import Box
from app.views.surface3d.buffers import depth_and_blend
from app.views.surface3d.content import BALL_PIXELS, Content
from app.views.surface3d.frame import Frame
from app.views.surface3d.polyline import joined
from app.views.surface3d.relief import Array, Relief
from app.views.surface3d.ribbon import Ribbon, RibbonPen, Stroke
from app.views.surface3d.screen import Screen
from app.views.surface3d.sheet import Sheet
from app.views.surface3d.solids import Solids
from app.views.surface3d.sprites import Sprites
from app.views.surface3d.trail import Head, Trail

FADED = 0.05
CORE, HALO, DASHED_HALO, AHEAD = 2.6, 4.8, 4.2, 1.3


class Scene:
    """Owns everything on the graphics card; made, used and discarded while its context is current."""

    def __init__(self) -> None:
        self._sheet, self._box, self._screen, self._sprites = Sheet(), Box(), Screen(), Sprites()
        self._pen, self._border, self._level, self._drops = RibbonPen(), Ribbon(), Ribbon(), Ribbon()
        self._balls, self._arrows = Solids(mesh.ball()), Solids(mesh.arrow())
        self._trails: dict[int, Ribbon] = {}
        self._bordered: Relief | None = None

    def discard(self) -> None:
        """Free what is not freed by itself."""
        for owner in (self._sheet, self._screen, self._sprites):
            owner.discard()

    def draw_still(self, frame: Frame, content: Content, layer: QImage, coarse: bool) -> None:
        """Ground, box, sheet, floor, minimizers and texts."""
        relief = content.relief
        if relief is None:
            self._screen.draw_ground(frame.theme)
            return
        self._sheet.show(relief, frame.theme.colormap)
        self._box.show(frame.projection.camera, content.ticks)
        self._sprites.show(frame.theme, frame.ratio)
        if relief is not self._bordered:
            self._bordered = relief
            self._border.show(joined([_outline(relief)]))
        self._sheet.draw(frame, coarse)
        self._screen.draw_ground(frame.theme)
        self._box.draw_walls(frame, self._pen)
        self._border.draw(self._pen, frame, Stroke(frame.theme.color("iso"), 1.7, 0.85, lift=0.004))
        self._box.draw_edges(frame, self._pen)
        self._sprites.draw(frame, content.stars(frame.projection))
        self._screen.draw_layer(layer)

    def draw_moving(self, frame: Frame, content: Content) -> None:
        """Trails, balls, arrows and marks, into a picture that has the still scene and its depth."""
        if content.relief is None:
            return
        self._sprites.show(frame.theme, frame.ratio)
        heads = {run: content.head(run) for run in content.shown()}
        self._draw_level(frame, content, heads)
        self._draw_trails(frame, content)
        self._drops.show(content.drop_lines(heads))
        color = frame.theme.color("view_grid")
        for hidden, alpha in ((True, 0.3), (False, 0.7)):
            stroke = Stroke(color, 1.4, alpha, dash=(4, 3.4), lift=0.0, hidden=hidden)
            self._drops.draw(self._pen, frame, stroke)
        radius = BALL_PIXELS * frame.ratio / frame.projection.unit
        self._sprites.draw(frame, content.start_marks(frame.projection))
        self._arrows.draw(frame, content.arrows(heads, radius), 0.03, 0.4)
        self._balls.draw(frame, content.balls(heads, radius), 0.045, 0.35)
        self._sprites.draw(frame, content.marks(frame.projection, heads, radius))
        depth_and_blend(write=True)

    def _draw_level(self, frame: Frame, content: Content, heads: dict[int, Head]) -> None:
        """The glowing level set through the leading ball, on the sheet and on the floor; it fades near the bottom,
        where it would be a blot on every minimizer.
        """
        leading = content.leading()
        if leading is None or not heads[leading].inside:
            return
        height = float(heads[leading].point[2])
        strength = min(max(height / FADED - 0.5, 0.0), 1.0)
        if not strength:
            return
        self._level.show(content.level(height))
        color = _glow(frame.theme)
        for flat in (True, False):
            glow = Stroke(color, 16.0, 0.30 * strength, soft=True, flat=flat, lift=0.006)
            self._level.draw(self._pen, frame, glow)
            self._level.draw(self._pen, frame, Stroke(color, 2.4, 0.95 * strength, flat=flat, lift=0.006))

    def _draw_trails(self, frame: Frame, content: Content) -> None:
        """Shadows, ghosts and halos of all, then the cores: the sparsest dashes last, so that all show through."""
        tolerance = simplest(frame.projection.unit)
        drawn = [(run, content.trail(run, tolerance)) for run in content.shown()]
        drawn.sort(key=lambda item: -_density(content.looks[item[0]].marker))
        for run, trail in drawn:
            self._trails.setdefault(run, Ribbon()).show(trail.line)
        theme = frame.theme
        halo = theme.color("halo")
        for run, trail in drawn:
            color = theme.run(content.looks[run].color)
            self._past(frame, content, run, trail, Stroke(halo, 3.2, 0.55, flat=True, lift=0.004))
            self._past(frame, content, run, trail, Stroke(color, 1.9, 0.95, flat=True, lift=0.004))
        for run, trail in drawn:
            self._ahead(frame, content, run, trail, Stroke(halo, AHEAD + 1.6, 0.35))
            self._ahead(frame, content, run, trail, Stroke(theme.run(content.looks[run].color), AHEAD, 0.8))
        for run, trail in drawn:
            dash = DASHES[content.looks[run].marker]
            self._past(frame, content, run, trail, Stroke(halo, DASHED_HALO if dash else HALO, 0.8 if dash else 0.95))
        for run, trail in drawn:
            look = content.looks[run]
            color, dash = theme.run(look.color), DASHES[look.marker]
            self._past(frame, content, run, trail, Stroke(color, CORE, 0.32, dash, hidden=True))
            self._past(frame, content, run, trail, Stroke(color, CORE, 1.0, dash))

    def _past(self, frame: Frame, content: Content, run: int, trail: Trail, stroke: Stroke) -> None:
        self._trails[run].draw(self._pen, frame, stroke, 0, trail.point_at(content.row(run)))

    def _ahead(self, frame: Frame, content: Content, run: int, trail: Trail, stroke: Stroke) -> None:
        self._trails[run].draw(self._pen, frame, stroke, max(trail.point_at(content.row(run)), 0))


def simplest(unit: float) -> float:
    """Half a pixel in units of the box, or somewhat less, so that a little zoom does not change it."""
    return float(0.5 * 2.0 ** -_ceil_log2(unit))


def _ceil_log2(value: float) -> int:
    return max(int(value) - 1, 1).bit_length()


def _density(marker: int) -> float:
    dash = DASHES[marker]
    return sum(dash[::2]) / sum(dash) if dash else 1.0


def _glow(theme: Theme) -> QColor:
    """White on every theme: the colormap below is the same."""
    return theme.color("star" if theme.dark else "halo")


def _outline(relief: Relief) -> Array:
    """Once around the sheet; it smooths the jagged edge where there is no multisampling."""
    x, y = (np.linspace(-1, 1, side) for side in relief.heights.shape)
    low, high = np.full_like(x, -1.0), np.full_like(y, 1.0)
    sides = [(x, low), (high, y), (x[::-1], -low), (-high, y[::-1])]
    around = np.concatenate([np.column_stack(side) for side in sides])
    return relief.draped(around)
