"""A small picture of the learning rate over the steps, as it was recorded."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.envelope import envelope
from app.views.number_text import shown_number
from app.views.plot_area import PlotArea
from app.views.polyline import polygon
from app.views.rate_scale import rate_scale
from app.views.run_look import RunLook
from app.views.run_style import run_pen

Rates = npt.NDArray[np.floating]
_HEIGHT = 52


class RatePreview(QWidget):
    """Empty until rows arrive; its ends are written at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._look, self._steps = DARK, RunLook(0, 0), 1
        self._rates: Rates = np.zeros(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.setFixedHeight(theme.px(_HEIGHT))
        self.update()

    def show_rates(self, rates: Rates, steps: int, look: RunLook) -> None:
        """The learning rate of every step so far (T,), of so many, in a run's color."""
        self._rates, self._steps, self._look = rates, max(steps, 1), look
        if len(rates):
            ends = [f"{rates[0]:.3g}", f"{rates[-1]:.3g}"]
            self.setAccessibleName(tr("Learning rate from {first} to {last}", first=ends[0], last=ends[1]))
        self.setToolTip(tr("The learning rate over the steps."))
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Ground, curve, ends."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("bg0" if theme.dark else "bg2"))
        painter.drawRoundedRect(whole, theme.px(4), theme.px(4))
        if len(self._rates):
            self._paint_curve(painter, whole)
        painter.end()

    def _paint_curve(self, painter: QPainter, whole: QRectF) -> None:
        theme, scale = self._theme, rate_scale([self._rates])
        painter.setFont(theme.font(theme.tick_size))
        metrics = QFontMetricsF(painter.font())
        finite = self._rates[np.isfinite(self._rates)]
        texts = [shown_number(float(f"{value:.2g}")) for value in (finite.max(), finite.min())] if len(finite) else []
        width = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        rect = whole.adjusted(width + theme.px(12), theme.px(7), -theme.px(8), -theme.px(7))
        area = PlotArea(rect, (0.0, float(self._steps)), (scale.low, scale.high))
        painter.setPen(theme.color("text2"))
        upper = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        lower = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        box = whole.adjusted(0, theme.px(3), -(whole.width() - width - theme.px(6)), -theme.px(3))
        for text, place in zip(texts, (upper, lower), strict=False):
            painter.drawText(box, int(place), text)
        steps, values = envelope(scale.of(self._rates), self._steps / max(rect.width(), 1.0))
        points = area.points(steps, values)
        points = points[np.isfinite(points).all(axis=1)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(run_pen(theme, self._look, 1.8 * theme.scale, dashed=False))
        painter.setClipRect(rect.adjusted(-2, -2, 2, 2))
        if len(points) > 1:
            painter.drawPolyline(polygon(points))
        else:
            painter.drawPoint(QPointF(*points[0]) if len(points) else QPointF())
