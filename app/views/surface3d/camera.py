"""Where the eye is, and how the box falls on the screen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtGui import QMatrix4x4

Array = npt.NDArray[Any]
DISTANCE = 6.45
CENTER = np.array([0.0, 0.0, 0.2])
LOWEST, HIGHEST = 4.0, 90.0
# From here on the top of the box covers most of the edges of its floor.
STEEP = 75.0
NEAR, FAR = DISTANCE - 2.4, DISTANCE + 2.4


@dataclass(frozen=True)
class Camera:
    """A direction of view in degrees; the distance is fixed, size and place on the screen are the lens's."""

    elevation: float = 37.0
    azimuth: float = -50.0

    def turned(self, elevation: float, azimuth: float) -> Camera:
        """Turned by so many degrees; the eye stays above the floor."""
        return Camera(min(max(self.elevation + elevation, LOWEST), HIGHEST), (self.azimuth + azimuth + 180) % 360 - 180)

    @cached_property
    def axes(self) -> Array:
        """Rows: to the right, up, and towards the eye."""
        e, a = math.radians(self.elevation), math.radians(self.azimuth)
        back = np.array([math.cos(e) * math.cos(a), math.cos(e) * math.sin(a), math.sin(e)])
        right = np.array([-math.sin(a), math.cos(a), 0.0])
        return np.array([right, np.cross(back, right), back])

    @cached_property
    def eye(self) -> Array:
        """The place of the eye in the box."""
        result: Array = CENTER + DISTANCE * self.axes[2]
        return result

    @cached_property
    def light(self) -> Array:
        """Towards the lamp: high, to the upper left of the viewer."""
        a, e = math.radians(self.azimuth - 62), math.radians(48)
        return np.array([math.cos(e) * math.cos(a), math.cos(e) * math.sin(a), math.sin(e)])

    @property
    def is_steep(self) -> bool:
        """Whether the box is seen so much from above that its axes lie around its top, as on a map."""
        return self.elevation >= STEEP

    @cached_property
    def far_sides(self) -> tuple[int, int]:
        """The signs of x and of y of the walls that face away; from above a tie puts both axes where a map has them."""
        a, tie = math.radians(self.azimuth), 1e-9 if self.is_steep else 0.0
        return (-1 if math.cos(a) > tie else 1), (-1 if math.sin(a) > tie else 1)

    def tangents(self, points: Array) -> Array:
        """How far right and up (n, 2) points (n, 3) appear, as tangents of the angle from the middle."""
        seen = (np.asarray(points, np.float64).reshape(-1, 3) - self.eye) @ self.axes.T
        result: Array = seen[:, :2] / -seen[:, 2:]
        return result


@dataclass(frozen=True)
class Lens:
    """Pixels a tangent, the pixel of the middle, and the size of the picture."""

    scale: float
    middle: tuple[float, float]
    size: tuple[float, float]

    def times(self, ratio: float) -> Lens:
        """The same picture in `ratio` times as many pixels."""
        return Lens(
            self.scale * ratio,
            (self.middle[0] * ratio, self.middle[1] * ratio),
            (self.size[0] * ratio, self.size[1] * ratio),
        )


@dataclass(frozen=True)
class Projection:
    """From the box to pixels (y down) and back, and the matrix that does it on the graphics card."""

    camera: Camera
    lens: Lens

    def pixels(self, points: Array) -> Array:
        """Pixels (n, 2) of points (n, 3)."""
        scale = self.lens.scale
        result: Array = np.asarray(self.lens.middle) + self.camera.tangents(points) * [scale, -scale]
        return result

    def ray(self, x: float, y: float) -> tuple[Array, Array]:
        """The eye, and the unit direction in which a pixel lies."""
        right, up, back = self.camera.axes
        a, b = (x - self.lens.middle[0]) / self.lens.scale, (self.lens.middle[1] - y) / self.lens.scale
        direction = a * right + b * up - back
        return self.camera.eye, direction / np.linalg.norm(direction)

    @property
    def unit(self) -> float:
        """Pixels that one unit of the box takes at the middle."""
        return self.lens.scale / DISTANCE

    def bias(self, length: float) -> float:
        """The offset of depth that brings something nearer by `length` at the middle."""
        return 2 * FAR * NEAR / (FAR - NEAR) / DISTANCE**2 * length

    @cached_property
    def matrix(self) -> QMatrix4x4:
        """Box to clip space."""
        (width, height), (middle_x, middle_y) = self.lens.size, self.lens.middle
        view = np.identity(4)
        view[:3, :3] = self.camera.axes
        view[:3, 3] = -self.camera.axes @ self.camera.eye
        project = np.zeros((4, 4))
        project[0, 0], project[0, 2] = 2 * self.lens.scale / width, 1 - 2 * middle_x / width
        project[1, 1], project[1, 2] = 2 * self.lens.scale / height, 2 * middle_y / height - 1
        project[2, 2:] = -(FAR + NEAR) / (FAR - NEAR), -2 * FAR * NEAR / (FAR - NEAR)
        project[3, 2] = -1
        return QMatrix4x4(*(project @ view).ravel().tolist())
