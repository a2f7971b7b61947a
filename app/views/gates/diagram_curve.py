"""An activation as a small curve, with the point where the unit is."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter, QPainterPath, QPen

from app.engine.gates.activations import activation_named
from app.theme import Theme
from app.views.gates.diagram_names import sign_token

REACH = 5.0
"""The z at the left and right end."""
_SAMPLES = np.concatenate([np.linspace(-REACH, -1e-9, 40), np.linspace(0.0, REACH, 40)])
_UNBOUNDED = {"linear": (-REACH, REACH), "relu": (0.0, REACH)}


@lru_cache(maxsize=8)
def _heights(activation: str) -> tuple[float, ...]:
    return tuple(_height(activation, float(z)) for z in _SAMPLES)


def _height(activation: str, z: float) -> float:
    """The output at z, as a share of the box from below; what is not bounded fills it over the whole reach."""
    chosen = activation_named(activation)
    low, high = _UNBOUNDED.get(activation, (chosen.low, chosen.high))
    return (float(chosen.of(np.asarray(z))) - low) / (high - low)


def curve_point(activation: str, box: QRectF, z: float) -> QPointF:
    """Where z is on the curve in that box; farther than it reaches, at its end."""
    bounded = min(max(z, -REACH), REACH)
    x = box.left() + (bounded / REACH + 1) / 2 * box.width()
    return QPointF(x, box.bottom() - _height(activation, bounded) * box.height())


def draw_curve(
    painter: QPainter, theme: Theme, activation: str, box: QRectF, z: float | None, pen: float = 2.0
) -> None:
    """The curve in its box; `z` None draws no point. `pen` in pixels at scale 1."""
    path = QPainterPath()
    for at, (sample, height) in enumerate(zip(_SAMPLES, _heights(activation), strict=True)):
        x = box.left() + (sample / REACH + 1) / 2 * box.width()
        point = QPointF(float(x), box.bottom() - height * box.height())
        if at:
            path.lineTo(point)
        else:
            path.moveTo(point)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(path, QPen(theme.color("text"), max(1.2, pen * theme.scale)))
    if z is not None and not math.isnan(z):
        painter.setPen(QPen(theme.color("bg1"), 1.4 * theme.scale))
        painter.setBrush(theme.color(sign_token(z)))
        radius = min(5 * theme.scale, 0.2 * box.width())
        painter.drawEllipse(curve_point(activation, box, z), radius, radius)
