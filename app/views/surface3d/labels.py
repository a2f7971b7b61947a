"""Texts and the color bar, painted on a transparent picture that is laid over the box."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QImage, QLinearGradient, QPainter, QPen

from app.i18n import tr
from app.theme import Theme
from app.views.surface3d.axes import Label, Ticks
from app.views.surface3d.camera import Projection
from app.views.surface3d.relief import TOP

NARROW = 500
BAR_WIDTH, BAR_HEIGHT = 11, 140


def labels_image(
    projection: Projection, labels: Sequence[Label], bar: Ticks | None, theme: Theme, ratio: float
) -> QImage:
    """Everything that is written, in the size of the picture; `ratio` is pixels a pixel of the theme, and `bar` what
    stands at the color bar, where there is one.
    """
    width, height = (round(side) for side in projection.lens.size)
    image = QImage(width, height, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    _paint_labels(painter, projection, labels, theme)
    if bar is not None:
        _paint_color_bar(painter, QRectF(0, 0, width, height), bar, theme, ratio)
    painter.end()
    return image


def _paint_labels(painter: QPainter, projection: Projection, labels: Sequence[Label], theme: Theme) -> None:
    """A text that would touch one before it is left out; names of axes come last and are always written."""
    taken: list[QRectF] = []
    for label in labels:
        rect = label.place(projection)
        inner = rect.adjusted(0, 0.12 * rect.height(), 0, -0.12 * rect.height())
        if not label.font.italic() and any(inner.intersects(other) for other in taken):
            continue
        taken.append(inner)
        painter.setFont(label.font)
        painter.setPen(theme.color(label.token))
        painter.drawText(rect.adjusted(-6, -4, 6, 4), Qt.AlignmentFlag.AlignCenter, label.text)


def color_bar_rect(size: QRectF, ticks: Ticks, theme: Theme, ratio: float) -> QRectF:
    """Lower right, with room for its numbers beside it; lower left in a narrow picture."""
    k = theme.scale * ratio
    width, height = BAR_WIDTH * k, min(BAR_HEIGHT * k, 0.4 * size.height())
    room = max(72 * k, width + 12 * k + _widest(ticks, theme, ratio))
    left = 16 * k if size.width() < NARROW * k else size.width() - room
    return QRectF(left, size.height() - 20 * k - height, width, height)


def color_bar_bounds(size: QRectF, ticks: Ticks, theme: Theme, ratio: float) -> QRectF:
    """All the room that the color bar takes with its numbers and its name."""
    k = theme.scale * ratio
    beside = max(46 * k, 8 * k + _widest(ticks, theme, ratio))
    return color_bar_rect(size, ticks, theme, ratio).adjusted(-6 * k, -24 * k, beside, 8 * k)


def _number_font(theme: Theme, ratio: float) -> QFont:
    font = theme.font(theme.tick_size, 500)
    font.setPixelSize(max(round(font.pixelSize() * ratio), 1))
    return font


def _widest(ticks: Ticks, theme: Theme, ratio: float) -> float:
    metrics = QFontMetricsF(_number_font(theme, ratio))
    return max((metrics.horizontalAdvance(words) for _, words in ticks.height), default=0.0)


def _paint_color_bar(painter: QPainter, size: QRectF, ticks: Ticks, theme: Theme, ratio: float) -> None:
    bar, k = color_bar_rect(size, ticks, theme, ratio), theme.scale * ratio
    gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
    colors = pg.colormap.get(theme.colormap).getLookupTable(nPts=32)
    for place, color in enumerate(colors):
        gradient.setColorAt(place / 31, QColor(*(int(part) for part in color[:3])))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawRoundedRect(bar, 2 * k, 2 * k)
    font = _number_font(theme, ratio)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    text = theme.color("text2" if theme.dark else "text")
    taken: list[float] = []
    for height, words in ticks.height:
        y = bar.bottom() - bar.height() * height / TOP
        if any(abs(y - other) < 1.05 * metrics.height() for other in taken):
            continue
        taken.append(y)
        painter.setPen(QPen(text, max(k, 1.0)))
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 4 * k, y))
        painter.drawText(QPointF(bar.right() + 8 * k, y + 0.36 * font.pixelSize()), words)
    font = theme.font(theme.label_size, 500, italic=True)
    font.setPixelSize(max(round(font.pixelSize() * ratio), 1))
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    painter.drawText(QPointF(bar.left(), bar.top() - 9 * k), tr("loss"))
