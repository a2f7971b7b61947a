"""The middle of the Descent lab: the large view, with the readouts, tools and notices laid over it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import ToolButton
from app.views.notice import Notice
from app.views.readout import Readout
from app.views.sentence import Sentence
from app.views.surface3d.labels import NARROW
from app.views.view_panel import ViewPanel


class Stage(QWidget):
    """Fills itself with one view and keeps the overlays in its corners."""

    reset_requested = pyqtSignal()
    fill_toggled = pyqtSignal(bool)
    covered = pyqtSignal(QRectF)

    def __init__(self, view: QWidget, parent: QWidget | None = None) -> None:
        """The view fills the stage and keeps clear of the overlays by itself."""
        super().__init__(parent)
        self.view = view
        view.setParent(self)
        self.readout = Readout(self)
        self.notice, self.caption = Notice(self), Sentence(parent=self)
        self.caption.setObjectName("column")
        self._theme = DARK
        self._tools = QFrame(self)
        self._tools.setObjectName("overlay")
        what = tr("The scale of the heights, and from where to look.")
        self.view_button = ToolButton("cube", tr("View (V)"), what, self._tools)
        self.view_button.setCheckable(True)
        self._reset = ToolButton("reset", tr("Reset view (R)"), tr("Back to the whole surface."), self._tools)
        why = tr("Hides the panels around the surface.\nEscape brings them back.")
        self.fill = ToolButton("expand", tr("Fill window"), why, self._tools)
        self.fill.setCheckable(True)
        self._tool_row = QHBoxLayout(self._tools)
        self._tool_row.setSpacing(0)
        self._tool_row.addWidget(self.view_button)
        self._tool_row.addWidget(self._reset)
        self._tool_row.addWidget(self.fill)
        # Over the neighbor's ground, where there is one, and not over the view that it turns.
        self.view_panel = ViewPanel(parent or self)
        self.view_button.toggled.connect(self._show_view_panel)
        self.view_panel.close_requested.connect(lambda: self.view_button.setChecked(False))
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
        self.caption.setFont(theme.font(theme.body_size, 500))
        self.caption.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        for button in (self.view_button, self._reset, self.fill):
            button.show_theme(theme, 16, 26)
        self.view_panel.show_theme(theme)
        self._tool_row.setContentsMargins(2, 2, 2, 2)
        self.arrange()

    def arrange(self) -> None:
        """Put the view and its overlays where they belong."""
        margin = self._theme.px(12)
        self.readout.move(margin, margin)
        self._tools.adjustSize()
        self._tools.move(self.width() - self._tools.width() - margin, margin)
        self._place_panel()
        self._cover()
        self.notice.adjustSize()
        high = self._caption_height()
        self.caption.setGeometry(0, self.height() - high, self.width(), high)
        # A narrow view has its color bar on the left.
        left = self.width() - self.notice.width() - margin if self.width() < NARROW * self._theme.scale else margin
        self.notice.move(left, self.height() - high - self.notice.height() - margin)
        self.view.setGeometry(self.rect().adjusted(0, 0, 0, -high))
        for overlay in (self.readout, self._tools, self.notice):
            overlay.raise_()

    def show_caption(self, sentence: str) -> None:
        """Say below the view what to look at; nothing where it is empty."""
        if sentence != self.caption.text():
            self.caption.show_sentence(sentence)
            self.arrange()

    def _caption_height(self) -> int:
        return self.caption.heightForWidth(self.width()) if self.caption.text() else 0

    def open_view_panel(self) -> None:
        """Open the panel, and give it the keyboard; where it is open, close it. Nothing while a page is open."""
        if not self.isVisible():
            return
        self.view_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view_button.toggle()

    def _place_panel(self) -> None:
        """Beside the stage where there is room, else below the tools."""
        panel, margin = self.view_panel, self._theme.px(12)
        host = panel.parentWidget()
        assert host is not None
        corner = QPoint(self.width(), 0) if host is self else self.mapTo(host, QPoint(self.width(), 0))
        if host.width() - corner.x() >= panel.width() + margin // 2:
            panel.move(corner.x() + margin // 3, corner.y() + margin)
        else:
            below = self._tools.geometry().bottom() + margin // 2
            panel.move(corner.x() - panel.width() - margin, corner.y() + below)
        panel.raise_()

    def _show_view_panel(self, shown: bool) -> None:
        """The keyboard goes into the panel and back to its button; a mouse leaves it where it is."""
        held = self.view_panel.isAncestorOf(QApplication.focusWidget())
        self.view_panel.setVisible(shown)
        if shown:
            self._place_panel()
            if self.view_button.hasFocus():
                self.view_panel.take_focus()
        elif held:
            self.view_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self.arrange()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """A readout that grew or shrank leaves the view more or less room."""
        if watched is self.readout and event is not None and event.type() == QEvent.Type.Resize:
            self._cover()
        return False

    def _cover(self) -> None:
        gap = self._theme.px(6)
        self.covered.emit(QRectF(self.readout.geometry()).adjusted(-4 * gap, -4 * gap, gap, gap))
