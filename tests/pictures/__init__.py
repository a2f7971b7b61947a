"""The welcome experiment as small pictures: what they show, and how a new one is held against its reference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from PyQt6 import sip
from PyQt6.QtCore import QSizeF
from PyQt6.QtGui import QColor, QImage, QPainter

from app.engine.problem import surface_of
from app.engine.record import record
from app.engine.trajectory import Trajectory
from app.engine.welcome import WELCOME
from app.theme import DARK, PROJECTOR, Theme
from app.views.map_picture import fitted_area
from app.views.map_view import MapView
from app.views.run_look import look_of
from app.views.surface3d import SurfaceView
from app.views.trajectory_layer import TrajectoryLayer

Array = npt.NDArray[Any]
FOLDER = Path(__file__).resolve().parent
FAILED = FOLDER / "failed"
SIZE = (480, 270)
STEP = 12
# Other versions of the software renderer differ by one gray level here and there.
LEVELS, SHARE = 8, 0.001
LOOKS = tuple(map(look_of, range(len(WELCOME.runs))))


@dataclass(frozen=True)
class Picture:
    """`draw` makes it at a step; `part` (left, top, right, bottom) is compared: numbers around it depend on fonts."""

    name: str
    draw: Callable[[Theme, int], QImage]
    theme: Theme
    part: tuple[int, int, int, int]

    @property
    def path(self) -> Path:
        """The reference."""
        return FOLDER / f"{self.name}-{self.theme.name}.png"

    def pixels(self, step: int = STEP) -> Array:
        """The picture as it is drawn now, shape (height, width, 3)."""
        return pixels_of(self.draw(self.theme, step))

    def reference(self) -> Array:
        """The picture as it should be."""
        with Image.open(self.path) as image:
            return np.asarray(image.convert("RGB"))


@cache
def recorded() -> tuple[Trajectory, ...]:
    """The welcome experiment's trajectories."""
    return record(WELCOME)


def trajectories(theme: Theme, step: int) -> QImage:
    """The trajectories as they lie on the map, on a plain ground."""
    surface = surface_of(WELCOME)
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.bg1))
    area = fitted_area(theme, surface, QSizeF(image.size()))
    painter = QPainter(image)
    layer = TrajectoryLayer(theme, surface.domain, area, 1.0, list(zip(recorded(), LOOKS, strict=True)))
    layer.paint(painter, area, step)
    painter.end()
    return image


def chart(theme: Theme, step: int) -> QImage:
    """The map."""
    return _drawn(MapView(), theme, step)


def surface(theme: Theme, step: int) -> QImage:
    """The surface in OpenGL."""
    return _drawn(SurfaceView(), theme, step)


def software_surface(theme: Theme, step: int) -> QImage:
    """The surface as it is drawn where there is no OpenGL."""
    return _drawn(SurfaceView(opengl=False), theme, step)


def _drawn(view: MapView | SurfaceView, theme: Theme, step: int) -> QImage:
    view.show_theme(theme)
    view.show_experiment(surface_of(WELCOME), WELCOME, LOOKS)
    view.show_trajectories(recorded())
    view.show_step(step)
    image = view.render_image(*SIZE)
    # Collected later, in the middle of another view's drawing, it would take the current OpenGL context away.
    sip.delete(view)
    return image


_ALONE, _PLOT, _BOX = (232, 40, 352, 196), (132, 8, 368, 244), (160, 14, 345, 195)
PARTS = {trajectories: _ALONE, chart: _PLOT, surface: _BOX, software_surface: _BOX}
PICTURES = tuple(
    Picture(draw.__name__.replace("_", "-"), draw, theme, part)
    for draw, part in PARTS.items()
    for theme in (DARK, PROJECTOR)
)


def pixels_of(image: QImage) -> Array:
    """Shape (height, width, 3)."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    bits = image.constBits()
    assert bits is not None
    rows = np.frombuffer(bits.asstring(image.sizeInBytes()), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)


def differing(picture: Picture, new: Array, reference: Array) -> Array:
    """Which pixels of the part differ by more than a few gray levels, shape (height, width)."""
    assert new.shape == reference.shape
    left, top, right, bottom = picture.part
    far = np.abs(new.astype(int) - reference).max(axis=2) > LEVELS
    inside = np.zeros_like(far)
    inside[top:bottom, left:right] = True
    return np.asarray(far & inside)


def share(picture: Picture, far: Array) -> float:
    """How much of the part differs."""
    left, top, right, bottom = picture.part
    return float(far.sum()) / ((right - left) * (bottom - top))


def keep(picture: Picture, new: Array, reference: Array, far: Array, folder: Path) -> Path:
    """Write the new picture, and the reference in pale gray with what differs in red; where the latter is."""
    folder.mkdir(exist_ok=True)
    pale = np.repeat(reference.mean(axis=2, keepdims=True) // 4 + 176, 3, axis=2).astype(np.uint8)
    pale[far] = (208, 0, 0)
    Image.fromarray(new).save(folder / picture.path.name)
    difference = folder / f"{picture.path.stem}-difference.png"
    Image.fromarray(pale).save(difference)
    return difference
