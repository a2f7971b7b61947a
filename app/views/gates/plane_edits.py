"""What a hand does to one unit: shift its line, turn it, pull at w, or change one weight alone."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

from app.views.gates.plane_unit import Point, UnitLine

Weight = Literal["w1", "w2"]


def shifted(line: UnitLine, way: Point) -> UnitLine:
    """The line moved by so much, as far as that leads across it: only b changes."""
    return replace(line, bias=line.bias - (line.w1 * way[0] + line.w2 * way[1]))


def turned(line: UnitLine, pivot: Point, angle: float) -> UnitLine:
    """The line turned around a point by an angle, counterclockwise: |w| stays."""
    cosine, sine = math.cos(angle), math.sin(angle)
    return pulled(line, pivot, (cosine * line.w1 - sine * line.w2, sine * line.w1 + cosine * line.w2))


def pulled(line: UnitLine, pivot: Point, weights: Point) -> UnitLine:
    """Other weights, b such that the line goes through a point."""
    w1, w2 = weights
    return UnitLine(line.level - (w1 * pivot[0] + w2 * pivot[1]), w1, w2, line.level)


def scaled(line: UnitLine, factor: float) -> UnitLine:
    """A longer or shorter w; the line stays where it is, and the unit becomes more or less sure."""
    return UnitLine(
        line.level + (line.bias - line.level) * factor, line.w1 * factor, line.w2 * factor, line.level
    )  # fmt: skip


def alone(line: UnitLine, weight: Weight, value: float) -> UnitLine:
    """One weight with another value, and nothing else."""
    return replace(line, w1=value) if weight == "w1" else replace(line, w2=value)


def through(line: UnitLine, weight: Weight, point: Point) -> UnitLine:
    """The line led through a point by one weight alone; as it is where that weight cannot do it."""
    own, other = (point[0], line.w2 * point[1]) if weight == "w1" else (point[1], line.w1 * point[0])
    return alone(line, weight, (line.level - line.bias - other) / own) if abs(own) > 1e-3 else line
