"""The picture under the map: filled contours on the display scale, with lines at round losses."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any

import contourpy
import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen
from pyqtgraph import colormap

from app.theme import Theme
from app.views.height_scale import LARGEST, LOG_LIKE, Height, HeightScale, scale_of
from app.views.plateau import continued
from app.views.plot_area import PlotArea
from app.views.polyline import polygon
from surfaces.surface import Surface

Array = npt.NDArray[Any]
SAMPLES = 201
BANDS = 26
_LABEL_ROOM = 70.0
_DARK = 0.3  # the lightness below which dark lines would not show
_BEYOND = 2.0 * LARGEST  # above every level


@dataclass(frozen=True, eq=False)
class Contours:
    """A surface sampled over the range of a plot: `loss[i, j]` at (x[j], y[i]), masked where it is no number.

    `scale` gives the colors, the same in every part of the surface; `is_part` says that less than all is in sight.
    `major` are the round losses that get a strong line and a label; `levels` all heights with a line.
    """

    x: Array
    y: Array
    loss: Any
    scale: HeightScale
    levels: tuple[float, ...]
    major: tuple[float, ...]
    is_part: bool


def contours_of(surface: Surface, area: PlotArea, height: Height = LOG_LIKE) -> Contours:
    """Sample the surface where the plot shows it, its levels fit to what is in sight."""
    x, y = np.linspace(*area.x, SAMPLES), np.linspace(*area.y, SAMPLES)
    scale = scale_of(surface, height)
    with np.errstate(all="ignore"):
        loss = np.asarray(surface.loss_values(*np.meshgrid(x, y)), np.float64)
    finite = loss[np.abs(loss) <= LARGEST]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    if high <= low:
        high = low + max(abs(low), 1e-300) * 1e-9
    if scale.plateau and (loss > LARGEST).any():
        high = _BEYOND
    local = scale.fitted(low, high, finite)
    major = tuple(value for value in local.ticks(0.11) if low < value < high)
    minor = local.inverse(np.linspace(0.0, 1.0, BANDS + 1)[1:-1])
    levels = tuple(float(value) for value in minor if _apart(value, major, local))
    return Contours(x, y, _shown(loss, low, scale), scale, levels, major, is_part=local.high < 0.5 * scale.high)


def _shown(loss: Array, low: float, scale: HeightScale) -> Any:
    """The losses to draw, masked where there is none; an infinite one goes on from its neighbors."""
    with np.errstate(all="ignore"):
        beyond = np.minimum(scale.inverse(continued(np.where(loss > LARGEST, np.inf, scale(loss)))), _BEYOND)
    finite = np.where(loss > LARGEST, beyond, np.nan_to_num(loss, nan=0.0, neginf=low))
    return np.ma.masked_array(finite, np.isnan(loss))


def _apart(value: float, major: tuple[float, ...], scale: HeightScale) -> bool:
    """Whether a minor level is clear of the major ones."""
    return all(abs(float(scale(value)) - float(scale(each))) > 0.3 / BANDS for each in major)


def color_of(theme: Theme, height: float) -> QColor:
    """The theme's color of a display height in [0, 1]."""
    red, green, blue = (
        channel + (255 - channel) * theme.map_mix
        for channel in colormap.get(theme.colormap).map(min(max(height, 0.0), 1.0), mode="byte")[:3]
    )
    return QColor(round(red), round(green), round(blue))


def contour_image(contours: Contours, area: PlotArea, theme: Theme, ratio: float, landmarks: list[QPointF]) -> QImage:
    """The picture of `area.rect`, with `ratio` device pixels to a pixel; labels keep clear of `landmarks`."""
    rect = area.rect
    image = QImage(
        math.ceil(rect.width() * ratio), math.ceil(rect.height() * ratio), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-rect.topLeft())
    generator: Any = contourpy.contour_generator(
        contours.x, contours.y, contours.loss, name="serial",
        fill_type=contourpy.FillType.OuterOffset, line_type=contourpy.LineType.Separate,
    )  # fmt: skip
    _paint_bands(painter, generator, contours, area, theme)
    lines = _paint_lines(painter, generator, contours, area, theme)
    _paint_labels(painter, contours.scale, lines, area, theme, landmarks)
    painter.end()
    return image


def _paint_bands(painter: QPainter, generator: Any, contours: Contours, area: PlotArea, theme: Theme) -> None:
    """Each band over the ones below it, so that no seam shows."""
    edges = sorted([*contours.levels, *contours.major])
    lowest = float(contours.loss.min()) if contours.loss.count() else contours.scale.low
    heights = [float(contours.scale(value)) for value in (lowest, *edges)]
    painter.fillRect(area.rect, theme.color("bg4"))
    for index, edge in enumerate((-np.inf, *edges)):
        upper = heights[index + 1] if index < len(edges) else 2 * heights[index] - heights[max(index - 1, 0)]
        polygons, offsets = generator.filled(edge, np.inf)
        path = QPainterPath()
        for points, rings in zip(polygons, offsets, strict=True):
            pixels = area.points(points[:, 0], points[:, 1])
            for first, last in itertools.pairwise(rings):
                path.addPolygon(polygon(pixels[first:last]))
        painter.fillPath(path, color_of(theme, (heights[index] + upper) / 2))


def _paint_lines(
    painter: QPainter, generator: Any, contours: Contours, area: PlotArea, theme: Theme
) -> list[tuple[float, list[Array]]]:
    """All lines; returns those of the major levels, in pixels."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    strong: list[tuple[float, list[Array]]] = []
    light = "text" if theme.dark else "halo"
    for level in sorted([*contours.levels, *contours.major]):
        is_major = level in contours.major
        dark = contours.is_part and color_of(theme, float(contours.scale(level))).lightnessF() < _DARK
        ink = theme.color(light if dark else "iso", 0.42 if is_major else 0.2)
        painter.setPen(QPen(ink, (1.2 if is_major else 0.9) * theme.scale))
        lines = [area.points(points[:, 0], points[:, 1]) for points in generator.lines(level)]
        for line in lines:
            painter.drawPolyline(polygon(line))
        if is_major:
            strong.append((level, lines))
    return strong


def _paint_labels(
    painter: QPainter,
    scale: HeightScale,
    lines: list[tuple[float, list[Array]]],
    area: PlotArea,
    theme: Theme,
    landmarks: list[QPointF],
) -> None:
    """The loss on its line, along it, a few that keep clear of each other and of the edge."""
    font = theme.font(theme.tick_size - 1, 500)
    metrics = QFontMetricsF(font)
    taken = [(point, 20 * theme.scale) for point in landmarks]
    for level, level_lines in lines:
        text = scale.text(level)
        width = metrics.horizontalAdvance(text)
        spot = _label_spot(level_lines, width + 6 * theme.scale, taken, area.rect)
        if spot is None:
            continue
        place, angle = spot
        taken.append((place, _LABEL_ROOM * theme.scale))
        path = QPainterPath()
        path.addText(-width / 2, metrics.capHeight() / 2, font, text)
        painter.save()
        painter.translate(place)
        painter.rotate(angle)
        pen = QPen(theme.color("halo", 0.75), 3.0 * theme.scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
        painter.fillPath(path, theme.color("text"))
        painter.restore()


def _label_spot(
    lines: list[Array], width: float, taken: list[tuple[QPointF, float]], rect: QRectF
) -> tuple[QPointF, float] | None:
    """Where a label of that width lies straightest on a level's lines, and its angle; None where it has no room.

    `taken` are points with the distance to keep from them.
    """
    inner = rect.adjusted(width * 0.7, width * 0.5, -width * 0.7, -width * 0.5)
    best: tuple[float, QPointF, float] | None = None
    for line in lines:
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        if along[-1] < 2.5 * width:
            continue
        middles = np.linspace(width, along[-1] - width, 48)
        places, begins, ends = (
            np.stack([np.interp(middles + shift, along, line[:, axis]) for axis in (0, 1)], axis=1)
            for shift in (0.0, -width / 2, width / 2)
        )
        way = ends - begins
        costs = (width - np.hypot(way[:, 0], way[:, 1])) * 4 + np.abs(way[:, 1]) * 0.6
        for index in np.argsort(costs):
            place = QPointF(*places[index].tolist())
            if (best is None or costs[index] < best[0]) and inner.contains(place) and _clear(place, taken):
                dx, dy = way[index].tolist()
                best = float(costs[index]), place, math.degrees(math.atan2(dy, dx) if dx >= 0 else math.atan2(-dy, -dx))
                break
    return None if best is None else best[1:]


def _clear(place: QPointF, taken: list[tuple[QPointF, float]]) -> bool:
    return all(math.hypot(place.x() - point.x(), place.y() - point.y()) >= room for point, room in taken)
