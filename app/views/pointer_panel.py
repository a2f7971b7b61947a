"""Beside the map: the loss and its gradient at the pointer."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QSize
from PyQt6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.after_first_paint import AfterFirstPaint
from app.views.numbers import number
from app.views.plot_axes import paint_name
from app.views.symbol import GRADIENT_NORM, paint_symbol
from surfaces.surface import Surface

_ROW = 19


class PointerPanel(QWidget):
    """Four numbers under a heading; dashes where the pointer is elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._surface: Surface | None = None
        self._point: tuple[float, float] | None = None
        # The first formula of a process loads a font.
        self._typesets = AfterFirstPaint(self, self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.setAccessibleName(tr("At the pointer"))
        self.updateGeometry()
        self.update()

    def show_surface(self, surface: Surface) -> None:
        """The surface that is read."""
        self._surface = surface
        self.update()

    def show_point(self, x: float, y: float) -> None:
        """Read the surface at a point."""
        self._point = x, y
        self.update()

    def show_nothing(self) -> None:
        """The pointer has left."""
        self._point = None
        self.update()

    def values(self) -> tuple[str, str, str, str]:
        """x, y, loss and |gradient| as shown."""
        if self._surface is None or self._point is None:
            return ("–",) * 4
        x, y = self._point
        loss, across, up = self._surface.loss_and_gradient(x, y)
        return number(x, 2), number(y, 2), number(loss, 1), number(math.hypot(across, up), 1)

    def sizeHint(self) -> QSize:
        """Five rows."""
        return QSize(self._theme.px(110), self._theme.px(5 * _ROW + 4))

    def minimumSizeHint(self) -> QSize:
        """Room for the widest number."""
        return QSize(self._theme.px(84), self._theme.px(5 * _ROW + 4))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """A heading, then names at the left and numbers at the right."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        quiet = theme.color("text2")
        painter.setPen(quiet)
        painter.setFont(theme.font(theme.tick_size, 500))
        bases = [theme.px(13 + row * _ROW) for row in range(5)]
        painter.drawText(QPointF(0, bases[0]), tr("At the pointer"))
        for base, name in zip(bases[1:3], self._surface.axes if self._surface else ("x", "y"), strict=True):
            paint_name(painter, theme, name, QPointF(0, base))
        painter.setFont(theme.font(theme.label_size))
        painter.drawText(QPointF(0, bases[3]), tr("loss"))
        if self._typesets.done:
            paint_symbol(painter, GRADIENT_NORM, theme.label_size * 1.1 * theme.scale, quiet, QPointF(0, bases[4]))
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(theme.label_size, 500))
        metrics = QFontMetricsF(painter.font())
        for base, text in zip(bases[1:], self.values(), strict=True):
            painter.drawText(QPointF(self.width() - metrics.horizontalAdvance(text), base), text)
        painter.end()
