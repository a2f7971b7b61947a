"""What the view was told, and what follows from it: trails, heads, the level of the ball, arrows and marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import contourpy
import numpy as np
import numpy.typing as npt
from PyQt6.QtGui import QColor

from app.engine.experiment import Run
from app.engine.trajectory import Trajectory
from app.theme import DARK, Theme
from app.views.run_look import RunLook
from app.views.step_marks import ArrowChoice, marks_at
from app.views.surface3d.atlas import CROSS, SMALL_STAR, STAR, START, START_WORD, Sprite
from app.views.surface3d.axes import Ticks
from app.views.surface3d.camera import Projection
from app.views.surface3d.picking import hidden
from app.views.surface3d.polyline import Polyline, joined
from app.views.surface3d.relief import FLOOR, Relief
from app.views.surface3d.solid import Solid, arrow_from, ball_at
from app.views.surface3d.step_arrows import StepArrows, ball_center, distance_to_line
from app.views.surface3d.trail import Head, Trail, box_rows, head, simple_trail
from app.views.worked.arrows import ArrowRole

Array = npt.NDArray[Any]
EXIT_ARROW = 0.16
GHOST = 0.35
GHOST_BALL = 0.5
BALL_PIXELS = 8.6
SAME = 1e-5


@dataclass(frozen=True, eq=False)
class _Walk:
    """One recorded run, and its rows in the box."""

    trajectory: Trajectory
    rows: Array
    relief: Relief


class Content:
    """Everything that moves; results are kept until what they follow from changes."""

    def __init__(self) -> None:
        self.theme: Theme = DARK
        self.relief: Relief | None = None
        self.ticks = Ticks((), (), ())
        self.names = ("x", "y")
        self.small = False
        self.start: tuple[float, ...] = (0.0, 0.0)
        self.minimizers: Array = np.zeros((0, 2))
        self.looks: tuple[RunLook, ...] = ()
        self.runs: tuple[Run, ...] = ()
        self.arrow_choice: ArrowChoice = "gradient"
        self.term = -1
        self.step = 0
        self.selected = -1
        self._walks: list[_Walk | None] = []
        self._trails: dict[int, tuple[_Walk, float, Trail]] = {}
        self._level: tuple[Relief, float, Polyline] | None = None
        self._contours: tuple[Relief, contourpy.ContourGenerator] | None = None

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """Take the records; one that is known keeps what was made of it."""
        known = {id(walk.trajectory): walk for walk in self._walks if walk and walk.relief is self.relief}
        self._walks = [known.get(id(each)) or self._walk(each) if each else None for each in trajectories]

    def show_relief(self, relief: Relief) -> None:
        """Take another surface; the records follow it."""
        self.relief = relief
        self.show_trajectories(tuple(walk.trajectory if walk else None for walk in self._walks))

    def _walk(self, trajectory: Trajectory) -> _Walk | None:
        relief = self.relief
        assert relief is not None
        for walk in self._walks:
            if walk and walk.trajectory is trajectory and walk.relief.domain == relief.domain:
                return _Walk(trajectory, walk.rows, relief)
        return _Walk(trajectory, box_rows(trajectory, relief), relief)

    def shown(self) -> list[int]:
        """The runs that have a record and are visible."""
        known = zip(self.looks, self._walks, strict=False)
        return [run for run, (look, walk) in enumerate(known) if look.visible and walk]

    def leading(self) -> int | None:
        """The run whose arrows and level are drawn: the selected one, else the first that is shown."""
        shown = self.shown()
        return self.selected if self.selected in shown else next(iter(shown), None)

    def walk(self, run: int) -> _Walk:
        """The record of a run that is shown."""
        walk = self._walks[run]
        assert walk is not None
        return walk

    def row(self, run: int) -> int:
        """The row of a run at the playhead."""
        return self.walk(run).trajectory.row(self.step)

    def trail(self, run: int, tolerance: float) -> Trail:
        """The line of a run, simplified to a tolerance in units of the box."""
        walk = self.walk(run)
        before = self._trails.get(run)
        if before is None or before[0] is not walk or before[1] != tolerance:
            before = self._trails[run] = (walk, tolerance, simple_trail(walk.rows, walk.relief, tolerance))
        return before[2]

    def ball_place(self, radius: float) -> Array | None:
        """The middle (3,) of the leading run's ball; none where it has left the domain."""
        leading = self.leading()
        if leading is None or self.relief is None or not (at := self.head(leading)).inside:
            return None
        return ball_center(self.relief, at.point, radius)

    def head(self, run: int) -> Head:
        """Where a run is."""
        walk = self.walk(run)
        return head(walk.rows, self.row(run), walk.relief)

    def level(self, height: float) -> Polyline:
        """The set of all points of the sheet at a height."""
        assert self.relief is not None
        relief = self.relief
        if self._contours is None or self._contours[0] is not relief:
            x, y = (np.linspace(-1, 1, side) for side in relief.small_heights.shape)
            self._contours = relief, contourpy.contour_generator(x, y, relief.small_heights.T)
        if self._level is None or self._level[0] is not relief or self._level[1] != height:
            lines: Any = self._contours[1].lines(height)
            apart = [line[_moves_on(line)] for line in lines]
            raised = [np.column_stack([line, np.full(len(line), height)]) for line in apart]
            self._level = relief, height, joined(raised)
        return self._level[2]

    def start_place(self) -> Array | None:
        """Where the start lies on the sheet; none outside the domain."""
        assert self.relief is not None
        place = self.relief.to_box(np.array([self.start]))
        return self.relief.draped(place)[0] if (np.abs(place) <= 1).all() else None

    def stars(self, projection: Projection) -> list[Sprite]:
        """The minimizers, on the floor and on the sheet."""
        assert self.relief is not None
        places = self.relief.draped(self.minimizers)
        floor = places * [1, 1, 0] + [0, 0, FLOOR]
        alphas = self._alphas(projection, np.concatenate([floor, places]))
        kinds = [SMALL_STAR] * len(floor) + [STAR] * len(places)
        return [Sprite(*each) for each in zip(kinds, [*floor, *places], alphas, strict=True)]

    def start_marks(self, projection: Projection) -> list[Sprite]:
        """The start and its word."""
        place = self.start_place()
        if place is None:
            return []
        alpha = self._alphas(projection, place[None])[0]
        return [Sprite(START_WORD, place, alpha), Sprite(START, place, alpha)]

    def _alphas(self, projection: Projection, places: Array) -> list[float]:
        assert self.relief is not None
        return [GHOST if each else 1.0 for each in hidden(projection, self.relief, places)]

    def balls(self, heads: dict[int, Head], radius: float) -> list[Solid]:
        """A ball resting on the sheet for every run inside the domain."""
        assert self.relief is not None
        return [
            ball_at(ball_center(self.relief, at.point, radius), radius, self.theme.run(self.looks[run].color))
            for run, at in heads.items()
            if at.inside
        ]

    def step_arrows(self, heads: dict[int, Head], radius: float) -> StepArrows | None:
        """What is known of the next step of the leading run; none where it has left the domain."""
        leading = self.leading()
        if leading is None or not heads[leading].inside or leading >= len(self.runs):
            return None
        assert self.relief is not None
        marks = marks_at(self.runs[leading], self.walk(leading).trajectory, self.step, self.arrow_choice, self.term)
        return StepArrows(self.relief, marks, heads[leading].point, radius)

    def arrows(self, heads: dict[int, Head], radius: float, step: StepArrows | None) -> list[Solid]:
        """Those of the next step of the leading run; and where runs have left."""
        danger = self.theme.color("danger")
        arrows = [
            arrow_from(at.point, np.append(at.outwards, 0.0) * EXIT_ARROW, 0.8 * radius, danger)
            for at in heads.values()
            if not at.inside
        ]
        for each in step.placed if step is not None else ():
            color = self._arrow_color(each.role)
            arrows.append(arrow_from(each.origin, each.way, 0.85 * radius, color, each.strength))
        return arrows

    def _arrow_color(self, role: ArrowRole) -> QColor:
        """Color means a run: only the step has one; the momentum is the quieter ink."""
        leading = self.leading()
        if role == "step" and leading is not None:
            return self.theme.run(self.looks[leading].color)
        return self.theme.color("text" if role == "gradient" else "text2")

    def ghosts(self, radius: float, step: StepArrows | None) -> list[Solid]:
        """The next point of the leading run, as a pale ball."""
        center, leading = step.ghost if step is not None else None, self.leading()
        if step is None or center is None or leading is None:
            return []
        color = self.theme.run(self.looks[leading].color)
        return [ball_at(center, 0.85 * radius, color, GHOST_BALL * step.marks.ghost_strength)]

    def ghost_marks(self, step: StepArrows | None) -> list[Sprite]:
        """Its marker."""
        center, leading = step.ghost if step is not None else None, self.leading()
        if step is None or center is None or leading is None:
            return []
        return [Sprite(self.looks[leading].marker, center, 0.7 * step.marks.ghost_strength)]

    def term_at(self, projection: Projection, radius: float, pixel: tuple[float, float], reach: float) -> int:
        """The term of the arrow within `reach` of a pixel; −1 for none."""
        step = self.step_arrows({run: self.head(run) for run in self.shown()}, radius)
        best, found = reach, -1
        for each in step.placed if step is not None else ():
            ends = projection.pixels(np.array([each.origin, each.origin + each.way]))
            distance = distance_to_line(np.array(pixel), *ends)
            if distance <= best and each.term >= 0:
                best, found = distance, each.term
        return found

    def marks(self, projection: Projection, heads: dict[int, Head], radius: float) -> list[Sprite]:
        """The runs' markers on their balls, and crosses where runs have left."""
        if not heads:
            return []
        assert self.relief is not None
        kinds = [self.looks[run].marker if at.inside else CROSS for run, at in heads.items()]
        places = [ball_center(self.relief, at.point, radius) if at.inside else at.point for at in heads.values()]
        alphas = self._alphas(projection, np.array(places))
        return [Sprite(*each) for each in zip(kinds, places, alphas, strict=True)]

    def drop_lines(self, heads: dict[int, Head]) -> Polyline:
        """From each ball down to its place on the floor."""
        return joined([np.array([at.point, (*at.point[:2], FLOOR)]) for at in heads.values() if at.inside])


def _moves_on(line: Array) -> Array:
    """Which points (n,) of a line (n, 2) are another place than the one before: where it passes through points of the
    grid it comes with each of them twice, and what glows would glow there twice.
    """
    return np.append(True, np.abs(np.diff(line, axis=0)).max(axis=1) > SAME)
