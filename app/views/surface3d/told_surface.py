"""The surface as a widget that shows what it is told; the hand is in `surface_view`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtWidgets import QWidget

from app.engine.experiment import Experiment
from app.engine.trajectory import Trajectory
from app.theme import Theme
from app.views.height_scale import LOG_LIKE, Height, HeightScale, sampled, sampled_on
from app.views.numbers import axis_name
from app.views.run_look import RunLook
from app.views.step_marks import ArrowChoice
from app.views.surface3d.axes import Ticks, ticks_of
from app.views.surface3d.content import Content
from app.views.surface3d.relief import Relief
from app.views.surface3d.software.canvas import SoftCanvas
from app.views.surface3d.viewpoint import Viewpoint
from surfaces.surface import Surface

if TYPE_CHECKING:
    from app.views.surface3d.gl_canvas import GLCanvas

NOWHERE = (math.nan, math.nan)


class ToldSurface(QWidget):
    """Sheet, runs and playhead, on a canvas of OpenGL or of software."""

    def __init__(self, parent: QWidget | None, grid_size: int, opengl: bool) -> None:
        super().__init__(parent)
        self._grid_size = grid_size
        self._content, self._viewpoint = Content(), Viewpoint()
        self._surface: Surface | None = None
        self._height = LOG_LIKE
        self._scale: HeightScale | None = None
        self._fitted: tuple[Ticks, tuple[str, str]] | None = None
        self.canvas = (_gl_canvas if opengl else SoftCanvas)(self._content, self._viewpoint, self)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._content.theme = theme
        self._fit()

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Take surface, start and runs; only another surface builds the sheet anew."""
        content = self._content
        content.looks, content.runs = looks, experiment.runs
        x, y, *_ = (*experiment.start, *NOWHERE)
        content.start = (x, y)
        if surface != self._surface:
            self._surface = surface
            content.names = (axis_name(surface.axes[0]), axis_name(surface.axes[1]))
            self._raise_sheet()
        self.canvas.update()

    def show_height(self, height: Height) -> None:
        """Take the scale that makes heights and colors of the losses."""
        if height != self._height:
            self._height = height
            self._raise_sheet()

    def show_scale(self, scale: HeightScale | None) -> None:
        """Keep to a scale while surfaces change, or None to fit one to each; the camera stays while the ticks do."""
        if scale != self._scale:
            self._scale = scale
            self._raise_sheet()

    def show_small(self, small: bool) -> None:
        """Whether the picture is a small one: without color bar and level sets, and with narrow margins."""
        self._content.small = self._viewpoint.small = small
        self._fit()

    def _raise_sheet(self) -> None:
        surface, content, scale = self._surface, self._content, self._scale
        if surface is None:
            return
        size = self._grid_size
        grid = sampled(surface, size, self._height) if scale is None else sampled_on(surface, size, scale)
        relief = Relief(grid, surface.domain)
        ticks = ticks_of(relief)
        content.minimizers = relief.to_box(np.array(surface.minimizers).reshape(-1, 2))
        content.show_relief(relief)
        fits = scale is not None and (ticks, content.names) == self._fitted
        content.ticks, self._fitted = ticks, (ticks, content.names)
        if fits:
            self.canvas.update()
        else:
            self._fit()

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """Take the records, aligned with the runs; None where there is nothing yet."""
        self._content.show_trajectories(trajectories)
        self.canvas.update()

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        self._content.step = step
        self.canvas.update()

    def show_selected(self, run: int) -> None:
        """Show arrow and level set at this run; at the first visible one where it is hidden or -1."""
        self._content.selected = run
        self.canvas.update()

    def show_arrows(self, choice: ArrowChoice) -> None:
        """Which arrows of the next step are shown."""
        self._content.arrow_choice = choice
        self.canvas.update()

    def show_term(self, index: int) -> None:
        """Light the arrow of a term; −1 for none."""
        if index != self._content.term:
            self._content.term = index
            self.canvas.update()

    def _fit(self) -> None:
        content = self._content
        size = (float(max(self.width(), 1)), float(max(self.height(), 1)))
        self._viewpoint.show(size, content.ticks, content.names, content.theme)
        self.canvas.update()


def _gl_canvas(content: Content, viewpoint: Viewpoint, parent: QWidget) -> GLCanvas:
    """Imported only where OpenGL is known to work."""
    from app.views.surface3d.gl_canvas import GLCanvas

    return GLCanvas(content, viewpoint, parent)
