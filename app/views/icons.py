"""The icons of `assets/icons`, in the colors of the theme and sharp on every screen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PyQt6.QtCore import QByteArray, QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PyQt6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).resolve().parents[2] / "assets" / "icons"
_INK, _STROKE = "#000", 'stroke-width="1.5"'
_RATIOS = (1.0, 2.0, 3.0)


@lru_cache(maxsize=256)
def _image(name: str, color: str, pixels: int, stroke: float) -> QImage:
    svg = (_FOLDER / f"{name}.svg").read_text("utf-8")
    svg = svg.replace(_INK, color).replace(_STROKE, f'stroke-width="{stroke}"')
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def icon_pixmap(name: str, color: QColor, size: int, ratio: float = 1.0, stroke: float = 1.5) -> QPixmap:
    """An icon `size` device-independent pixels wide; `stroke` is its line on a grid of 20."""
    pixmap = QPixmap.fromImage(_image(name, color.name(), round(size * ratio), stroke))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, color: QColor, size: int, disabled: QColor | None = None) -> QIcon:
    """An icon for a button, with pictures for screens of 100, 200 and 300 %."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(icon_pixmap(name, color, size, ratio))
        if disabled is not None:
            made.addPixmap(icon_pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made
