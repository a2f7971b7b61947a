"""The ring around the button that has the keyboard: outside of it, so that the button itself stays as it is."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from app.theme import DARK, Theme

_GAP, _WIDTH = 2, 2
_FOLLOWED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class Ring(QWidget):
    """Lies over the nearest ancestor of a button that has room around it, and moves along with the button."""

    def __init__(self, button: QWidget, theme: Theme) -> None:
        self._button, self._theme = button, theme
        super().__init__(self._host())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        each: QWidget | None = button
        while each is not None and each is not self.parentWidget():
            each.installEventFilter(self)
            each = each.parentWidget()
        self._lie_down()

    def _host(self) -> QWidget:
        host = self._button
        while (above := host.parentWidget()) is not None and not host.isWindow():
            host = above
            if host.rect().contains(self._place_in(host)):
                break
        return host

    def _place_in(self, host: QWidget) -> QRect:
        out = _GAP + _WIDTH
        return QRect(self._button.mapTo(host, QPoint(0, 0)), self._button.size()).adjusted(-out, -out, out, out)

    def _lie_down(self) -> None:
        host = self.parentWidget()
        assert host is not None
        self.setGeometry(self._place_in(host))
        self.raise_()
        self.setVisible(self._button.isVisibleTo(host))

    def show_theme(self, theme: Theme) -> None:
        """Take colors and the roundness of the corners."""
        self._theme = theme
        self._lie_down()
        self.update()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Follow the button, and everything that it lies in, up to the ring's parent."""
        if event is not None and event.type() in _FOLLOWED:
            self._lie_down()
        return False

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Two pixels around a gap of two."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("focus"), _WIDTH))
        half, radius = _WIDTH / 2, self._theme.px(self._theme.control_radius) + _GAP
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()


class FocusRing(QObject):
    """Puts a ring around whatever button takes the focus; our buttons take it from the keyboard only."""

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = DARK
        self.ring: Ring | None = None
        application.focusChanged.connect(self._follow)

    def show_theme(self, theme: Theme) -> None:
        """Take colors."""
        self._theme = theme
        if self.ring is not None:
            self.ring.show_theme(theme)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.ring is not None:
            ring, self.ring = self.ring, None
            ring.destroyed.disconnect(self._forget)
            ring.hide()
            ring.deleteLater()
        if isinstance(now, (QPushButton, QToolButton)):
            self.ring = Ring(now, self._theme)
            # It goes with its parent, as when a dialog is closed.
            self.ring.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self.ring = None
