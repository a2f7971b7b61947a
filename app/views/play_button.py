"""The one round button: play, or pause while playing."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import explain
from app.views.icons import icon_pixmap

_SIZE, _ICON, _RING = 38, 20, 3


class PlayButton(QAbstractButton):
    """Ink, so that it is found first; the focus ring shows for the keyboard only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._playing = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_theme(self, theme: Theme) -> None:
        """Take colors and size."""
        self._theme = theme
        size = theme.px(_SIZE) + 2 * theme.px(_RING)
        self.setFixedSize(size, size)
        self.show_playing(self._playing)

    def show_playing(self, playing: bool) -> None:
        """Offer pause while playing, play otherwise."""
        self._playing = playing
        explain(self, tr("Pause (Space)") if playing else tr("Play (Space)"))
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The disk with its icon."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center, radius = QPointF(self.width() / 2, self.height() / 2), theme.px(_SIZE) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent", 0.88 if self.underMouse() or self.isDown() else 1.0))
        painter.drawEllipse(center, radius, radius)
        size = theme.px(_ICON)
        picture = icon_pixmap(
            "pause" if self._playing else "play", theme.color("on_accent"), size, self.devicePixelRatioF()
        )
        painter.drawPixmap(QRectF(center.x() - size / 2, center.y() - size / 2, size, size).topLeft(), picture)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawEllipse(center, radius + 2, radius + 2)
        painter.end()
