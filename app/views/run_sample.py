"""A short piece of a run's line with its marker, as legends, cards and tables show it."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPixmap
from PyQt6.QtWidgets import QSizePolicy, QToolButton, QWidget

from app.theme import DARK, Theme
from app.views.run_look import RunLook, look_of
from app.views.run_style import DASHES, draw_marker, run_pen

WIDTH, HEIGHT = 30, 20
PALE = 0.4
_RADIUS, _LINE, _CASING, _MARGIN = 5.0, 2.4, 1.8, 2.0
_COMPRESSED = 0.62  # so that every rhythm shows within the sample


def paint_sample(painter: QPainter, theme: Theme, look: RunLook, rect: QRectF, ground: str) -> None:
    """The line across the middle of `rect`, then the marker on a casing of the color `ground`; pale where hidden."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(painter.opacity() * (1.0 if look.visible else PALE))
    pen = run_pen(theme, look, _LINE * theme.scale)
    if dash := DASHES[look.marker]:
        pen.setDashPattern([length * _COMPRESSED for length in dash])
    painter.setPen(pen)
    margin, center = _MARGIN * theme.scale, rect.center()
    for end in (rect.left() + margin, rect.right() - margin):  # inward from both ends: the rhythm is symmetric
        painter.drawLine(QPointF(end, center.y()), center)
    draw_marker(
        painter, look.marker, center, _RADIUS * theme.scale, theme.run(look.color), theme.color(ground),
        _CASING * theme.scale,
    )  # fmt: skip
    painter.restore()


def sample_pixmap(theme: Theme, look: RunLook, ground: str, ratio: float) -> QPixmap:
    """A sample as a picture, for rows and menus."""
    width, height = theme.px(WIDTH), theme.px(HEIGHT)
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_sample(painter, theme, look, QRectF(0, 0, width, height), ground)
    painter.end()
    return pixmap


class RunSample(QToolButton):
    """The sample on a card; a click asks for another color or marker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._look = DARK, look_of(0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_theme(self, theme: Theme) -> None:
        """Take colors and size."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_look(self, look: RunLook) -> None:
        """Take a run's look."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        """Fixed, by the theme's scale."""
        return QSize(self._theme.px(WIDTH), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The sample, on a lighter ground while it is pointed at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "bg4" if self.underMouse() or self.isDown() else "bg2"
        if ground == "bg4":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(ground))
            radius = self._theme.px(self._theme.row_radius)
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        paint_sample(painter, self._theme, self._look, QRectF(self.rect()), ground)
        painter.end()
