"""The middle of the Descent lab: the large view, with the readouts, tools and notices laid over it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QRectF, QSize, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import ToolButton
from app.views.notice import Notice
from app.views.readout import Readout


class Stage(QWidget):
    """Fills itself with one view and keeps the overlays in its corners."""

    reset_requested = pyqtSignal()
    fill_toggled = pyqtSignal(bool)
    covered = pyqtSignal(QRectF)

    def __init__(self, view: QWidget, overlaid: bool, parent: QWidget | None = None) -> None:
        """`overlaid` views keep clear of the overlays by themselves; others get the room between them."""
        super().__init__(parent)
        self.view, self._overlaid = view, overlaid
        view.setParent(self)
        self.readout = Readout(self)
        self.notice = Notice(self)
        self._theme = DARK
        self._tools = QFrame(self)
        self._tools.setObjectName("overlay")
        self._reset = ToolButton("reset", tr("Reset view (R)"), tr("Back to the whole surface."), self._tools)
        why = tr("Hides the panels around the surface.\nEscape brings them back.")
        self.fill = ToolButton("expand", tr("Fill window"), why, self._tools)
        self.fill.setCheckable(True)
        self._tool_row = QHBoxLayout(self._tools)
        self._tool_row.setSpacing(0)
        self._tool_row.addWidget(self._reset)
        self._tool_row.addWidget(self.fill)
        self._reset.clicked.connect(self.reset_requested)
        self.fill.toggled.connect(self.fill_toggled)
        self.readout.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """Small enough for the narrowest window that is supported."""
        return QSize(self._theme.px(300), self._theme.px(260))

    def show_theme(self, theme: Theme) -> None:
        """Take sizes; the view itself is told by the lab."""
        self._theme = theme
        self.readout.show_theme(theme)
        self.notice.show_theme(theme)
        self._reset.show_theme(theme, 16, 26)
        self.fill.show_theme(theme, 16, 26)
        self._tool_row.setContentsMargins(2, 2, 2, 2)
        self.arrange()

    def arrange(self) -> None:
        """Put the view and its overlays where they belong."""
        margin = self._theme.px(12)
        self.readout.move(margin, margin)
        self._tools.adjustSize()
        self._tools.move(self.width() - self._tools.width() - margin, margin)
        self._cover()
        self.notice.adjustSize()
        self.notice.move(margin, self.height() - self.notice.height() - margin)
        self._place_view()
        for overlay in (self.readout, self._tools, self.notice):
            overlay.raise_()

    def _place_view(self) -> None:
        gap = self._theme.px(8)
        if self._overlaid:
            self.view.setGeometry(self.rect())
        else:
            below = self.height() - self.notice.y() + gap if self.notice.sentence else gap
            self.view.setGeometry(self.rect().adjusted(gap, self.readout.geometry().bottom() + gap, -gap, -below))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self.arrange()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """A readout that grew or shrank leaves the view more or less room."""
        if watched is self.readout and event is not None and event.type() == QEvent.Type.Resize:
            self._cover()
            self._place_view()
        return False

    def _cover(self) -> None:
        gap = self._theme.px(6)
        self.covered.emit(QRectF(self.readout.geometry()).adjusted(-4 * gap, -4 * gap, gap, gap))
