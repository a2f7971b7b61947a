"""A gate as a picture: the input plane of every run, or the loss of one unit over two of its weights, and a caption."""

from __future__ import annotations

import numpy as np
from PyQt6.QtGui import QImage, QPainter

from app.engine.trajectory import Array, Trajectory
from app.export.caption import paint_caption, paint_ground, plan
from app.export.gate_sheet import GateSheet
from app.export.picture import picture_theme
from app.export.scene import Scene
from app.gl_setup import GLTier
from app.views.gates.slice_pane import SlicePane
from app.views.run_look import RunLook

FIRST_COLOR, COLORS = 2, 6
"""Blue and orange are the classes: runs begin after them."""


class GateArtist:
    """Draws one scene at any step. Needs a `QApplication`."""

    def __init__(self, scene: Scene, tier: GLTier) -> None:
        self._scene = scene
        self.theme = picture_theme(scene)
        self._looks = scene.looks or tuple(map(gate_look, range(len(scene.experiment.runs))))
        self._shown = [run for run, look in enumerate(self._looks) if look.visible]
        self._plan = plan(scene.size, len(self._shown), self.theme)
        self._sheet: GateSheet | None = None
        self._slice: SlicePane | None = None
        if scene.view == "surface":
            self._slice = self._made_slice(tier != "none")
        else:
            self._sheet = self._made_sheet()

    def _made_sheet(self) -> GateSheet:
        task = self._scene.experiment.gate
        assert task is not None
        looks = tuple(self._looks[run] for run in self._shown)
        return GateSheet(self.theme, task, looks, self._scene.threshold)

    def _made_slice(self, opengl: bool) -> SlicePane:
        scene = self._scene
        pane = SlicePane(opengl=opengl)
        pane.show_theme(self.theme)
        pane.show_experiment(scene.experiment, self._looks)
        pane.show_trajectories(scene.trajectories)
        pane.show_selected(scene.selected)
        camera = pane.view.camera
        elevation, azimuth = scene.elevation, scene.azimuth
        pane.view.set_camera(
            camera.elevation if elevation is None else elevation, camera.azimuth if azimuth is None else azimuth
        )
        return pane

    @property
    def last_step(self) -> int:
        """Where the playhead stands in a picture, and ends in an animation."""
        return self._scene.experiment.steps if self._scene.step is None else self._scene.step

    def image(self, step: int) -> QImage:
        """The picture with the playhead at a step."""
        image = QImage(*self._scene.size, QImage.Format.Format_RGB32)
        left, top, width, height = self._plan.view
        drawn = self._drawn(step, width, height)
        painter = QPainter(image)
        paint_ground(painter, self.theme, self._scene.size, self._plan)
        painter.drawImage(left, top, drawn)
        if self._plan.columns:
            paint_caption(painter, self.theme, self._scene, self._looks, step, self._plan.columns)
        painter.end()
        return image

    def _drawn(self, step: int, width: int, height: int) -> QImage:
        if self._slice is not None:
            self._slice.show_step(step)
            return self._slice.view.render_image(width, height, 1.0)
        assert self._sheet is not None
        self._sheet.show_values([_row(self._scene.trajectories[run], step) for run in self._shown])
        return self._sheet.render_image(width, height)


def gate_look(index: int) -> RunLook:
    """How a run looks by its place, in a color of neither class."""
    return RunLook(FIRST_COLOR + index % COLORS, index % 8)


def _row(trajectory: Trajectory, step: int) -> Array:
    return np.asarray(trajectory.parameters[trajectory.row(step)], np.float64)
