"""Balls and arrows as values: which mesh stands where, and in which color."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtGui import QColor, QMatrix4x4, QQuaternion, QVector3D

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Solid:
    """A place, a size and a color for a mesh, and how much of what lies behind it is covered."""

    model: QMatrix4x4
    color: QColor
    alpha: float = 1.0


def ball_at(center: Array, radius: float, color: QColor, alpha: float = 1.0) -> Solid:
    """A ball."""
    model = QMatrix4x4()
    model.translate(*map(float, center))
    model.scale(radius)
    return Solid(model, color, alpha)


def arrow_from(origin: Array, way: Array, width: float, color: QColor, alpha: float = 1.0) -> Solid:
    """An arrow from a point along a vector; `width` is the radius of its head."""
    model = QMatrix4x4()
    model.translate(*map(float, origin))
    model.rotate(QQuaternion.rotationTo(QVector3D(0, 0, 1), QVector3D(*map(float, way)).normalized()))
    model.scale(width, width, float(np.linalg.norm(way)))
    return Solid(model, color, alpha)
