"""An experiment as a picture: the same views as in the window, beside a caption."""

from __future__ import annotations

from typing import Protocol

from PyQt6.QtGui import QImage, QPainter

from app.engine.problem import surface_of
from app.export.caption import paint_caption, paint_ground, plan
from app.export.scene import Scene
from app.gl_setup import GLTier
from app.theme import Theme, theme_named
from app.views.map_view import MapView
from app.views.run_look import look_of
from app.views.surface3d import SurfaceView

_NATURAL = (1280, 720)
_SMALLEST_SCALE = 0.6


class Drawn(Protocol):
    """A view that draws itself into an image."""

    def show_step(self, step: int) -> None:
        """Move the playhead."""

    def render_image(self, width: int, height: int, scale: float = 1.0) -> QImage:
        """The picture in so many pixels."""


class Artist:
    """Draws one scene at any step. Needs a `QApplication`; without OpenGL the surface is drawn in software."""

    def __init__(self, scene: Scene, tier: GLTier) -> None:
        self._scene, self._opengl = scene, tier != "none"
        self.theme = picture_theme(scene)
        self._surface = surface_of(scene.experiment)
        self._looks = scene.looks or tuple(map(look_of, range(len(scene.experiment.runs))))
        self._plan = plan(scene.size, sum(look.visible for look in self._looks), self.theme)
        self._view, self._scale = self._made_view()

    def _made_view(self) -> tuple[Drawn, float]:
        if self._scene.view == "map":
            chart = MapView()
            self._tell(chart)
            return chart, self.theme.scale
        relief = SurfaceView(opengl=self._opengl)
        self._tell(relief)
        camera = relief.camera
        elevation, azimuth = self._scene.elevation, self._scene.azimuth
        relief.set_camera(
            camera.elevation if elevation is None else elevation, camera.azimuth if azimuth is None else azimuth
        )
        return relief, 1.0

    def _tell(self, view: MapView | SurfaceView) -> None:
        view.show_theme(self.theme)
        view.show_height(self._scene.height)
        view.show_experiment(self._surface, self._scene.experiment, self._looks)
        view.show_trajectories(self._scene.trajectories)
        view.show_selected(self._scene.selected)

    @property
    def last_step(self) -> int:
        """Where the playhead stands in a picture, and ends in an animation."""
        return self._scene.experiment.steps if self._scene.step is None else self._scene.step

    def image(self, step: int) -> QImage:
        """The picture with the playhead at a step."""
        image = QImage(*self._scene.size, QImage.Format.Format_RGB32)
        left, top, width, height = self._plan.view
        self._view.show_step(step)
        drawn = self._view.render_image(width, height, self._scale)
        painter = QPainter(image)
        paint_ground(painter, self.theme, self._scene.size, self._plan)
        painter.drawImage(left, top, drawn)
        if self._plan.columns:
            paint_caption(painter, self.theme, self._scene, self._looks, step, self._plan.columns)
        painter.end()
        return image


def picture_theme(scene: Scene) -> Theme:
    """The theme with everything as large, beside the picture, as in one of 1280 × 720."""
    theme = theme_named(scene.theme)
    wanted = min(size / natural for size, natural in zip(scene.size, _NATURAL, strict=True))
    return theme.scaled(theme.scale * max(wanted, _SMALLEST_SCALE))
