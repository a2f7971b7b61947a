"""What moves, from the back to the front: trails, the level set, balls, arrows and marks, whatever draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PyQt6.QtGui import QColor

from app.theme import Theme
from app.views.run_style import DASHES
from app.views.surface3d.atlas import Sprite
from app.views.surface3d.content import BALL_PIXELS, Content
from app.views.surface3d.frame import Frame
from app.views.surface3d.polyline import Polyline
from app.views.surface3d.relief import TOP
from app.views.surface3d.solid import Solid
from app.views.surface3d.step_arrows import StepArrows
from app.views.surface3d.stroke import Stroke
from app.views.surface3d.trail import Head, Trail

FADED = 0.05
CORE, HALO, DASHED_HALO, AHEAD = 2.6, 4.8, 4.2, 1.3


@dataclass(frozen=True)
class Glow:
    """How a level set is drawn: a line in a halo that fades outwards. Widths in pixels of the design."""

    color: QColor
    strength: float
    width: float = 16.0
    core: float = 2.4
    alpha: float = 0.30
    core_alpha: float = 0.95


class Brush(Protocol):
    """Draws one thing after the other into a picture that has the still scene and its depth."""

    def level(self, height: float, glow: Glow) -> None:
        """The set of all points at a height, on the floor and on the sheet."""

    def line(self, key: str, line: Polyline, stroke: Stroke, first: int = 0, last: int | None = None) -> None:
        """A line from one of its points to another; `key` names it from picture to picture."""

    def arrows(self, arrows: Sequence[Solid]) -> None:
        """Arrows; what is hidden of them shines through."""

    def balls(self, balls: Sequence[Solid]) -> None:
        """Balls; what is hidden of them shines through."""

    def sprites(self, sprites: Sequence[Sprite]) -> None:
        """Small pictures over everything."""


def draw_moving(brush: Brush, frame: Frame, content: Content) -> None:
    """All of it, at the playhead."""
    if content.relief is None:
        return
    heads = {run: content.head(run) for run in content.shown()}
    _draw_level(brush, frame, content, heads)
    _draw_trails(brush, frame, content)
    drops, color = content.drop_lines(heads), frame.theme.color("view_grid")
    for hidden, alpha in ((True, 0.3), (False, 0.7)):
        brush.line("drops", drops, Stroke(color, 1.4, alpha, dash=(4, 3.4), lift=0.0, hidden=hidden))
    radius = BALL_PIXELS * frame.ratio / frame.projection.unit
    brush.sprites(content.start_marks(frame.projection))
    step = content.step_arrows(heads, radius)
    _draw_divisor(brush, frame.theme, step)
    brush.arrows(content.arrows(heads, radius, step))
    brush.balls([*content.balls(heads, radius), *content.ghosts(radius, step)])
    brush.sprites(content.ghost_marks(step))
    brush.sprites(content.marks(frame.projection, heads, radius))


def _draw_level(brush: Brush, frame: Frame, content: Content, heads: dict[int, Head]) -> None:
    """The glowing level set through the leading ball, on the sheet and on the floor; it fades near the bottom,
    where it would be a blot on every minimizer. On a plateau there is none: the heights are not the losses there.
    """
    leading = content.leading()
    if leading is None or content.small or not heads[leading].inside:
        return
    height = float(heads[leading].point[2])
    strength = min(max(height / FADED - 0.5, 0.0), 1.0)
    if not strength or height >= TOP:
        return
    brush.level(height, Glow(_glow(frame.theme), strength))


def _draw_divisor(brush: Brush, theme: Theme, step: StepArrows | None) -> None:
    """The divisor's sides on the floor, and what is divided."""
    sides = step.sides() if step is not None else None
    if step is None or sides is None or len(sides) < 2:
        return
    strength = step.marks.divisor_strength
    brush.line("divisor", sides, Stroke(theme.color("halo"), 4.4, theme.dashed_casing * strength, flat=True, lift=0.01))
    brush.line("divisor", sides, Stroke(theme.color("text"), 1.8, strength, flat=True, lift=0.01))


def _draw_trails(brush: Brush, frame: Frame, content: Content) -> None:
    """Shadows, ghosts and halos of all, then the cores: the sparsest dashes last, so that all show through."""
    tolerance, theme = simplest(frame.projection.unit), frame.theme
    drawn = [(run, content.trail(run, tolerance)) for run in content.shown()]
    drawn.sort(key=lambda item: -_density(content.looks[item[0]].marker))
    halo = theme.color("halo")

    def past(run: int, trail: Trail, stroke: Stroke) -> None:
        brush.line(f"run {run}", trail.line, stroke, 0, trail.point_at(content.row(run)))

    def ahead(run: int, trail: Trail, stroke: Stroke) -> None:
        brush.line(f"run {run}", trail.line, stroke, max(trail.point_at(content.row(run)), 0))

    for run, trail in drawn:
        past(run, trail, Stroke(halo, 3.2, theme.dashed_casing, flat=True, lift=0.004))
        past(run, trail, Stroke(theme.run(content.looks[run].color), 1.9, flat=True, lift=0.004))
    for run, trail in drawn:
        ahead(run, trail, Stroke(halo, AHEAD + 1.6, theme.dashed_casing))
        ahead(run, trail, Stroke(theme.run(content.looks[run].color), AHEAD))
    for run, trail in drawn:
        dash = DASHES[content.looks[run].marker]
        past(run, trail, Stroke(halo, DASHED_HALO, theme.dashed_casing) if dash else Stroke(halo, HALO, theme.casing))
    for run, trail in drawn:
        color, dash = theme.run(content.looks[run].color), DASHES[content.looks[run].marker]
        past(run, trail, Stroke(color, CORE, 0.32, dash, hidden=True))
        past(run, trail, Stroke(color, CORE, 1.0, dash))


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
