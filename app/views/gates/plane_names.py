"""Where the lines of hidden units are, and where the names of those stand that have one."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QLineF, QPointF

from app.engine.gates.forward import weights_of
from app.theme import Theme
from app.views.gates.plane_content import HiddenLook, PlaneContent
from app.views.gates.plane_text import Label, text_size
from app.views.gates.plane_unit import UnitLine, line_of
from app.views.plot_area import PlotArea


def hidden_lines(content: PlaneContent) -> tuple[UnitLine, ...]:
    """For each hidden unit where its sum is 0."""
    weights = weights_of(content.task, content.values)
    values = np.concatenate([weights.hidden_bias[:, None], weights.hidden_weight], axis=1)
    return tuple(line_of(each, 0.0) for each in values)


def line_names(theme: Theme, content: PlaneContent, area: PlotArea) -> list[Label]:
    """Where names of lines stand."""
    if not (content.known and content.task.hidden and content.hidden_lines):
        return []
    return [
        name_label(theme, look.name, upper, lower, area)
        for look, _, upper, lower in named_lines(content, area)
        if look.name
    ]


def named_lines(content: PlaneContent, area: PlotArea) -> list[tuple[HiddenLook, UnitLine, QPointF, QPointF]]:
    """Those with a color, and their upper and lower ends in pixels."""
    found = []
    for look, line in zip(content.hidden, hidden_lines(content), strict=False):
        ends = line.within(area.x, area.y) if line.exists and look.color is not None else None
        if ends is not None:
            lower, upper = sorted((area.point(*each) for each in ends), key=lambda point: -point.y())
            found.append((look, line, upper, lower))
    return found


def name_label(theme: Theme, text: str, upper: QPointF, lower: QPointF, area: PlotArea) -> Label:
    """Beside the upper end of a line, inside of the plane."""
    width, height = text_size(theme, text, weight=600)
    spot = QLineF(upper, lower)
    center = spot.pointAt(min(0.5, 4 * theme.scale / max(spot.length(), 1)))
    rect = area.rect.adjusted(width / 2 + 6, height, -width / 2 - 6, -height)
    x = min(max(center.x() + width / 2, rect.left()), rect.right())
    return Label(text, QPointF(x, min(max(center.y(), rect.top()), rect.bottom())), weight=600)
