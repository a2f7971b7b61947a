"""The height and the camera of a lab: what its panel wishes goes to surface and map, and what is so goes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal

from app.i18n import tr
from app.views.height_scale import LOG_LIKE, SCALES, Height
from app.views.map_view import MapView
from app.views.named_views import NAMED_VIEWS
from app.views.surface3d import SurfaceView
from app.views.view_panel import ViewPanel


class ViewControl(QObject):
    """Holds the height; the camera is the surface's own. `changed` is emitted when either is another."""

    changed = pyqtSignal()

    def __init__(self, panel: ViewPanel, surface: SurfaceView, chart: MapView, parent: QObject) -> None:
        super().__init__(parent)
        self.height = LOG_LIKE
        self._panel, self._surface, self._map = panel, surface, chart
        panel.height_chosen.connect(self.show_height)
        panel.camera_chosen.connect(surface.set_camera)
        panel.camera_turned.connect(surface.turn_to)
        surface.camera_changed.connect(self._follow)

    @property
    def camera(self) -> tuple[float, float]:
        """Elevation and azimuth, in degrees."""
        camera = self._surface.camera
        return camera.elevation, camera.azimuth

    def restore(self, height: Height, camera: tuple[float, float] | None) -> None:
        """Look as at the last time."""
        self.show_height(height)
        if camera is not None:
            self._surface.set_camera(*camera)

    def show_height(self, height: Height) -> None:
        """Give surface and map another scale."""
        self.height = height
        for view in (self._surface, self._map, self._panel):
            view.show_height(height)
        self.changed.emit()

    def take_next_height(self) -> None:
        """The next scale; the percentile stays."""
        modes = list(SCALES)
        following = modes[(modes.index(self.height.mode) + 1) % len(modes)]
        self.show_height(replace(self.height, mode=following))

    def entries(self) -> list[tuple[str, str, Callable[[], object]]]:
        """What a menu offers: texts, keys, and what they do."""
        views: list[tuple[str, str, Callable[[], object]]] = [
            (tr(view.name), str(number), partial(self._surface.set_camera, view.elevation, view.azimuth))
            for number, view in enumerate(NAMED_VIEWS, start=1)
        ]
        return [*views, (tr("Next scale of the heights"), "H", self.take_next_height)]

    def _follow(self) -> None:
        self._panel.show_camera(self._surface.camera)
        self.changed.emit()
